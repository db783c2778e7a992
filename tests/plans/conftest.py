"""A round whose plan lacks nothing: counted, measured, wished for, frozen; and its long work."""

from functools import partial

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.support import Support
from civic.plans.jobs import run
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.targets.models import Preference
from civic.targets.weights.models import PointSpread
from civic.targets.weights.shares import POINTS
from civic.votes.seal.tally import Tally, TallyRow
from tests.factory import add_indicator, add_issue, add_solution
from tests.plans.frozen import frozen
from tests.plans.jobs.working import LateQueue


@pytest.fixture
def planner(as_person, seoyeon, round):
    return as_person(seoyeon)


@pytest.fixture
def queue(app):
    before = app.extensions["job_queue"]
    app.extensions["job_queue"] = LateQueue(app)
    yield app.extensions["job_queue"]
    app.extensions["job_queue"] = before


@pytest.fixture
def kind(monkeypatch):
    """kind(work) makes that the work of compiling."""
    return partial(monkeypatch.setitem, run.WORKS, "compile")


@pytest.fixture
def bus(round):
    """A selected solution's indicator, filled in as the plan prints it."""
    solution = add_solution(round, status="selected")
    tally = {"voters": 3, "choices": 3, "eligible": 9, "budget_won": round.budget_won}
    db.session.add(Tally(round_id=round.id, rule=round.rule, **tally))
    words = {"method": "전수 집계", "formula": "합 ÷ 건수", "data_source": "배차 기록"}
    indicator = add_indicator(solution, name="버스 대기시간", **words)
    db.session.commit()
    return indicator


@pytest.fixture
def fine(bus, round, person, seoyeon, open_phase):
    """The plan, in the time to submit, with nothing required left open."""
    open_phase("target")
    minji = person("민지")
    bus.set_preference(minji, 15.0)
    PointSpread.give(minji, round, {bus.id: POINTS})
    open_phase("submit")
    plan = Plan.start(round)
    frozen(plan, seoyeon)
    db.session.commit()
    return plan


@pytest.fixture
def taken(round, person, seoyeon):
    """Reports that are listed, merged, hidden and of nobody; a counted vote with paper; wishes."""
    minji, jiwoo, haru = (person(name) for name in ("민지", "지우", "하루"))
    west = round.municipality.districts[0].id

    def report(receipt, **values):
        return add_issue(round, receipt, title=f"문제 {receipt}", **values)

    bus = report(1, reporter_id=minji.id, district_id=west, supports_count=2)
    report(2, listed=False, merged_into_id=bus.id, status="merged", reporter_id=jiwoo.id)
    report(3, listed=False, hidden_at=round.created_at, reporter_id=haru.id)
    report(4, reporter_id=None)
    round.next_receipt = 5
    db.session.add_all(
        [
            Support(issue_id=bus.id, person_id=jiwoo.id),
            Support(issue_id=bus.id, person_id=seoyeon.id),
            IssueComment(issue_id=bus.id, author_id=jiwoo.id, body="저도요"),
        ]
    )
    shuttle = add_solution(round, cost_won=1_500_000_000, status="selected")
    row = TallyRow(solution_id=shuttle.id, rank=1, votes=7, cost_won=shuttle.cost_won,
                   selected=True)  # fmt: skip
    db.session.add(Tally(round_id=round.id, rule="greedy-skip", budget_won=4_000_000_000, voters=7,
                         choices=7, eligible=16, paper_voters=3, rows=[row]))  # fmt: skip
    wait = add_indicator(shuttle, name="대기시간", baseline_year=2025, highest=72.0,
                         baseline_source="교통과")  # fmt: skip
    for who, value in ((minji, 20), (jiwoo, 31.5), (haru, 40), (seoyeon, 10)):
        db.session.add(Preference(indicator_id=wait.id, person_id=who.id, value=value))
    snapshot = frozen(Plan.start(round), seoyeon)
    db.session.commit()
    return snapshot


@pytest.fixture
def snapshot(round, seoyeon):
    taken = frozen(Plan.start(round), seoyeon)
    db.session.commit()
    return taken


@pytest.fixture
def said(snapshot, doyun, open_phase):
    open_phase("consult")
    remark = Remark.make(snapshot, doyun, paragraph_key="overview.people", body="누구인가요?",
                         request_key="said-1234")  # fmt: skip
    db.session.commit()
    return remark
