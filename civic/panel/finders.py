"""The panel an address names."""

from flask import abort, g

from civic.panel.models import Panel


def find_panel() -> Panel:
    """The announced panel of this request's round. Raises: 404."""
    return Panel.of(g.round, announced=True) or abort(404)


def find_any_panel() -> Panel:
    """The panel that its planners may still be preparing. Raises: 404."""
    return Panel.of(g.round) or abort(404)
