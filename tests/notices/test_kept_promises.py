"""News after filing: was the plan selected, and what became of a target one helped to set."""

from datetime import date, timedelta

import pytest

from civic.db import db
from civic.notices import labels
from civic.notices.models import Notice
from civic.plans.filing.models import FilingStep
from civic.plans.models import Plan
from civic.solutions.models import Solution
from civic.targets.models import Indicator
from civic.targets.results.models import IndicatorResult


@pytest.fixture
def wished(round, minji, junho, open_phase, clock):
    """민지 wished for 15 minutes, 준호 for nothing; the target is set."""
    told = {"summary": "", "category": "transit", "cost_won": 1, "status": "selected"}
    solution = Solution(round_id=round.id, number=1, title="부르면 오는 버스", **told)
    db.session.add(solution)
    db.session.flush()
    bounds = {"lowest": 0.0, "highest": 75.0}
    wait = Indicator.add_to(solution, name="대기시간", unit="분", direction="down", **bounds)
    open_phase("target")
    wait.set_preference(minji, 15.0)
    clock(round.phase("submit").ends_at + timedelta(days=300))
    db.session.commit()
    return wait


def measure(indicator, planner, **changes):
    values = {"measured_on": date(2027, 6, 30), "value": 31.0, "source": "기록"} | changes
    return IndicatorResult.measure(indicator, planner, "result-0001", **values)


def test_a_result_reaches_those_who_set_the_target(wished, minji, junho, seoyeon, worker, app):
    measure(wished, seoyeon)
    worker()
    notices = db.session.scalars(db.select(Notice).filter_by(kind="kept")).all()
    assert [notice.person_id for notice in notices] == [minji.id]
    with app.test_request_context(headers={"Accept-Language": "ko"}):
        assert labels.headline(notices[0]) == "바라는 값을 정한 목표의 결과가 나왔어요"
        assert labels.detail(notices[0]) == "대기시간: 31분"
        assert labels.page(notices[0])[0] == "targets.results.index"


def test_what_was_corrected_at_once_is_told_by_no_one(wished, seoyeon, worker, told, minji):
    row = measure(wished, seoyeon)
    row.correct(seoyeon, "result-0002", "잘못", measured_on=row.measured_on, value=30.0, source="x")
    worker()
    assert told(minji) == []


def test_the_outcome_reaches_the_round_once_however_often_it_is_told(
    wished, neighbour, seoyeon, round, worker, told
):
    plan = Plan.start(round)
    for n, (kind, more) in enumerate(
        [
            ("submitted", {}),
            ("evaluation", {"outcome": "selected"}),
            ("evaluation", {"outcome": "selected", "words": "7위예요."}),
        ]
    ):
        day = date(2027, 3, 1)
        FilingStep.record(plan, seoyeon, f"filing-{n}0", kind=kind, happened_on=day, **more)
        worker()
    assert [kind for kind, _ in told(neighbour) if kind == "kept"] == ["kept"]


@pytest.fixture
def neighbour(person, gaon):
    """Someone who lives in 가온시."""
    return person("하준", lives=True)
