"""Meetings that tests begin with: one held yesterday, one in a week."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch


@pytest.fixture
def doha(person):
    return person("도하", "planner")


@pytest.fixture
def plan(round, seoyeon):
    """plan(days=-1) is a meeting that begins so many days from now."""

    def make(days=-1, key="meeting-0001", **values):
        words = {"kind": "briefing", "title": "다솔 경로당 설명회", "place": "다솔 경로당 1층"}
        words |= {"starts_at": now() + timedelta(days=days), "host": "스마트도시팀"}
        words |= {"district_id": round.municipality.districts[0].id}
        meeting = Meeting.plan(round, seoyeon, key, **words | values)
        db.session.commit()
        return meeting

    return make


@pytest.fixture
def held(plan):
    return plan(-1)


@pytest.fixture
def coming(plan):
    return plan(
        7, "meeting-0002", title="리빙랩 워크숍", kind="workshop", signs_up=True, capacity=2
    )


@pytest.fixture
def enter(held, seoyeon):
    """enter("버스가 안 와요", …) is a batch that 서연 entered; a pair is (words, values)."""

    def store(*opinions, key="batch-00001", meeting=None):
        rows = [
            {"text": words, "people": 1, "category": "transit"} | values
            for words, values in (one if isinstance(one, tuple) else (one, {}) for one in opinions)
        ]
        batch = OpinionBatch.enter(meeting or held, seoyeon, key, rows)
        db.session.commit()
        return batch

    return store
