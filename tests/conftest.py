"""Shared fixtures: an app on a fresh database, named people, a place and a round with phases."""

import tests.garbage  # isort: skip  # before anything is made
import tests.coverage  # noqa: F401  # isort: skip  # before anything of civic, which it measures

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from civic.db import db, set_clock
from civic.people.sign_in.models import SignIn
from civic.rounds.rules import PHASES
from tests.apps import count_anew, made_app
from tests.cities import settle
from tests.databases import database, empty
from tests.factory import add_call, add_city, add_district, add_person, add_round

pytest_plugins = ["tests.running"]
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    with database(tmp_path_factory.mktemp("db")) as address, made_app(address) as app:
        yield app


@pytest.fixture
def app(application):
    """The app on an empty database."""
    with application.app_context():
        empty()
        count_anew(application)
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
def demo(app, monkeypatch):
    """In demo mode, where whoever asks signs in as anybody."""
    monkeypatch.setitem(app.config, "DEMO", True)


@pytest.fixture
def small_city(demo, run_folder):
    """The invented city with few people and photos, its four rounds and all their pages."""
    settle(run_folder)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def gaon(app):
    """가온시 with two square districts, 달내동 (west) and 느티동 (east)."""
    place = add_city(app_name="함께 정하는 가온")
    for number, name in enumerate(["달내동", "느티동"]):
        add_district(place, number, name, base_on=NOW.date())
    db.session.commit()
    return place


@pytest.fixture
def call(app):
    call = add_call()
    db.session.commit()
    return call


@pytest.fixture
def round(gaon, call):
    """A round whose phases last ten days each; `report` is open at NOW. See open_phase."""
    starts = {kind: NOW + timedelta(days=10 * i - 1) for i, kind in enumerate(PHASES)}
    phases = {kind: (start, start + timedelta(days=10)) for kind, start in starts.items()}
    round = add_round(gaon, call, phases=phases)
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
        email = f"p{next(counter)}@example.com"
        someone = add_person(name, *roles, city=gaon, email=email, lives=lives)
        db.session.commit()
        return someone

    return make


@pytest.fixture
def minji(person):
    return person("민지")


@pytest.fixture
def seoyeon(person):
    return person("서연", "planner")


@pytest.fixture
def doyun(person):
    return person("도윤", "consultant")


@pytest.fixture
def junho(person):
    return person("준호")


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
