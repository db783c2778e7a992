"""What the cockpit says is waiting for the planner."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from civic.dashboard.waiting import waiting
from civic.db import db
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.moderation.queue import waiting as waiting_in_queue
from civic.triage.filters import DeskFilters
from civic.triage.matching import count as find_count
from tests.conftest import NOW
from tests.databases import ON_POSTGRESQL
from tests.pages import tight


@pytest.fixture
def reports(round):
    """Two reports of residents nobody dealt with, one dealt with, and thirty from a file."""
    file = IssueImport(round=round, filename="민원.csv")
    db.session.add(file)
    db.session.flush()
    told = {"round_id": round.id, "title": "가로등", "category": "safety"}
    rows = [
        told | {"created_at": NOW - timedelta(days=3)},
        told | {"created_at": NOW - timedelta(days=1)},
        told | {"triaged_at": NOW, "created_at": NOW - timedelta(days=9)},
        *[told | {"import_id": file.id, "created_at": NOW - timedelta(days=5)}] * 30,
    ]
    for receipt, row in enumerate(rows, 1):
        db.session.execute(db.insert(Issue).values(receipt=receipt, **row))
    db.session.commit()


def test_what_nobody_dealt_with_waits_wherever_it_came_from(reports, round):
    db.session.refresh(round)
    told = waiting(round)
    assert (told["new"], told["oldest_days"]) == (32, 5)


def test_cockpit_queue_and_desk_count_alike(reports, round, person, as_person):
    planner = as_person(person("서연", "planner"))
    db.session.refresh(round)
    assert waiting_in_queue(round).count == find_count(round, DeskFilters()) == 32
    assert "32<small>건" in tight(planner.get("/gaon/1/office").text)
    assert "32<small>건" in tight(planner.get("/gaon/1/office/queue").text)
    assert "아직 살펴보지 않음 32건" in tight(planner.get("/gaon/1/office/voices").text)


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL reads a small table whole")
def test_the_oldest_is_found_in_an_index(reports, round):
    plan = db.session.execute(
        text(
            "EXPLAIN QUERY PLAN SELECT min(created_at) FROM issue WHERE round_id = 1"
            " AND listed AND triaged_at IS NULL"
        )
    ).one()
    assert "INDEX ix_issue_untriaged" in plan[3]
