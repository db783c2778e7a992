"""Which municipality and round a request is about, and which call a form names."""

from flask import abort, current_app, g, session
from sqlalchemy import bindparam
from sqlalchemy.orm import contains_eager, joinedload

from civic.db import db, now
from civic.people.sign_in.models import SignIn
from civic.places.models import Municipality
from civic.rounds.at_hand import at_hand
from civic.rounds.calls.models import Call
from civic.rounds.models import Round

# Every page asks one of these: built once; the phases come along in the same query, and whoever
# asks, if they hold a session.
ROUND_OF_ADDRESS = (
    db.select(Round)
    .join(Round.municipality)
    .where(Municipality.slug == bindparam("slug"), Round.number == bindparam("number"))
    .options(contains_eager(Round.municipality), joinedload(Round.phases))
)
WITH_SIGN_IN = (
    ROUND_OF_ADDRESS.add_columns(SignIn)
    .outerjoin(SignIn, SignIn.lives())
    .options(*SignIn.with_person())
)

# Pages of a whole city, whichever of its rounds what they show is of.
HOME = "home.municipality"
# What a city says before it has any round.
BEFORE_ROUNDS = frozenset(
    {
        *(HOME, "privacy.notice.show", "privacy.notice.version"),
        *("privacy.notice.edit", "privacy.notice.publish"),
    }
)
OF_CITY = frozenset(
    {
        *(HOME, "people.mine", "people.change_profile", "people.change_passphrase"),
        *("people.revoke_sign_in", "people.sign_out_everywhere", "people.leave"),
        *("photos.redaction.show", "photos.redaction.redact", "privacy.own_data.show"),
        *("privacy.notice.show", "privacy.notice.version", "privacy.notice.edit"),
        *("privacy.notice.publish", "privacy.retention.show", "privacy.retention.save"),
        "privacy.retention.save_everywhere",
        *("notices.areas.show", "notices.areas.add", "notices.areas.drop"),
    }
)


def find_place_and_round(endpoint, values):
    """Take <municipality> and <round_number> off the address into g; unknown ones are 404."""
    values = values or {}
    if "municipality" not in values:
        return
    slug, number = values.pop("municipality"), values.pop("round_number", None)
    if number is None:
        g.municipality = db.first_or_404(db.select(Municipality).filter_by(slug=slug))
        if endpoint in OF_CITY:
            _find_rounds(endpoint)
        return
    key, token = {"slug": slug, "number": number}, session.get("_user_id")
    if token:
        rows = db.session.execute(WITH_SIGN_IN, key | SignIn.key(token))
        g.round, g.sign_in = rows.unique().one_or_none() or abort(404)
    else:
        rows = db.session.execute(ROUND_OF_ADDRESS, key)
        g.round = rows.unique().scalar_one_or_none() or abort(404)
    g.municipality = g.round.municipality


def _find_rounds(endpoint):
    """A city's rounds into g. What on the page needs one (its navigation, notices, the outbox)
    takes the round at hand."""
    g.rounds = Round.of_city(g.municipality)
    if g.rounds:
        g.round = at_hand(g.rounds, now())
    elif endpoint not in BEFORE_ROUNDS:
        abort(404)


def keep_place_and_round(endpoint, values):
    """url_for stays in the municipality and round of this request unless told otherwise."""
    here = g._get_current_object()
    of_place, of_round = _expects(endpoint)
    if of_place and "municipality" in here:
        values.setdefault("municipality", here.municipality.slug)
    if of_round and "round" in here:
        values.setdefault("round_number", here.round.number)


def _expects(endpoint: str) -> tuple[bool, bool]:
    """An address names a municipality, and a round: found once, as routes never change."""
    known = current_app.extensions.setdefault("addresses_with_place", {})
    if endpoint not in known:
        expected = current_app.url_map.is_endpoint_expecting
        known[endpoint] = expected(endpoint, "municipality"), expected(endpoint, "round_number")
    return known[endpoint]


def find_call(slug):
    return db.first_or_404(db.select(Call).filter_by(slug=slug or ""))
