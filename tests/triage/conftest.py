"""A desk: a round with reports of residents and from a file, and planners 서연 and 하늘."""

import pytest

from civic.db import db
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue, rebuild_round_index
from civic.kept_counts import KEPT
from civic.rounds.models import Round
from civic.triage.models import OfficeAct
from civic.triage.selection import Selection
from tests.factory import add_issue, report_issue


@pytest.fixture
def haneul(person):
    return person("하늘", "planner")


@pytest.fixture
def voices(round, minji, junho, person, gaon):
    """Eight reports: five of 민지's, which 준호 and 하나 support in part, three from a file."""
    hana = person("하나", lives=True)
    told = []
    for n in range(5):
        where = {"lat": 36.55, "lon": 127.05 + n * 0.001} if n % 2 else {}
        issue = report_issue(round, minji, title=f"제보 {n}", body="가로등이 꺼졌어요", **where)
        for supporter in (junho, hana)[: n % 3]:
            issue.support(supporter)
        told.append(issue)
    file = IssueImport(round=round, filename="민원.csv")
    db.session.add(file)
    db.session.flush()
    for n in range(3):
        values = {"title": f"민원 {n}", "import_id": file.id, "offline_supports": n}
        told.append(add_issue(round, receipt=100 + n, supports_count=n, **values))
    rebuild_round_index(round)
    db.session.commit()
    return [issue.id for issue in told]


@pytest.fixture
def do(round):
    """do(act, planner, ids) does it as one who saw everything that was done so far; seen= of one
    who looked before."""

    def done(act, planner, ids, seen=None):
        here = db.session.get(Round, round.id, populate_existing=True)
        seen = here.office_revision if seen is None else seen
        row = OfficeAct.do(act, Selection(seen=seen, ids=tuple(ids)), here, planner)
        db.session.commit()
        return row

    return done


@pytest.fixture
def drift(app):
    """drift() is what every kept count would repair: nothing, when all are right."""

    def found():
        db.session.rollback()
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


def read(*names):
    """Rows of the columns named, of every issue in order."""
    columns = [getattr(Issue, name) for name in names]
    return [tuple(row) for row in db.session.execute(db.select(*columns).order_by(Issue.id))]
