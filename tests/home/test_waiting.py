"""What the cockpit says is waiting for the planner."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from civic.db import db
from civic.home.counts import waiting
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from tests.conftest import NOW
from tests.databases import ON_POSTGRESQL


@pytest.fixture
def reports(round):
    """Two reports of residents, one looked at already, and thirty complaints from a file."""
    file = IssueImport(round=round, filename="민원.csv")
    db.session.add(file)
    db.session.flush()
    told = {"round_id": round.id, "title": "가로등", "category": "safety"}
    rows = [
        told | {"created_at": NOW - timedelta(days=3)},
        told | {"created_at": NOW - timedelta(days=1)},
        told | {"status": "reviewing", "created_at": NOW - timedelta(days=9)},
        *[told | {"import_id": file.id, "created_at": NOW - timedelta(days=99)}] * 30,
    ]
    for receipt, row in enumerate(rows, 1):
        db.session.execute(db.insert(Issue).values(receipt=receipt, **row))
    db.session.commit()


def test_reports_of_residents_wait_and_imported_complaints_do_not(reports, round):
    told = waiting(round)
    assert (told["new"], told["oldest_days"]) == (2, 3)


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL reads a small table whole")
def test_they_are_counted_without_touching_what_was_imported(reports, round):
    plan = db.session.execute(
        text(
            "EXPLAIN QUERY PLAN SELECT count(*), min(created_at) FROM issue WHERE round_id = 1"
            " AND status = 'received' AND listed = 1 AND import_id IS NULL"
        )
    ).one()
    assert "COVERING INDEX ix_issue_waiting" in plan[3]
