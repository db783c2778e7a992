"""Every route × role × second factor: without it nothing of an office opens, nothing personal."""

from datetime import timedelta

import pyotp
import pytest

from civic.db import db, now
from civic.people.access_log.models import AccessEntry
from civic.people.second_factor.models import SecondFactor
from civic.roles import EVERYONE, GRANTED, OFFICE, OPERATOR, SIGNED_IN
from civic.web.access import TABLE
from civic.web.guarded_pages import ASKED_AGAIN, FILES, LOGGED, REASON_FIRST, WITHOUT_FACTOR
from tests.access.test_access import address
from tests.apps import KEY

FACTOR = "/second-factor"
ALIKE = ("pwa.", "outbox.", "health.")  # the same for everybody
BY_KEY = {"open_data.open311.send"}  # of programs: whoever is signed in is nobody there


@pytest.fixture
def required(app):
    app.config["SECOND_FACTOR"] = "required"
    yield
    app.config["SECOND_FACTOR"] = "offered"


@pytest.fixture
def in_state(person, as_person, clock, round, required):
    """in_state("planner", "shown") is a browser of somebody with that role and factor."""

    def sign_in(role, state):
        someone = person("서연", role)
        if state == "none":
            return as_person(someone)
        factor = SecondFactor.begin(someone, KEY)
        factor.confirm(pyotp.TOTP(factor.secret([KEY])).at(now()), [KEY])
        db.session.commit()
        client = as_person(someone)
        if state != "not shown":
            someone.sign_in.factor_at = now()
            db.session.commit()
        clock(timedelta(minutes=16 if state == "long ago" else 1))
        return client

    return sign_in


def routes(application):
    """(endpoint, method, address) of everything that may be asked for."""
    for rule in application.url_map.iter_rules():
        if rule.endpoint == "static" or rule.endpoint.startswith("people.sign_in."):
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, address(rule, application)


def is_asked(answer) -> bool:
    return answer.status_code == 303 and answer.location.startswith(FACTOR)


def test_every_name_is_a_route():
    assert ASKED_AGAIN | LOGGED.keys() <= TABLE.keys()
    assert LOGGED.keys() >= REASON_FIRST
    assert all(any(name.startswith(way) for name in TABLE) for way in WITHOUT_FACTOR)
    assert all(TABLE[name] <= OFFICE for name in ASKED_AGAIN - LOGGED.keys())


def test_every_look_that_is_written_down_is_asked_again(in_state, application):
    """Derived from what is written down: what a staff cookie of an hour ago opens leaves no entry,
    for it shows nothing personal."""
    client = in_state("planner", "long ago")
    for endpoint, method, path in routes(application):
        if method == "GET" and "planner" in TABLE[endpoint]:
            client.get(path)
    assert LOGGED.keys() <= ASKED_AGAIN
    assert db.session.scalars(db.select(AccessEntry.path)).all() == []


@pytest.mark.parametrize(
    ("role", "state"), [*((role, "none") for role in GRANTED), ("planner", "not shown")]
)
def test_a_stolen_cookie_without_the_factor_opens_nothing(role, state, in_state, application):
    thief = in_state(role, state)
    for endpoint, method, path in routes(application):
        allowed = TABLE[endpoint]
        if endpoint.startswith(WITHOUT_FACTOR) or endpoint in BY_KEY:
            continue
        if allowed == EVERYONE and method == "GET":
            continue
        answer = thief.open(path, method=method)
        mine = role in allowed or allowed in (SIGNED_IN, EVERYONE)
        if mine:
            assert is_asked(answer), (endpoint, method, answer.status_code)
        else:
            assert answer.status_code == 403, (endpoint, method, answer.status_code)


def test_public_pages_show_such_a_thief_what_a_resident_sees(in_state, application, client):
    thief = in_state("planner", "not shown")
    for endpoint, method, path in routes(application):
        if TABLE[endpoint] == EVERYONE and method == "GET" and not endpoint.startswith(ALIKE):
            answer, visitors = thief.get(path), client.get(path)
            assert answer.status_code == visitors.status_code, endpoint
            assert b"/office" not in answer.data, endpoint


def test_nor_does_it_tell_what_is_the_operators(in_state):
    assert "늦어진 일이 있어요" in in_state(OPERATOR, "shown").get("/gaon/").text  # no worker runs
    assert "늦어진 일이 있어요" not in in_state(OPERATOR, "not shown").get("/gaon/").text


@pytest.mark.parametrize("role", ["planner", OPERATOR])
def test_shown_it_opens_what_weighs_most_for_a_quarter_of_an_hour(
    role, in_state, application, clock
):
    client = in_state(role, "shown")
    heavy = [
        (method, path)
        for endpoint, method, path in routes(application)
        if endpoint in ASKED_AGAIN and role in TABLE[endpoint]
    ]
    assert len(heavy) > 20
    assert not any(is_asked(client.open(path, method=method)) for method, path in heavy)
    clock(timedelta(minutes=15))
    assert all(is_asked(client.open(path, method=method)) for method, path in heavy)


def test_after_that_the_rest_of_the_office_stays_open(in_state, application):
    client = in_state("planner", "long ago")
    for endpoint, method, path in routes(application):
        if method == "GET" and TABLE[endpoint] == OFFICE and endpoint not in ASKED_AGAIN:
            assert not is_asked(client.get(path)), endpoint


def test_a_file_that_comes_by_itself_after_the_factor_is_only_got(application):
    """It must change nothing: a link that somebody sent may name it."""
    methods = {(endpoint, method) for endpoint, method, _ in routes(application)}
    assert {method for endpoint, method in methods if endpoint in FILES} == {"GET"}
    assert {endpoint for endpoint, _ in methods} > FILES
