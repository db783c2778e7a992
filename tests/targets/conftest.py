"""An indicator of a selected solution, and what a planner fills in."""

from datetime import date, timedelta

import pytest

from civic.db import db
from civic.targets.results.models import IndicatorResult
from tests.factory import add_indicator, add_issue, add_solution


@pytest.fixture
def solution(round):
    solution = add_solution(round, status="selected", issues=[add_issue(round)])
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


@pytest.fixture
def indicator(solution):
    indicator = add_indicator(solution)
    db.session.commit()
    return indicator


@pytest.fixture
def second(solution):
    """Another indicator, of a percentage that is to rise."""
    rises = {"unit": "%", "direction": "up", "baseline": 37.0, "highest": 100.0}
    indicator = add_indicator(solution, name="호출 응답률", **rises)
    db.session.commit()
    return indicator


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
