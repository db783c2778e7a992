"""A planner departs from the residents' median only with a reason, which stands beside it."""

from types import SimpleNamespace

import pytest

from civic.db import db
from civic.targets.numbers import change
from civic.targets.override import TargetOverride
from civic.targets.rules import (
    NobodyAnswered,
    OverrideReasonMissing,
    StillAsking,
    WrongWay,
    missing_for_plan,
    one_spelling,
)


@pytest.fixture
def answered(indicator, person, open_phase):
    """Three residents prefer 15 minutes in the middle; that period is over."""
    open_phase("target")
    for name, value in (("민지", 10), ("하준", 15), ("지우", 30)):
        indicator.set_preference(person(name), value)
    db.session.commit()
    open_phase("compile")
    return indicator


def address(indicator):
    return f"/gaon/1/targets/{indicator.id}"


def test_the_reason_stands_beside_the_value(client, as_person, person, answered):
    desk = as_person(person("서연", "planner"))
    sent = {"value": "20분", "reason": "차가 다섯 대뿐이에요"}
    assert desk.post(address(answered) + "/departure", data=sent).status_code == 303
    row = db.session.scalars(db.select(TargetOverride)).one()
    assert (row.value, row.reason) == (20, "차가 다섯 대뿐이에요")
    for page in (address(answered), "/gaon/1/targets/"):
        text = client.get(page).text
        assert "차가 다섯 대뿐이에요" in text and "20" in text and "15" in text


def test_without_a_reason_the_median_stands(as_person, person, answered):
    desk = as_person(person("서연", "planner"))
    answer = desk.post(address(answered) + "/departure", data={"value": "20", "reason": " "})
    assert answer.status_code == 422 and "이유를" in answer.text and 'value="20"' in answer.text
    assert db.session.scalar(db.select(db.func.count()).select_from(TargetOverride)) == 0
    with pytest.raises(OverrideReasonMissing):
        answered.override_target(20, "  ", person("지호", "planner"))


def test_a_value_worse_than_now_is_refused_at_its_field(as_person, person, answered):
    desk = as_person(person("서연", "planner"))
    answer = desk.post(address(answered) + "/departure", data={"value": "73", "reason": "이유"})
    assert answer.status_code == 422 and "지금 값 72분보다 클 수 없어요" in answer.text
    with pytest.raises(WrongWay):
        answered.override_target(73, "이유", person("지호", "planner"))


def test_going_back_to_the_median_takes_the_departure_away(as_person, person, answered):
    seoyeon = person("서연", "planner")
    answered.override_target(20, "이유", seoyeon)
    answered.override_target(answered.agreement().median, "", seoyeon)
    db.session.commit()
    assert db.session.scalar(db.select(db.func.count()).select_from(TargetOverride)) == 0
    answered.override_target(20, "이유", seoyeon)
    db.session.commit()
    back = as_person(seoyeon).post(address(answered) + "/departure/withdraw")
    assert back.status_code == 303
    assert db.session.scalar(db.select(db.func.count()).select_from(TargetOverride)) == 0


def test_nothing_departs_while_residents_answer_or_before_anybody_did(
    person, indicator, second, open_phase
):
    seoyeon = person("서연", "planner")
    open_phase("target")
    indicator.set_preference(person("민지"), 10)
    with pytest.raises(StillAsking):
        indicator.override_target(20, "이유", seoyeon)
    open_phase("compile")
    with pytest.raises(NobodyAnswered):
        second.override_target(60, "이유", seoyeon)


def test_a_resident_cannot_decide_for_everybody(as_person, person, answered):
    sent = {"value": "20", "reason": "제 생각에는"}
    assert (
        as_person(person("하윤")).post(address(answered) + "/departure", data=sent).status_code
        == 403
    )


def test_a_preference_in_percentage_points_is_not_taken_for_a_percentage(
    as_person, person, second, open_phase
):
    open_phase("target")
    browser = as_person(person("민지"))
    answer = browser.post(address(second) + "/preference", data={"value": "20%p"})
    assert answer.status_code == 422 and "두 비율의 차이" in answer.text
    assert browser.post(address(second) + "/preference", data={"value": "57%"}).status_code == 303


def test_between_two_percents_the_change_is_in_percentage_points():
    assert change("%", 37, 109) == (72, "%p")
    assert change("%", 0.1, 0.3) == (0.2, "%p")
    assert change("분", 72, 15) == (-57, "분")


@pytest.mark.parametrize(
    ("spelled", "unit"),
    [
        ("％ ｐ", "%p"),
        ("% 포인트", "%p"),
        ("Percentage points", "%p"),
        ("퍼센트 포인트", "%p"),
        ("PP", "%p"),
        (" ％ ", "%"),
        ("Percent", "%"),
        ("분  단위", "분 단위"),
    ],
)
def test_percent_and_percentage_point_have_one_spelling_each(spelled, unit):
    assert one_spelling(spelled) == unit


def test_what_a_plan_needs_of_an_indicator():
    told = SimpleNamespace(baseline=0.0, baseline_year=2026, baseline_source="조사")
    assert missing_for_plan(told) == ()
    empty = SimpleNamespace(baseline=None, baseline_year=None, baseline_source=" ")
    assert missing_for_plan(empty) == ("baseline", "baseline_year", "baseline_source")
