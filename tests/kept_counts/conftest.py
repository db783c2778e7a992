"""A round with two issues, a solution and comments, and several sessions on one database."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.kept_counts import KEPT
from civic.people.models import Person
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.themes.models import Theme
from tests.conftest import NOW
from tests.factory import propose_solution, report_issue


class City:
    """Ids of 가온시's rows, and people by name; each test's session reads them for itself."""

    def __init__(self, app, person):
        self.app, self.person = app, person
        self.people = {}

    def add(self, name, *roles) -> None:
        self.people[name] = self.person(name, *roles, lives=not roles).id

    @contextmanager
    def session(self):
        """A request's own session, which has read everything before anything happens in it."""
        db.session.rollback()
        with self.app.app_context():
            session = db.session()
            session.expire_on_commit = False
            yield Reader(self)
            session.rollback()

    def at_once(self, *acts) -> None:
        """Each act in a session of its own that read before any of them began."""
        if not acts:
            return
        with self.session() as reader:
            self.at_once(*acts[1:])
            reader.does(acts[0])


class Reader:
    """What one session knows: rows as they were when it read them."""

    def __init__(self, city):
        rows = [*db.session.scalars(db.select(Issue)), *db.session.scalars(db.select(Solution))]
        self.issues = {row.title: row for row in rows if isinstance(row, Issue)}
        self.solutions = {row.title: row for row in rows if isinstance(row, Solution)}
        self.people = {name: db.session.get(Person, id) for name, id in city.people.items()}
        self.round = db.session.scalars(db.select(Round)).one()
        self.place = db.session.scalars(db.select(Municipality)).one()
        db.session.commit()

    def does(self, act) -> None:
        act(self)
        db.session.commit()


@pytest.fixture
def city(app, round, person, gaon):
    """민지 reported 버스 and 가로등 and proposed 콜버스; 준호 supports and comments. 가로등 is in a
    theme."""
    round.phase("report").ends_at = round.phase("propose").ends_at = NOW + timedelta(days=9)
    round.phase("propose").starts_at = NOW - timedelta(days=1)
    city = City(app, person)
    for name in ("민지", "준호", "하나", "보라"):
        city.add(name)
    city.add("서연", "planner")
    minji, junho = (db.session.get(Person, city.people[name]) for name in ("민지", "준호"))
    for title, lon in (("버스", 127.05), ("가로등", 127.15)):
        where = {"lat": 36.55, "lon": lon, "district_id": gaon.districts[lon > 127.1].id}
        issue = report_issue(round, minji, title=title, category="other", **where)
        issue.support(junho)
        issue.comment(junho, "저도 봤어요.", f"c-{title}")
    solution = propose_solution(round, minji, [issue], title="콜버스")
    solution.comment(junho, "좋아요.", request_key="d")
    theme, _ = Theme.start(round)
    theme.take([issue.id], junho)
    db.session.commit()
    return city


@pytest.fixture
def drift(app):
    """drift() is what every kept count would repair: nothing, when all are right."""

    def found():
        db.session.rollback()
        with app.app_context():
            rounds = db.session.scalars(db.select(Round.id)).all()
            changes = [
                (kept.name, *change)
                for kept in KEPT
                for round_id in (rounds if kept.by_round else [None])
                for change in kept.repair(round_id)
            ]
            db.session.rollback()
        return changes

    return found
