"""A small made city in which everything occurs that a dashboard may miscount, and 서연 its planner.

Of 민지: five reports, one of them merged into another and one hidden. Of 준호: one. From a file:
three. Heard at a meeting: one. Of 서연, who works for the office: one.
"""

import csv
import io
from datetime import timedelta

import pytest

from civic.db import db
from civic.issues.importing.models import IssueImport
from civic.issues.models import rebuild_round_index
from civic.issues.status import StatusChange
from civic.meetings.models import Meeting
from civic.themes.models import Theme
from civic.triage.departments.models import Assignment, Department
from tests.conftest import NOW
from tests.factory import add_issue

BOARD = "/gaon/1/office/dashboard"
DAY = timedelta(days=1)


@pytest.fixture
def board(as_person, seoyeon):
    """서연's browser."""
    return as_person(seoyeon)


@pytest.fixture
def city(round, gaon, minji, junho, seoyeon):
    """The reports by name, committed; nine of them are listed."""
    west, east = gaon.districts
    west.population, east.population = 2000, 500
    file = IssueImport(round=round, filename="민원.csv")
    held = {"title": "설명회", "kind": "briefing", "place": "회관", "starts_at": NOW - DAY}
    made_by = {"created_by_id": seoyeon.id, "request_key": "meeting-1"}
    meeting = Meeting(round=round, **held, **made_by)
    for row in (file, meeting):
        db.session.add(row)
    db.session.flush()
    own = {"reporter_id": minji.id, "district_id": west.id, "category": "safety"}
    rows = {
        "decided": own | {"status": "rejected", "created_at": NOW - 8 * DAY},
        "led": own | {"status": "soliciting", "created_at": NOW - 8 * DAY},
        "asked": own | {"status": "asked", "created_at": NOW - 2 * DAY},
        "merged": own | {"status": "merged", "listed": False, "created_at": NOW - DAY},
        "hidden": own | {"hidden_at": NOW, "listed": False, "created_at": NOW - DAY},
        "pinned": {"reporter_id": junho.id, "lat": 36.55, "lon": 127.05, "created_at": NOW},
        "file 1": {"import_id": file.id, "district_id": east.id, "created_at": NOW - 20 * DAY},
        "file 2": {"import_id": file.id, "district_id": east.id, "created_at": NOW - 20 * DAY},
        "file 3": {"import_id": file.id, "status": "done", "created_at": NOW - 20 * DAY},
        "heard": {"meeting_id": meeting.id, "district_id": east.id, "created_at": NOW - DAY},
        "office": {"reporter_id": seoyeon.id, "district_id": east.id, "created_at": NOW},
    }
    made = {
        name: add_issue(round, receipt, title=name, **values)
        for receipt, (name, values) in enumerate(rows.items(), 1)
    }
    made["merged"].merged_into_id = made["decided"].id
    _decide(made, seoyeon)
    _give(made, gaon)
    theme, _changes = Theme.start(round, ["버스", "정류장"])
    theme.take([made["pinned"].id, made["led"].id, made["merged"].id], seoyeon)
    rebuild_round_index(round)
    db.session.commit()
    return made


def _decide(made, seoyeon):
    """Decided after three days, and after seven; the first was taken back before, and anew."""
    for name, days in (("decided", 3), ("led", 7)):
        at = made[name].created_at + days * DAY
        first = _step(made[name], "rejected", made[name].created_at + DAY, seoyeon)
        _step(made[name], "reviewing", at - DAY, seoyeon, takes_back_id=first.id)
        _step(made[name], made[name].status, at, seoyeon)


def _step(issue, status, at, actor, **more):
    row = StatusChange(issue_id=issue.id, status=status, created_at=at, actor_id=actor.id, **more)
    db.session.add(row)
    db.session.flush()
    return row


def _give(made, gaon):
    """도로과 has three, one of them answered in time and one too late; the third waits, late."""
    roads = Department(municipality_id=gaon.id, name="도로과")
    db.session.add(roads)
    db.session.flush()
    today = NOW.date()
    for name, due_on, officer in (
        ("decided", today, "하늘"),
        ("led", today - 3 * DAY, ""),
        ("asked", today - DAY, "하늘"),
    ):
        given = {"department_id": roads.id, "due_on": due_on, "officer": officer}
        db.session.add(Assignment(issue_id=made[name].id, **given))


def rows_of(client, table, **asked):
    """A file of the dashboard as rows of text, the header first."""
    data = client.get(f"{BOARD}/{table}.csv", query_string=asked).data
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
