"""Which municipality and round a request is about, and which call a form names."""

from functools import cache

from flask import abort, current_app, g, session
from sqlalchemy import ScalarSelect, Select, bindparam
from sqlalchemy.orm.attributes import set_committed_value

from civic.db import db, now, reading
from civic.db_session import WholeRows
from civic.people.models import Person, Role
from civic.people.residency.models import verified_mark
from civic.people.second_factor.models import SecondFactor
from civic.people.sign_in.models import SignIn
from civic.places.models import Municipality
from civic.rounds.at_hand import at_hand
from civic.rounds.calls.models import Call
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase

# Every page asks for the one or the other: the phases come along in the same query, and whoever
# asks, if they hold a session.
OF_ROUND = Round, Municipality, Phase
WHOLE = WholeRows(*OF_ROUND)
WITH_SIGN_IN = WholeRows(*OF_ROUND, SignIn, Person, Role, SecondFactor)

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
    key, token, whole = {"slug": slug, "number": number}, session.get("_user_id"), WHOLE
    if token:
        whole, key = WITH_SIGN_IN, key | SignIn.key(token)
    acts = bool(token) and not reading.get()
    rows = db.session.execute(_of_address(whole, acts), key).all()
    g.round = _round_in(whole, rows) if rows else abort(404)
    g.municipality = g.round.municipality
    if token:
        g.sign_in = _sign_in_in(whole, rows)
    if acts:
        g.identity_mark = rows[0][-1] or ""


@cache
def _of_address(whole: WholeRows, acts: bool = False) -> Select:
    """acts: with whose identity the acts of whoever asks are counted, too, as the last column."""
    round, place, phase = (model.__table__.c for model in OF_ROUND)
    tables = Round.__table__.join(Municipality.__table__, place.id == round.municipality_id)
    tables = tables.outerjoin(Phase.__table__, phase.round_id == round.id)
    if whole is WITH_SIGN_IN:
        sign_in, person = SignIn.__table__.c, Person.__table__.c
        tables = tables.outerjoin(SignIn.__table__, SignIn.lives())
        tables = tables.outerjoin(Person.__table__, person.id == sign_in.person_id)
        for theirs in (Role.__table__, SecondFactor.__table__):
            tables = tables.outerjoin(theirs, theirs.c.person_id == person.id)
    asked = place.slug == bindparam("slug"), round.number == bindparam("number")
    mark = [verified_mark(_who_asks()).scalar_subquery()] if acts else []
    columns = *whole.columns, *mark
    return db.select(*columns).select_from(tables).where(*asked).order_by(phase.starts_at)


def _who_asks() -> ScalarSelect[int]:
    """Found once more by the key alone, and so once a statement: not once a row."""
    sign_in = SignIn.__table__.alias()
    mine = db.select(sign_in.c.person_id).where(sign_in.c.token_hash == bindparam("sign_in_hash"))
    return mine.scalar_subquery()


def _round_in(whole: WholeRows, rows) -> Round:
    session = db.session()
    round = whole.read(session, Round, rows[0])
    assert round is not None  # a place or a phase comes with one
    set_committed_value(round, "municipality", whole.read(session, Municipality, rows[0]))
    set_committed_value(round, "phases", whole.read_each(session, Phase, rows))
    return round


def _sign_in_in(whole: WholeRows, rows) -> SignIn | None:
    session = db.session()
    sign_in = whole.read(session, SignIn, rows[0])
    if sign_in is not None:
        person = whole.read(session, Person, rows[0])
        set_committed_value(person, "roles", whole.read_each(session, Role, rows))
        set_committed_value(person, "factor", whole.read(session, SecondFactor, rows[0]))
        set_committed_value(sign_in, "person", person)
    return sign_in


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
