"""What the office measures after the target was set, and what everyone reads of it."""

from datetime import date, timedelta

import pytest

from civic.db import db
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.targets.results.accountability import accounts
from civic.targets.results.models import IndicatorResult
from civic.targets.results.rules import WrongResult
from civic.targets.rules import NotAsked
from tests.factory import add_city, add_round

RESULTS = "/gaon/1/targets/results"
FORM = {
    "measured_on": "2027-06-30",
    "value": "31 분",
    "source": "교통과 기록",
    "note": "여름에 버스를 늘렸어요.",
    "request_key": "result-0001",
}


def rows():
    db.session.expire_all()
    return db.session.scalars(db.select(IndicatorResult).order_by(IndicatorResult.id)).all()


def post(client, indicator, **changes):
    return client.post(f"/gaon/1/targets/{indicator.id}/results/new", data=FORM | changes)


def test_a_planner_enters_a_result_and_everyone_reads_how_far_it_is(
    client, as_person, seoyeon, built
):
    answer = post(as_person(seoyeon), built)

    assert (answer.status_code, answer.location) == (303, f"{RESULTS}#i{built.id}")
    [row] = rows()
    assert (row.value, row.measured_on, row.entered_by_id) == (31, date(2027, 6, 30), seoyeon.id)
    page = client.get(RESULTS).text
    assert "주민 3명이 정한 목표까지 16분 더 줄어야 해요." in page
    assert "목표까지 가는 길의 72%를 왔어요." in page
    assert "여름에 버스를 늘렸어요." in page
    assert "평균 대기시간: 72분에서 31분, 목표는 15분" in page
    assert "<caption" in page
    assert " style=" not in page


def test_between_percentages_the_page_speaks_of_percentage_points(client, seoyeon, built):
    built.unit, built.direction, built.baseline = "%", "up", 5.0
    values = {"measured_on": date(2027, 6, 30), "value": 9.0, "source": "통계"}
    IndicatorResult.measure(built, seoyeon, "key-00001", **values)
    db.session.commit()
    assert "목표까지 6%p 더 늘어야 해요." in client.get(RESULTS).text


def test_a_reached_target_and_a_worse_value_are_said_as_plainly(client, seoyeon, built):
    for key, day, value in (("key-00001", 1, 80.0), ("key-00002", 2, 12.0)):
        values = {"measured_on": date(2027, 6, day), "value": value, "source": "기록"}
        IndicatorResult.measure(built, seoyeon, key, **values)
        db.session.commit()
        page = client.get(RESULTS).text
        assert ("처음보다 나빠졌어요" in page, "목표를 이뤘어요" in page) == (day == 1, day == 2)


def test_before_the_first_result_the_page_teaches(client, built):
    page = client.get(RESULTS).text
    assert "아직 잰 값이 없어요" in page
    assert "아직 재지 않았어요" in page


def test_while_residents_answer_the_page_tells_no_value_to_who_has_not(
    client, as_person, person, indicator, open_phase
):
    open_phase("target")
    jiu = person("지우")
    indicator.set_preference(jiu, 15.0)
    db.session.commit()
    for reader in (client, as_person(person("민지"))):
        page = reader.get(RESULTS).text
        assert "정하는 중" in page and "15<small>" not in page
    assert "15<small>" in as_person(jiu).get(RESULTS).text


def test_a_promise_to_measure_again_is_told_without_a_target_too(
    client, seoyeon, built, clock, round
):
    values = {"measured_on": date(2027, 6, 30), "value": 31.0, "source": "교통과 기록"}
    promise = {"promised_on": date(2027, 9, 30), "note": "가을에 다시 재요."}
    IndicatorResult.measure(built, seoyeon, "result-0001", **values, **promise)
    db.session.execute(db.delete(Preference))
    db.session.commit()
    clock(timedelta(days=900))
    page = client.get(RESULTS).text
    assert "다시 재기로 했는데 늦어지고 있어요" in page and "가을에 다시 재요." in page


def test_a_round_without_targets_says_what_will_be_here(client, round):
    assert "아직 약속한 목표가 없어요" in client.get(RESULTS).text


