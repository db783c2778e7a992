"""The same rows give the same snapshot, and the same files, on SQLite and on PostgreSQL."""

from hashlib import sha256

import pytest
from sqlalchemy import create_engine, insert, select, text

from civic.db import db
from civic.db_engine import engine_options
from civic.documents.canonical import canonical, pack, unpack
from civic.documents.export.formats import FORMATS
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.plans.models import Plan, Snapshot
from civic.plans.review.models import Remark
from civic.plans.section.compile import compile_document
from civic.plans.snapshots.gather import gather
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally, TallyRow
from tests.apps import start_app
from tests.databases import postgresql

pytestmark = pytest.mark.either_database  # the run on SQLite compares both
TITLES = (
    "버스가 안 와요",
    "가로등",
    "a",
    "B",
    "é",
    "힣",
    "😀 이모지",
    "_밑줄",
    "Z",
    "ㄱ",
    "10",
    "9",
)


@pytest.fixture
def full(round, person):
    """A round with ties, words that databases sort differently, fractions and a count."""
    seoyeon, minji, jiwoo = person("서연", "planner"), person("민지"), person("지우")
    districts = [each.id for each in round.municipality.districts]
    issues = [
        Issue(round_id=round.id, receipt=n, title=title, category=("transit", "parking")[n % 2],
              district_id=[*districts, None][n % 3], supports_count=n % 3, reporter_id=minji.id,
              lat=36.5 + n / 7, lon=127 + n / 11)
        for n, title in enumerate(TITLES, 1)
    ]  # fmt: skip
    solutions = [
        Solution(round_id=round.id, number=n, title=title, summary="요약", category="transit",
                 cost_won=3_000_000_000 + n, status="selected")
        for n, title in enumerate(TITLES, 1)
    ]  # fmt: skip
    db.session.add_all(issues + solutions)
    db.session.flush()
    for one in issues[:4]:
        db.session.add(Support(issue_id=one.id, person_id=jiwoo.id))
        db.session.add(IssueComment(issue_id=one.id, author_id=jiwoo.id, body="저도요"))
    solutions[0].issues = [issues[5], issues[2], issues[8]]
    measured = Indicator(solution_id=solutions[0].id, name="대기", unit="분", direction="down",
                         baseline=72.1, lowest=0, highest=90, weight_percent=33.3)  # fmt: skip
    db.session.add(measured)
    db.session.flush()
    for someone, wish in ((minji, 10.1), (jiwoo, 0.1 + 0.2)):
        db.session.add(Preference(indicator_id=measured.id, person_id=someone.id, value=wish))
        voted = {"level": "invite", "submitted_at": round.created_at}
        db.session.add(Participation(round_id=round.id, person_id=someone.id, **voted))
    rows = [
        TallyRow(solution_id=each.id, rank=n, votes=2, cost_won=each.cost_won, selected=n < 3)
        for n, each in enumerate(solutions, 1)
    ]
    counted = {"rule": "greedy-skip", "budget_won": 10**10, "voters": 2, "choices": 24}
    db.session.add(Tally(round_id=round.id, eligible=7, rows=rows, **counted))
    plan = Plan.start(round)
    plan.write("overview", "□ 설명회 {people.participants}\n- 경로당 4회", seoyeon)
    frozen = Snapshot.take(plan, gather(plan), seoyeon)
    said = {"plan_id": plan.id, "snapshot_id": frozen.id, "author_id": seoyeon.id}
    for n in range(3):
        db.session.add(Remark(**said, paragraph_key=f"p{n}", body=f"의견 {n}"))
    db.session.commit()


@pytest.fixture
def other():
    """The address of an empty database of the other kind."""
    with postgresql() as address:
        yield address


def copy_rows(address: str) -> None:
    """Every row into the other database, the last inserted first: no order but the asked one."""
    engine = create_engine(address, **engine_options(address))
    db.metadata.create_all(engine)
    with engine.begin() as target:
        for table in db.metadata.sorted_tables:
            rows = [dict(row) for row in db.session.execute(select(table)).mappings()]
            if rows:
                if engine.dialect.name == "postgresql":
                    target.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER ALL'))
                target.execute(insert(table), rows[::-1])
    engine.dispose()


def made() -> tuple[bytes, dict[str, str]]:
    """Canonical data of the first round and the sha256 of each file."""
    data = canonical(gather(Plan.of(db.session.get(Round, 1))))
    document = compile_document(unpack(pack(data)), 1, "2026-11-22T03:00:00+00:00", "0" * 64)
    files = {name: sha256(each.export(document)).hexdigest() for name, each in FORMATS.items()}
    return data, files


def test_the_same_rows_are_the_same_bytes_on_both_databases(app, full, other):
    here = made()
    copy_rows(other)
    db.session.rollback()
    twin = start_app(other)
    with twin.app_context():
        there = made()
        db.session.remove()
        db.engine.dispose()
    assert there == here
