"""The written table of routes × roles is complete, and holds for every route."""

import pytest

from civic.db import db
from civic.roles import EVERYONE, OFFICE, SIGNED_IN
from civic.web.access import TABLE
from tests.factory import add_city, add_person


def test_every_route_is_in_the_table_and_nothing_else_is(application):
    routes = {rule.endpoint for rule in application.url_map.iter_rules()}
    assert routes - TABLE.keys() == set()
    assert TABLE.keys() - routes == set()


def address(rule, application) -> str:
    values = {}
    for name in rule.arguments - (rule.defaults or {}).keys():
        converter = rule._converters[name]
        values[name] = 1 if "Integer" in type(converter).__name__ else "x"
        if hasattr(converter, "items"):
            values[name] = min(converter.items)
    values["municipality"], values["round_number"] = "gaon", 1
    with application.test_request_context():
        return rule.build(values)[1]


def routes(application, allowed):
    """(method, address) of every route whose table entry is this set of roles."""
    for rule in application.url_map.iter_rules():
        if TABLE[rule.endpoint] == allowed and rule.endpoint != "static":
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                yield method, address(rule, application)


def test_a_visitor_is_sent_to_sign_in_from_everything_that_needs_it(client, application, round):
    for allowed in {frozenset(roles) for roles in TABLE.values()} - {EVERYONE}:
        for method, path in routes(application, allowed):
            answer = client.open(path, method=method)
            assert answer.status_code == 303, (method, path, answer.status_code)
            assert answer.location.startswith("/sign-in")


@pytest.mark.parametrize("role", [None, "consultant"])
def test_office_routes_refuse_everyone_else(role, application, round, person, as_person):
    outsider = as_person(person("민지", *([role] if role else [])))
    for method, path in routes(application, OFFICE):
        assert outsider.open(path, method=method).status_code == 403, (method, path)


def test_a_planner_of_another_city_is_a_resident_here(application, round, person, as_person):
    planner = add_person("서연", "planner", city=add_city("other"))
    db.session.commit()
    client = as_person(planner)
    for method, path in routes(application, OFFICE):
        assert client.open(path, method=method).status_code == 403, (method, path)


def test_every_table_entry_is_a_known_set_of_roles():
    assert all(roles <= EVERYONE for roles in TABLE.values())
    assert SIGNED_IN < EVERYONE