def test_the_same_form_sent_twice_is_one_result(as_person, seoyeon, built):
    for _ in range(2):
        assert post(as_person(seoyeon), built).status_code == 303
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"measured_on": ""}, "언제 잰 값인지"),
        ({"measured_on": "2027-02-30"}, "measured_on-error"),
        ({"measured_on": "99999-01-01"}, "measured_on-error"),
        ({"measured_on": "2028-12-31"}, "아직 오지 않은 날"),
        ({"measured_on": "2020-01-01"}, "목표를 정한"),
        ({"value": "빨라졌어요"}, "숫자로 읽을 수 없어요"),
        ({"value": "1e400"}, "숫자로 읽을 수 없어요"),
        ({"value": "9" * 41}, "숫자로 읽을 수 없어요"),
        ({"value": "nan"}, "숫자로 읽을 수 없어요"),
        ({"value": ""}, "잰 값을 적어 주세요"),
        ({"source": " "}, "누가 어떻게 잰 값인지"),
        ({"source": "가" * 201}, "200자까지"),
        ({"note": "가" * 501}, "500자까지"),
    ],
)
def test_a_wrong_field_keeps_the_input_and_stores_nothing(changes, told, as_person, seoyeon, built):
    answer = post(as_person(seoyeon), built, **changes)
    assert answer.status_code == 422
    assert told in answer.text
    assert "note" in changes or "여름에 버스를 늘렸어요." in answer.text
    assert rows() == []


def test_two_results_of_one_day_are_one_too_many(as_person, seoyeon, measured):
    answer = post(as_person(seoyeon), measured.indicator, request_key="result-0002", value="30")
    assert answer.status_code == 422
    assert "그날 잰 값이 이미 있어요" in answer.text
    assert len(rows()) == 1


@pytest.mark.parametrize("phase", ["report", "vote", "target", "compile"])
def test_nothing_is_measured_before_the_target_is_set(phase, indicator, seoyeon, open_phase):
    open_phase(phase)
    values = {"measured_on": date(2026, 12, 30), "value": 1.0, "source": "기록"}
    if phase == "compile":
        with pytest.raises(WrongResult):  # the target was set a day later
            IndicatorResult.measure(indicator, seoyeon, "key-00001", **values)
    else:
        with pytest.raises(PhaseClosed):
            IndicatorResult.measure(indicator, seoyeon, "key-00001", **values)


def test_a_solution_that_was_not_selected_has_no_results(built, seoyeon):
    built.solution.status = "not_selected"
    db.session.commit()
    with pytest.raises(NotAsked):
        IndicatorResult.measure(
            built, seoyeon, "key-00001", measured_on=date(2027, 6, 1), value=1.0, source="x"
        )


@pytest.mark.parametrize(
    ("role", "status"), [(None, 303), ("resident", 403), ("consultant", 403), ("planner", 200)]
)
def test_only_the_office_enters_results(role, status, client, as_person, person, measured):
    roles = [role] if role in ("consultant", "planner") else []
    visitor = as_person(person("도윤", *roles)) if role else client
    for path in (f"{measured.indicator_id}/results/new", f"results/{measured.id}/correct"):
        assert visitor.get(f"/gaon/1/targets/{path}").status_code == status
    assert visitor.get(RESULTS).status_code == 200


def test_another_rounds_and_impossible_ids_are_not_found(as_person, seoyeon, measured, gaon, call):
    add_round(gaon, call, number=2)
    db.session.commit()
    planner = as_person(seoyeon)
    for path in (f"{measured.indicator_id}/results/new", f"results/{measured.id}/correct"):
        assert planner.get(f"/gaon/2/targets/{path}").status_code == 404
    for id in (0, 10**10, 10**30):
        assert planner.get(f"/gaon/1/targets/results/{id}/correct").status_code == 404
        assert planner.get(f"/gaon/1/targets/{id}/results/new").status_code == 404


def test_a_planner_of_another_city_enters_nothing(as_person, seoyeon, built):
    seoyeon.roles[0].municipality_id = add_city("nuri").id
    db.session.commit()
    assert post(as_person(seoyeon), built).status_code == 403
    assert rows() == []


def test_a_target_nobody_set_is_shown_without_a_way(client, indicator, seoyeon, round, clock):
    clock(round.phase("target").ends_at + timedelta(days=9))
    values = {"measured_on": date(2027, 1, 5), "value": 31.0, "source": "기록"}
    IndicatorResult.measure(indicator, seoyeon, "key-00001", **values)
    db.session.commit()
    [account] = accounts(round)
    assert (account.target, account.progress, account.latest.value) == (None, None, 31)
    assert client.get(RESULTS).status_code == 200


def test_hidden_solutions_are_not_among_the_promises(client, measured):
    assert db.session.scalars(db.select(Indicator)).one().name in client.get(RESULTS).text
    db.session.scalars(db.select(Solution)).one().hidden_at = measured.entered_at
    db.session.commit()
    assert "평균 대기시간" not in client.get(RESULTS).text


@pytest.mark.parametrize("year", [1, 1999])
def test_without_a_target_phase_the_baselines_year_is_the_bound(year, indicator, seoyeon, round):
    round.set_phases({}, reason="투표 없이 가요", agreed=True)
    indicator.baseline_year = None
    db.session.commit()
    with pytest.raises(WrongResult):
        IndicatorResult.measure(
            indicator, seoyeon, "key-00001", measured_on=date(year, 1, 1), value=1.0, source="x"
        )
