"""flask people revoke and list, flask places list: rights are taken away at once, and seen."""

import pytest

from civic.db import db


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=list(words))


def test_a_right_is_taken_away_at_once(run, round, seoyeon, as_person):
    browser = as_person(seoyeon)
    assert browser.get("/gaon/1/office").status_code == 200
    told = "people", "revoke", seoyeon.email, "planner", "--municipality", "gaon"
    tried = run(*told, "--dry-run")
    assert (tried.exit_code, tried.output) == (0, "would be taken away: planner of 가온시\n")
    db.session.expire_all()
    assert len(seoyeon.roles) == 1
    assert run(*told).output == "taken away: planner of 가온시\n"
    db.session.expire_all()
    assert seoyeon.roles == []
    assert browser.get("/gaon/1/office").status_code == 403


def test_what_nobody_has_is_not_taken_away(run, gaon, seoyeon, minji):
    for address in (minji.email, "nobody@example.com"):
        refused = run("people", "revoke", address, "planner", "--municipality", "gaon")
        assert refused.exit_code == 1 and "flask people list" in refused.output
    assert run("people", "revoke", seoyeon.email, "operator").exit_code == 1
    db.session.expire_all()
    assert len(seoyeon.roles) == 1


def test_every_right_is_listed(run, gaon, person):
    person("서연", "planner")
    person("다온", "operator")
    person("하늘", "consultant").leave()
    db.session.commit()
    lines = run("people", "list").output.splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["operator", "everywhere", "2026-11-22"],
        ["planner", "gaon", "2026-11-22"],
    ]
    assert run("people", "list", "--municipality", "atlantis").exit_code == 2


def test_cities_are_listed(run, gaon):
    listed = run("places", "list").output
    assert listed == "gaon\t가온시\t2 districts\thttp://127.0.0.1:8000/gaon/\n"
