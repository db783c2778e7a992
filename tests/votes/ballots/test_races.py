"""Many taps at once on two processes: one ballot a voter, never more choices than allowed."""

import itertools
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import pytest

from civic.db import db, set_clock
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.people.sign_in.models import SignIn
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.event_log import VoteEvent
from civic.votes.ballots.voter_roll import Participation
from tests.apps import made_app, start_app
from tests.databases import database, empty
from tests.factory import add_solution, open_city

NOON = datetime(2026, 12, 15, 3, 0, tzinfo=UTC)
TAPS_AT_ONCE = 4


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """(an app on a database of its own, two processes on it, as a server runs them)."""
    with (
        database(tmp_path_factory.mktemp("races")) as address,
        made_app(address) as app,
        ProcessPoolExecutor(2, get_context("spawn"), _work, (address,)) as pool,
    ):
        yield app, pool


@pytest.fixture
def workers(served):
    return served[1]


@pytest.fixture
def busy_app(served):
    """The tests' own app on the workers' database, emptied."""
    set_clock(lambda: NOON)
    app = served[0]
    with app.app_context():
        empty()
        _round_with_twelve_solutions()
    yield app
    with app.app_context():
        db.session.remove()


def _round_with_twelve_solutions():
    day = timedelta(days=1)
    round = open_city({"vote": (NOON - day, NOON + day)}, max_choices=3)
    for number in range(1, 13):
        add_solution(round, number=number, title=f"방안 {number}", cost_won=1, status="on_ballot")
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


def _work(address):
    """Start a worker process: an app of its own on the same database."""
    global worker
    set_clock(lambda: NOON)
    worker = start_app(address)


def _tap_some(taps):
    with ThreadPoolExecutor(TAPS_AT_ONCE) as pool:
        return list(pool.map(lambda tap: _tap(*tap), taps))


def _tap(token, chosen, act="submit"):
    client = worker.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client.post(f"/gaon/1/vote/{act}", data={"solutions": chosen}).status_code


def _all_at_once(workers, taps):
    """The answers to these taps, sent at once through two processes of four threads."""
    return [status for some in workers.map(_tap_some, (taps[::2], taps[1::2])) for status in some]


def _solution_ids(app):
    with app.app_context():
        return db.session.scalars(db.select(Solution.id).order_by(Solution.number)).all()


def test_sixty_voters_tapping_six_times_leave_sixty_ballots(busy_app, workers):
    chosen = _solution_ids(busy_app)[:3]
    tokens = _voters(busy_app, 60)
    statuses = _all_at_once(workers, [(token, chosen) for token in tokens for _ in range(6)])
    assert set(statuses) == {303}
    with busy_app.app_context():
        assert db.session.query(Participation).count() == 60
        assert db.session.query(Ballot).count() == 60
        assert all(len(ballot.choices) == 3 for ballot in db.session.scalars(db.select(Ballot)))


def test_ten_different_ballots_at_once_never_exceed_three_choices(busy_app, workers):
    ids = _solution_ids(busy_app)
    sets = [list(some) for some in itertools.islice(itertools.combinations(ids, 3), 0, 220, 22)]
    tokens = _voters(busy_app, 20)
    statuses = _all_at_once(workers, [(token, chosen) for chosen in sets for token in tokens])
    assert set(statuses) == {303}
    with busy_app.app_context():
        ballots = db.session.scalars(db.select(Ballot)).all()
        held = [ballot.solution_ids for ballot in ballots]
        assert len(held) == 20
        assert all(choices in sets for choices in held)


def test_taking_back_while_submitting_leaves_a_whole_ballot_or_none(busy_app, workers):
    chosen = _solution_ids(busy_app)[:3]
    tokens = _voters(busy_app, 10)
    taps = [(token, chosen, act) for act in ("submit", "withdraw") * 4 for token in tokens]
    assert set(_all_at_once(workers, taps)) == {303}
    with busy_app.app_context():
        roll = db.session.scalars(db.select(Participation)).all()
        assert len(roll) == 10
        for mine in roll:
            assert mine.submitted_ids() == (chosen if mine.submitted_at else [])
        assert db.session.query(VoteEvent).count() == 80


def test_parallel_knapsacks_never_exceed_the_budget(busy_app, workers):
    with busy_app.app_context():
        round = db.session.scalars(db.select(Round)).one()
        round.ballot_form, round.budget_won = "knapsack", 2
        db.session.commit()
    ids, tokens = _solution_ids(busy_app), _voters(busy_app, 10)
    pairs = list(itertools.combinations(ids[:5], 2))
    taps = [(token, list(some)) for some in [*pairs, ids[:3]] for token in tokens]
    assert set(_all_at_once(workers, taps)) == {303, 422}
    with busy_app.app_context():
        held = [tuple(b.solution_ids) for b in db.session.scalars(db.select(Ballot))]
        assert len(held) == 10 and set(held) <= set(pairs)
