"""flask people grant."""

import pytest

from civic.db import db
from civic.people.models import Person


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["people", "grant", *words])


def test_a_new_person_gets_a_role_in_a_municipality(run, gaon):
    done = run("Seoyeon@example.com", "planner", "--municipality", "gaon", "--name", "서연")

    assert done.exit_code == 0, done.output
    seoyeon = Person.at("seoyeon@example.com")
    assert seoyeon.name == "서연"
    assert seoyeon.role_names(gaon) == {"planner"}


def test_granting_twice_is_once(run, gaon, person):
    minji = person("민지")
    for _ in range(2):
        assert run(minji.email, "operator").exit_code == 0

    db.session.expire_all()
    assert [role.name for role in minji.roles] == ["operator"]
    assert minji.role_names(None) == {"operator"}


@pytest.mark.parametrize(
    "words",
    [
        ("민지", "planner", "--municipality", "gaon"),
        ("a@example.com", "king"),
        ("a@example.com", "planner"),
        ("a@example.com", "planner", "--municipality", "atlantis"),
    ],
)
def test_what_can_t_be_granted_is_told(run, gaon, words):
    assert run(*words).exit_code == 2
    assert db.session.scalar(db.select(Person)) is None
