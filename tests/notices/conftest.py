"""민지's issue, those who follow it, and one pass of the worker."""

import itertools

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.notices.deliver import deliver
from civic.notices.models import Notice


@pytest.fixture
def minji(person):
    return person("민지")


@pytest.fixture
def junho(person):
    return person("준호")


@pytest.fixture
def seoyeon(person):
    return person("서연", "planner")


@pytest.fixture
def report(round, gaon):
    """report(minji, "제목") stores an issue of hers in 달내동 and gives it."""
    keys = itertools.count(1)

    def make(reporter, title="마을버스가 안 와요", **told):
        told = {"category": "transit", "district_id": gaon.districts[0].id} | told
        key = f"test-key-{next(keys)}"
        issue = Issue.report(round, reporter, request_key=key, title=title, **told)
        db.session.commit()
        return issue

    return make


@pytest.fixture
def issue(report, minji):
    return report(minji)


@pytest.fixture
def worker(app):
    """worker() commits what the test did and makes one pass."""

    def make_a_pass():
        db.session.commit()
        return deliver()

    app.extensions["sender"].sent.clear()
    app.extensions["sender"].headers.clear()
    app.extensions["web_push"].sent.clear()
    app.extensions["web_push"].answers.clear()
    return make_a_pass


@pytest.fixture
def told():
    """told(minji) is what she was told: [(kind, source)], oldest first."""

    def of(person):
        mine = db.select(Notice.kind, Notice.source).filter_by(person_id=person.id)
        return [tuple(row) for row in db.session.execute(mine.order_by(Notice.id))]

    return of
