"""Many taps at once on a database file: one ballot a voter, never more choices than allowed."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from civic import create_app
from civic.db import db, set_clock
from civic.people.models import Person, Residency, SignIn
from civic.places.models import Municipality
from civic.rounds.models import Call, Phase, Round
from civic.solutions.models import Solution
from civic.votes.models import Ballot, Participation
from tests.databases import database

NOON = datetime(2026, 12, 15, 3, 0, tzinfo=UTC)
TAPS_AT_ONCE = 8


@pytest.fixture
def busy_app(tmp_path):
    """An app of its own, as a server runs it: no context is shared between requests."""
    set_clock(lambda: NOON)
    with database(tmp_path) as address:
        app = create_app(
            DEMO=True,
            DATABASE_URL=address,
            PHOTO_STORE="memory:",
            SENDER="memory",
            ASSETS="local",
            WTF_CSRF_ENABLED=False,
        )
        with app.app_context():
            db.create_all()
            _round_with_twelve_solutions()
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _round_with_twelve_solutions():
    gaon = Municipality(slug="gaon", name="가온시", app_name="가온")
    call = Call(slug="call", programme="조성사업", year=2027)
    round = Round(municipality=gaon, call=call, number=1, title="r", budget_won=1, max_choices=3)
    day = timedelta(days=1)
    round.phases = [Phase(kind="vote", starts_at=NOON - day, ends_at=NOON + day)]
    db.session.add(round)
    db.session.flush()
    for number in range(1, 13):
        words = {"title": f"방안 {number}", "summary": "", "category": "other"}
        db.session.add(
            Solution(round_id=round.id, number=number, cost_won=1, status="on_ballot", **words)
        )
    db.session.commit()


def _voters(app, count):
    """Signed-in sessions' tokens, one a voter."""
    with app.app_context():
        gaon = db.session.scalar(db.select(Municipality))
        people = [
            Person(name=f"주민 {n}", residencies=[Residency(municipality_id=gaon.id, level="desk")])
            for n in range(count)
        ]
        db.session.add_all(people)
        db.session.flush()
        tokens = [SignIn.open(someone, device="tests") for someone in people]
        db.session.commit()
        return tokens


def _tap(app, token, chosen):
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client.post("/gaon/1/vote/submit", data={"solutions": chosen}).status_code


def _all_at_once(app, taps):
    with ThreadPoolExecutor(TAPS_AT_ONCE) as pool:
        return list(pool.map(lambda tap: _tap(app, *tap), taps))


def _solution_ids(app):
    with app.app_context():
        return db.session.scalars(db.select(Solution.id).order_by(Solution.number)).all()


def test_sixty_voters_tapping_six_times_leave_sixty_ballots(busy_app):
    chosen = _solution_ids(busy_app)[:3]
    tokens = _voters(busy_app, 60)
    statuses = _all_at_once(busy_app, [(token, chosen) for token in tokens for _ in range(6)])
    assert set(statuses) == {303}
    with busy_app.app_context():
        assert db.session.query(Participation).count() == 60
        assert db.session.query(Ballot).count() == 60
        assert all(len(ballot.choices) == 3 for ballot in db.session.scalars(db.select(Ballot)))


def test_ten_different_ballots_at_once_never_exceed_three_choices(busy_app):
    ids = _solution_ids(busy_app)
    sets = [list(some) for some in itertools.islice(itertools.combinations(ids, 3), 0, 220, 22)]
    tokens = _voters(busy_app, 20)
    statuses = _all_at_once(busy_app, [(token, chosen) for chosen in sets for token in tokens])
    assert set(statuses) == {303}
    with busy_app.app_context():
        ballots = db.session.scalars(db.select(Ballot)).all()
        held = [ballot.solution_ids for ballot in ballots]
        assert len(held) == 20
        assert all(choices in sets for choices in held)
