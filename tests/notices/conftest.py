"""민지's issue, those who follow it, and one pass of the worker."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.deliver import deliver
from civic.notices.models import Notice
from tests.factory import report_issue


@pytest.fixture
def report(round):
    """report(minji, "제목") stores an issue of hers in 달내동 and gives it."""

    def make(reporter, title="마을버스가 안 와요", **told):
        issue = report_issue(round, reporter, title=title, **told)
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


@pytest.fixture
def phases_are_old_news(clock):
    """The reporting phase opened a day ago: past that, its own notice stays out of the way."""
    clock(timedelta(days=1))
