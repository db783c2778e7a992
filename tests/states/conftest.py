"""A walk through every page as 민지 the resident, 서연 the planner and 도윤 the consultant."""

import pytest

from civic.db import db
from tests.states.walking import Walk


@pytest.fixture
def people(person):
    return {
        "resident": person("민지", lives=True),
        "planner": person("서연", "planner"),
        "consultant": person("도윤", "consultant"),
    }


@pytest.fixture
def walk(application, people, as_person, round):
    """walk.look("state") opens everything; at the end nothing may have answered with 5xx."""
    made = Walk(application, {role: as_person(who) for role, who in people.items()})
    db.session.commit()
    yield made
    assert made.found == [], "\n".join(made.found)
    assert made.seen > 100
