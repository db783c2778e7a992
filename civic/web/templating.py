"""How templates are made, and tables of words, code → words, that they look things up in."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from flask import Blueprint
from flask.templating import Environment


class SharedGlobals(Environment):
    """Every template knows the same globals, and has none of its own.

    Jinja lays a table of its own over the environment's for each template, and goes through both,
    key by key in Python, whenever one is drawn, included or imported: of a page made of thirty
    parts that was a quarter of the work.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def init_app(app) -> None:
    app.jinja_environment = SharedGlobals


def give_templates(bp: Blueprint, **tables: Mapping) -> None:
    """Let every template use these tables by their names, once the blueprint is registered."""
    bp.record_once(lambda state: state.app.jinja_env.globals.update(tables))
