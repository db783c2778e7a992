"""Weights: the mean of residents' points adds up to exactly 100 %, or the planner says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.db import db
from civic.rounds.rules import PhaseClosed
from civic.targets.weights.models import PointSpread, WeightDecision
from civic.targets.weights.shares import POINTS, PointsWrong, largest_remainder, mean_weights

SPREADS = st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4), max_size=12)


@given(SPREADS)
def test_printed_weights_add_up_to_exactly_one_hundred(spreads):
    weights = mean_weights([dict(enumerate(spread)) for spread in spreads], range(4))
    given_any = any(sum(spread) for spread in spreads)
    assert bool(weights) == given_any
    if given_any:
        assert sum(round(weight * 10) for weight in weights.values()) == 1000
        whole = sum(map(sum, spreads))
        for id, weight in weights.items():
            exact = 100 * sum(spread[id] for spread in spreads) / whole
            assert abs(weight - exact) < 0.1 + 1e-9


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any), st.integers(0, 2000))
def test_more_points_never_weigh_less(sizes, seats):
    parts = largest_remainder(sizes, seats)
    assert sum(parts) == seats
    for one, part in zip(sizes, parts, strict=True):
        for other, its in zip(sizes, parts, strict=True):
            assert part <= its or one >= other


def test_three_equal_voices_print_as_33_4_and_33_3():
    assert mean_weights([{1: 1, 2: 1, 3: 1}], [1, 2, 3]) == {1: 33.4, 2: 33.3, 3: 33.3}


def test_points_for_what_is_no_longer_asked_are_left_out():
    assert mean_weights([{1: 5, 2: 5}, {1: 1, 3: 9}], [1, 2]) == {1: 54.5, 2: 45.5}


@pytest.mark.parametrize("sizes", [[], [0, 0], [3, -1]])
def test_nothing_to_share_is_said(sizes):
    with pytest.raises(ValueError):
        largest_remainder(sizes, 10)


def test_minji_spreads_ten_points_and_changes_them(
    as_person, person, indicator, second, open_phase
):
    open_phase("target")
    minji = person("민지")
    browser = as_person(minji)
    for first in (7, 4):
        sent = {f"points-{indicator.id}": first, f"points-{second.id}": POINTS - first}
        assert browser.post("/gaon/1/targets/points", data=sent).status_code == 303
    assert db.session.scalars(db.select(PointSpread.points)).all() == [
        {str(indicator.id): 4, str(second.id): 6}
    ]
    page = browser.get("/gaon/1/targets/").text
    assert "주민 1명이 함께 정했어요" in page and "40%</dd>" in page and "60%</dd>" in page


def test_how_others_weigh_is_seen_after_giving_ones_own_points(
    client, as_person, person, seoyeon, round, indicator, second, open_phase
):
    open_phase("target")
    PointSpread.give(person("하준"), round, {indicator.id: 7, second.id: 3})
    db.session.commit()
    minji = as_person(person("민지"))
    for reader in (client, minji):
        page = reader.get("/gaon/1/targets/").text
        assert "내 점수를 나눈 뒤에 보여 드려요" in page and "70%</dd>" not in page
    assert "70%</dd>" in as_person(seoyeon).get("/gaon/1/targets/").text
    sent = {f"points-{indicator.id}": 1, f"points-{second.id}": 9}
    minji.post("/gaon/1/targets/points", data=sent)
    assert "40%</dd>" in minji.get("/gaon/1/targets/").text
    open_phase("compile")
    assert "40%</dd>" in client.get("/gaon/1/targets/").text


@pytest.mark.parametrize(
    ("first", "second_points", "sentence"),
    [
        ("7", "2", "아직 1점이 남았어요"),
        ("7", "4", "1점을 더 주었어요"),
        ("많이", "3", "0부터 10까지"),
        ("-1", "11", "0부터 10까지"),
        ("2.5", "7.5", "0부터 10까지"),
    ],
)
def test_points_that_are_not_ten_are_kept_in_the_form(
    as_person, person, indicator, second, open_phase, first, second_points, sentence
):
    open_phase("target")
    sent = {f"points-{indicator.id}": first, f"points-{second.id}": second_points}
    answer = as_person(person("민지")).post("/gaon/1/targets/points", data=sent)
    assert answer.status_code == 422 and sentence in answer.text
    assert f'value="{first}"' in answer.text and f'value="{second_points}"' in answer.text
    assert db.session.scalar(db.select(db.func.count()).select_from(PointSpread)) == 0


def test_points_are_given_only_while_targets_are_set(person, round, indicator, open_phase):
    open_phase("vote")
    with pytest.raises(PhaseClosed):
        PointSpread.give(person("민지"), round, {indicator.id: POINTS})
    open_phase("target")
    with pytest.raises(PointsWrong):
        PointSpread.give(person("하준"), round, {indicator.id: -1, 0: POINTS + 1})


def test_the_planner_weighs_with_a_reason_that_everybody_reads(
    client, as_person, person, round, indicator, second, open_phase
):
    open_phase("target")
    desk = as_person(person("서연", "planner"))
    sent = {"by": "planner", f"weight-{indicator.id}": "62.5", f"weight-{second.id}": "37.5"}
    silent = desk.post("/gaon/1/targets/weights", data=sent)
    assert silent.status_code == 422 and "이유를 적어 주세요" in silent.text
    assert WeightDecision.of(round).by == "residents"
    told = desk.post("/gaon/1/targets/weights", data={**sent, "reason": "공모의 배점을 따랐어요"})
    assert told.status_code == 303
    page = client.get("/gaon/1/targets/").text
    assert "공모의 배점을 따랐어요" in page and "62.5%</dd>" in page
    assert desk.post("/gaon/1/targets/weights", data={"by": "residents"}).status_code == 303
    assert WeightDecision.of(round).by == "residents"
    assert "공모의 배점을 따랐어요" not in client.get("/gaon/1/targets/").text


@pytest.mark.parametrize(("a", "b"), [("60", "39"), ("60", "많이"), ("120", "-20"), ("60", "")])
def test_the_planners_weights_add_up_to_one_hundred(
    as_person, person, indicator, second, open_phase, a, b
):
    open_phase("target")
    sent = {"by": "planner", "reason": "배점", f"weight-{indicator.id}": a}
    answer = as_person(person("서연", "planner")).post(
        "/gaon/1/targets/weights", data={**sent, f"weight-{second.id}": b}
    )
    assert answer.status_code == 422 and f'value="{a}"' in answer.text
    db.session.expire_all()
    assert indicator.weight_percent is None


def test_no_resident_weighs_for_everybody(as_person, person, indicator):
    answer = as_person(person("민지")).post("/gaon/1/targets/weights", data={"by": "residents"})
    assert answer.status_code == 403
