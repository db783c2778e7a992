"""Where a round stands, and which calendars are refused."""

import itertools
from datetime import date, timedelta

import pytest

from civic.db import db
from civic.korean_time import SEOUL
from civic.rounds.calendar import (
    NoTimeLeft,
    PeriodProblem,
    check_periods,
    propose_periods,
    standing,
)
from civic.rounds.phases.models import Phase
from civic.rounds.rules import AfterDeadline
from tests.conftest import NOW

DAY = timedelta(days=1)


def test_a_phase_is_open_from_its_start_until_just_before_its_end():
    periods = [("report", NOW, NOW + DAY), ("vote", NOW + DAY, NOW + 2 * DAY)]
    assert standing(periods, NOW).kind == "report"
    assert standing(periods, NOW + DAY).kind == "vote"
    assert standing(periods, NOW - DAY).moment == "before"
    assert standing(periods, NOW + 2 * DAY).moment == "over"


def test_days_left_are_whole_days():
    periods = [("vote", NOW - DAY, NOW + 2 * DAY + timedelta(hours=5))]
    assert standing(periods, NOW).days == 2


def test_a_round_without_phases_is_being_prepared():
    assert standing([], NOW).kind is None


def test_wrong_periods_are_named():
    problems = check_periods(
        {
            "report": (NOW, None),
            "propose": (NOW, NOW),
            "vote": (NOW, NOW + 9 * DAY),
            "target": (NOW, NOW + DAY),
        },
        deadline=NOW + 2 * DAY,
    )
    assert problems == {
        "report": PeriodProblem.HALF,
        "propose": PeriodProblem.BACKWARDS,
        "vote": PeriodProblem.AFTER_DEADLINE,
    }


def test_a_phase_past_the_calls_deadline_is_refused_with_the_last_legal_date(round):
    round.call.apply_to_on = date(2026, 12, 1)
    with pytest.raises(AfterDeadline) as refused:
        round.set_phases({"report": (NOW, NOW + 30 * DAY)})
    assert refused.value.last_legal.date() == date(2026, 12, 1)


def test_the_planner_sets_the_calendar(round, person, as_person):
    round.phases = []
    db.session.commit()
    planner = as_person(person("서연", "planner"))
    answer = planner.post(
        "/gaon/1/office/phases/",
        data={"report_starts": "2026-12-01T09:00", "report_ends": "2026-12-11T00:00"},
    )
    assert answer.status_code == 303
    assert [phase.kind for phase in round.phases] == ["report"]
    assert round.phases[0].starts_at.isoformat() == "2026-12-01T00:00:00+00:00"


def test_a_calendar_past_the_deadline_comes_back_with_the_last_date_and_the_input(
    round, person, as_person
):
    round.call.apply_to_on = date(2026, 12, 1)
    db.session.commit()
    planner = as_person(person("서연", "planner"))
    answer = planner.post(
        "/gaon/1/office/phases/",
        data={"report_starts": "2026-11-25T09:00", "report_ends": "2026-12-24T00:00"},
    )
    assert answer.status_code == 422
    assert "12월\u00a02일(수) 00:00까지" in answer.text
    assert "2026-12-24T00:00" in answer.text
    assert len(round.phases) == 7 and all(isinstance(phase, Phase) for phase in round.phases)


@pytest.mark.parametrize(
    "field, typed",
    [
        ("vote_starts", "0001-01-01T00:00"),
        ("report_starts", "0001-01-01T08:59"),
        ("vote_ends", "9999-12-31T23:59"),
        ("submit_ends", "9999-12-31T00:00"),
        ("submit_ends", "2101-01-01T00:00"),
    ],
)
def test_a_day_beyond_all_calendars_is_refused(field, typed, round, person, as_person):
    planner = as_person(person("서연", "planner"))
    data = {
        f"{phase.kind}_{end}": f"{getattr(phase, f'{end}_at').astimezone(SEOUL):%Y-%m-%dT%H:%M}"
        for phase in round.phases
        for end in ("starts", "ends")
    }
    answer = planner.post("/gaon/1/office/phases/", data=data | {field: typed})
    assert answer.status_code == 422 and "2100년 사이의 날짜" in answer.text
    assert typed in answer.text
    db.session.expire_all()
    assert all(phase.ends_at.year < 2100 for phase in round.phases)
    assert planner.get("/gaon/1/office").status_code == 200


@pytest.mark.parametrize("days", [7, 8, 20, 37, 55, 56, 300])
def test_a_proposed_calendar_fills_the_days_and_ends_at_the_deadline(days):
    periods = list(propose_periods(NOW, NOW + days * DAY).values())
    assert len(periods) == 7
    assert periods[-1][1] == NOW + days * DAY
    assert periods[0][0] == NOW + max(0, days - 56) * DAY
    assert all(start < end for start, end in periods)
    assert all(one[1] == next[0] for one, next in itertools.pairwise(periods))


def test_without_a_deadline_the_calendar_begins_at_once():
    assert propose_periods(NOW, None)["report"] == (NOW, NOW + 14 * DAY)


def test_less_than_a_week_proposes_nothing():
    with pytest.raises(NoTimeLeft):
        propose_periods(NOW, NOW + 6 * DAY)
