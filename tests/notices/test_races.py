"""Several workers at once on one database: nobody is told, pushed or mailed anything twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from civic.db import db, set_clock
from civic.issues.models import Issue
from civic.notices.deliver import deliver
from civic.notices.models import Digest, Notice, PushSubscription
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from tests.apps import made_app
from tests.databases import database
from tests.factory import open_city

MORNING = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 08:30 in Seoul
PEOPLE, WORKERS = 12, 4


@pytest.fixture
def busy_app(tmp_path):
    """An app of its own; each of its people reported one issue that is under review since."""
    set_clock(lambda: MORNING)
    with database(tmp_path) as address, made_app(address) as app:
        with app.app_context():
            _people_with_news()
        yield app


def _people_with_news():
    opened = MORNING - timedelta(days=2)
    round = open_city({"report": (opened, opened + timedelta(days=9))})
    planner = Person(name="서연", email="planner@example.com")
    db.session.add(planner)
    db.session.flush()
    for n in range(PEOPLE):
        person = Person(name=f"주민 {n}", email=f"p{n}@example.com")
        db.session.add(person)
        db.session.flush()
        person.agree(["contact"])
        SignIn.open(person, device="test")
        PushSubscription.keep(
            SignIn.live_of(person)[0],
            f"https://fcm.googleapis.com/{n}",
            p256dh="B" + "A" * 86,
            auth="A" * 22,
        )
        issue = Issue.report(
            round, person, request_key=f"key-{n:08d}", title=f"문제 {n}", category="other"
        )
        issue.set_status("reviewing", planner)
    db.session.commit()


def test_four_workers_at_once_tell_push_and_mail_everything_once(busy_app):
    def work(_n):
        with busy_app.app_context():
            done = deliver()
            db.session.remove()
            return done

    with ThreadPoolExecutor(WORKERS) as pool:
        totals = sum((Counter(done) for done in pool.map(work, range(WORKERS))), Counter())

    assert totals == {"notices": PEOPLE, "pushes": PEOPLE, "mails": PEOPLE}
    addresses = [address for address, *_ in busy_app.extensions["sender"].sent]
    assert sorted(addresses) == sorted(f"p{n}@example.com" for n in range(PEOPLE))
    pushed = [endpoint for endpoint, *_ in busy_app.extensions["web_push"].sent]
    assert len(set(pushed)) == len(pushed) == PEOPLE
    with busy_app.app_context():
        assert db.session.scalars(db.select(Person.unread_notices)).all().count(1) == PEOPLE
        assert db.session.scalar(db.select(db.func.count(Notice.id))) == PEOPLE
        assert db.session.scalar(db.select(db.func.count(Digest.sent_at))) == PEOPLE
