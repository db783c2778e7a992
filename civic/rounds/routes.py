"""The home of a municipality and of a round; which of them a request is about."""

from flask import Blueprint, current_app, g

from civic.db import db
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.rounds.rules import may
from civic.web.access import roles_here

bp = Blueprint("rounds", __name__)
blueprints = [bp]


@bp.app_url_value_preprocessor
def find_place_and_round(_endpoint, values):
    """Take <municipality> and <round_number> off the address into g; unknown ones are 404."""
    values = values or {}
    if "municipality" in values:
        g.municipality = db.one_or_404(
            db.select(Municipality).filter_by(slug=values.pop("municipality"))
        )
    if "round_number" in values:
        g.round = db.one_or_404(
            db.select(Round).filter_by(
                municipality_id=g.municipality.id, number=values.pop("round_number")
            )
        )


@bp.app_url_defaults
def keep_place_and_round(endpoint, values):
    """url_for stays in the municipality and round of this request unless told otherwise."""
    expected = current_app.url_map.is_endpoint_expecting
    if "municipality" in g and expected(endpoint, "municipality"):
        values.setdefault("municipality", g.municipality.slug)
    if "round" in g and expected(endpoint, "round_number"):
        values.setdefault("round_number", g.round.number)


@bp.app_context_processor
def round_context():
    return {"municipality": g.get("municipality"), "round": g.get("round"), "may_now": may_now}


def may_now(act: str) -> bool:
    """Whether the person asking may do this act in this request's round, now."""
    return may(act, roles_here(), g.round.open_phases())
