"""Shared fixtures: an app on a fresh database, named people, a place and a round with phases."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from civic import create_app
from civic.db import db, set_clock
from civic.people.models import Person, Role
from civic.people.residency.models import Residency
from civic.people.sign_in.models import SignIn
from civic.places.models import District, Municipality
from civic.rounds.calls.models import Call
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase
from civic.rounds.rules import PHASES
from tests.databases import SETTINGS, Browser, database, empty, pytest_collection_modifyitems  # noqa: F401

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    with database(tmp_path_factory.mktemp("db")) as address:
        app = create_app(DATABASE_URL=address, **SETTINGS)
        app.testing = True
        app.test_client_class = Browser
        with app.app_context():
            db.create_all()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(application):
    """The app on an empty database."""
    with application.app_context():
        empty()
        yield application
        db.session.remove()


@pytest.fixture(autouse=True)
def clock():
    """The tests' time; clock(t) moves it."""
    moment = [NOW]
    set_clock(lambda: moment[0])

    def move(to):
        moment[0] = moment[0] + to if isinstance(to, timedelta) else to

    yield move
    set_clock(lambda: datetime.now(UTC))


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def gaon(app):
    """가온시 with two square districts, 달내동 (west) and 느티동 (east)."""
    place = Municipality(slug="gaon", name="가온시", app_name="함께 정하는 가온")
    for i, name in enumerate(["달내동", "느티동"]):
        west = 127.0 + i * 0.1
        ring = [[west, 36.5], [west + 0.1, 36.5], [west + 0.1, 36.6], [west, 36.6], [west, 36.5]]
        place.districts.append(
            District(
                code=f"990001000{i}",
                name=name,
                base_on=NOW.date(),
                polygons=[[ring]],
                label_lon=west + 0.05,
                label_lat=36.55,
            )
        )
    db.session.add(place)
    db.session.commit()
    return place


@pytest.fixture
def call(app):
    call = Call(slug="call", programme="중소도시 스마트시티 조성사업", year=2027)
    db.session.add(call)
    db.session.commit()
    return call


@pytest.fixture
def round(gaon, call):
    """A round whose phases last ten days each; `report` is open at NOW. See open_phase."""
    round = Round(
        municipality=gaon, call=call, number=1, title="2027 참여", budget_won=4_000_000_000
    )
    for i, kind in enumerate(PHASES):
        start = NOW + timedelta(days=10 * i - 1)
        round.phases.append(Phase(kind=kind, starts_at=start, ends_at=start + timedelta(days=10)))
    db.session.add(round)
    db.session.commit()
    return round


@pytest.fixture
def open_phase(round, clock):
    """open_phase("vote") moves the clock to an hour after that phase begins."""
    return lambda kind: clock(round.phase(kind).starts_at + timedelta(hours=1))


@pytest.fixture
def person(app, gaon):
    """person("민지") makes a resident; person("서연", "planner") gives a role in 가온시;
    lives=True proves residency."""
    counter = itertools.count(1)

    def make(name, *roles, lives=False):
        n = next(counter)
        someone = Person(name=name, email=f"p{n}@example.com")
        someone.roles = [Role(name=role, municipality_id=gaon.id) for role in roles]
        if lives:
            someone.residencies = [Residency(municipality_id=gaon.id, level="invite")]
        db.session.add(someone)
        db.session.commit()
        return someone

    return make


@pytest.fixture
def as_person(app):
    """as_person(minji) is a test client signed in as her."""

    def sign_in(person):
        client = app.test_client()
        token = SignIn.open(person, device="tests")
        db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        return client

    return sign_in
