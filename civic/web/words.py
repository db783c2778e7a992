"""Tables of words, code → words, that templates look things up in."""

from collections.abc import Mapping

from flask import Blueprint


def give_templates(bp: Blueprint, **tables: Mapping) -> None:
    """Let every template use these tables by their names, once the blueprint is registered."""
    bp.record_once(lambda state: state.app.jinja_env.globals.update(tables))
