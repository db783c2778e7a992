"""Who signed up for a meeting is reminded the day before, and told when it changes."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.meetings.models import Meeting
from civic.notices import labels
from civic.notices.models import Notice


@pytest.fixture
def meeting(round, seoyeon, clock, minji, junho):
    """In three days; 민지 comes, 준호 cancelled."""
    clock(timedelta(days=1))  # the reporting phase is no news any more
    words = {"kind": "workshop", "title": "워크숍", "place": "시청", "signs_up": True}
    meeting = Meeting.plan(
        round, seoyeon, "meeting-0001", starts_at=now() + timedelta(days=3), **words
    )
    for person in (minji, junho):
        meeting.sign_up(person)
    meeting.cancel_sign_up(junho)
    db.session.commit()
    return meeting


def words(person, app):
    rows = db.session.scalars(db.select(Notice).filter_by(person_id=person.id))
    with app.test_request_context():
        return [(labels.headline(row), labels.detail(row), labels.page(row)) for row in rows]


def test_the_day_before_once(meeting, minji, junho, worker, clock, app):
    worker()
    assert words(minji, app) == []
    clock(timedelta(days=2, minutes=1))
    worker()
    worker()
    ((headline, detail, page),) = words(minji, app)
    assert headline == "신청한 모임이 곧 열려요: 워크숍"
    assert "시청" in detail
    assert page == (
        "meetings.show",
        {"municipality": "gaon", "round_number": 1, "meeting_id": meeting.id},
    )
    assert words(junho, app) == []


def test_who_signs_up_on_the_last_day_needs_no_reminder(meeting, person, worker, clock, app):
    clock(timedelta(days=2, hours=1))
    late = person("하루")
    meeting.sign_up(late)
    db.session.commit()
    worker()
    assert words(late, app) == []


def test_a_move_is_told_and_reminded_anew(meeting, minji, seoyeon, worker, clock, app):
    meeting.change(seoyeon, 0, place="복지관", starts_at=now() + timedelta(days=5))
    db.session.commit()
    worker()
    ((headline, detail, _page),) = words(minji, app)
    assert headline == "신청한 모임의 때나 곳이 바뀌었어요: 워크숍" and "복지관" in detail
    clock(timedelta(days=4, minutes=1))
    worker()
    assert len(words(minji, app)) == 2


def test_calling_off_is_told_with_its_reason_and_never_reminded(
    meeting, minji, junho, seoyeon, worker, clock, app
):
    meeting.call_off(seoyeon, "눈이 와서")
    db.session.commit()
    worker()
    clock(timedelta(days=2, minutes=1))
    worker()
    assert [row[:2] for row in words(minji, app)] == [
        ("신청한 모임이 취소됐어요: 워크숍", "이유: 눈이 와서")
    ]
    assert words(junho, app) == []
