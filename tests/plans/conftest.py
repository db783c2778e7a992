"""A round whose plan lacks nothing: counted, measured, wished for, and with a snapshot."""

import pytest

from civic.db import db
from civic.plans.gather import freeze
from civic.plans.models import Plan
from civic.solutions.models import Solution
from civic.targets.models import Indicator, PointSpread
from civic.targets.weights import POINTS
from civic.votes.models import Tally


@pytest.fixture
def seoyeon(person):
    return person("서연", "planner")


@pytest.fixture
def doyun(person):
    return person("도윤", "consultant")


@pytest.fixture
def bus(round):
    """A selected solution's indicator, filled in as the plan prints it."""
    solution = Solution(
        round_id=round.id,
        number=1,
        title="부르면 오는 버스",
        summary="부르면 와요.",
        category="transit",
        cost_won=1_400_000_000,
        status="selected",
    )
    tally = {"voters": 3, "choices": 3, "eligible": 9, "budget_won": round.budget_won}
    db.session.add_all([solution, Tally(round_id=round.id, rule=round.rule, **tally)])
    db.session.flush()
    indicator = Indicator.add_to(
        solution,
        name="버스 대기시간",
        unit="분",
        direction="down",
        baseline=72.0,
        baseline_year=2026,
        baseline_source="10월 조사",
        method="전수 집계",
        formula="합 ÷ 건수",
        data_source="배차 기록",
        lowest=0.0,
        highest=75.0,
    )
    db.session.commit()
    return indicator


@pytest.fixture
def fine(bus, round, person, seoyeon, open_phase):
    """The plan, in the time to submit, with nothing required left open."""
    open_phase("target")
    minji = person("민지")
    bus.prefer(minji, 15.0)
    PointSpread.give(minji, round, {bus.id: POINTS})
    open_phase("submit")
    plan = Plan.start(round)
    freeze(plan, seoyeon)
    db.session.commit()
    return plan
