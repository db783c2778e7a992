"""An indicator of a selected solution, and what a planner fills in."""

from datetime import date, timedelta

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.solutions.models import Solution
from civic.targets.models import Indicator
from civic.targets.results.models import IndicatorResult


@pytest.fixture
def solution(round):
    issue = Issue(round_id=round.id, receipt=1, title="마을버스가 안 와요", category="transit")
    solution = Solution(
        round_id=round.id,
        number=1,
        title="부르면 오는 버스",
        summary="부르면 와요.",
        category="transit",
        cost_won=1_400_000_000,
        status="selected",
        issues=[issue],
    )
    db.session.add_all([issue, solution])
    db.session.commit()
    return solution


@pytest.fixture
def filled():
    return {
        "name": "평균 대기시간",
        "goal": "기다리는 시간을 줄인다",
        "unit": "분",
        "direction": "down",
        "baseline": "72",
        "baseline_year": "2026",
        "baseline_source": "10월 조사",
        "lowest": "0",
        "highest": "75",
        "target_year": "2028",
    }


MEASURED = {"baseline_year": 2026, "baseline_source": "10월 조사", "lowest": 0.0}


@pytest.fixture
def indicator(solution):
    indicator = Indicator.add_to(
        solution,
        name="평균 대기시간",
        unit="분",
        direction="down",
        baseline=72.0,
        **MEASURED,
        highest=75.0,
    )
    db.session.commit()
    return indicator


@pytest.fixture
def second(solution):
    """Another indicator, of a percentage that is to rise."""
    indicator = Indicator.add_to(
        solution,
        name="호출 응답률",
        unit="%",
        direction="up",
        baseline=37.0,
        **MEASURED,
        highest=100.0,
    )
    db.session.commit()
    return indicator


@pytest.fixture
def seoyeon(person):
    return person("서연", "planner")


@pytest.fixture
def built(indicator, person, open_phase, clock):
    """민지 and two others prefer 15 minutes; a year later the bus runs."""
    open_phase("target")
    for name in ("민지", "지우", "하준"):
        indicator.set_preference(person(name), 15.0)
    db.session.commit()
    clock(timedelta(days=365))
    return indicator


@pytest.fixture
def measured(built, seoyeon):
    values = {"measured_on": date(2027, 6, 30), "value": 31.0, "source": "교통과 기록"}
    row = IndicatorResult.measure(built, seoyeon, "result-0001", **values)
    db.session.commit()
    return row
