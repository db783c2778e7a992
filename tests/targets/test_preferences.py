"""Residents say which value they preference; the median of all is the target."""

import pytest

from civic.db import db
from civic.targets.models import Indicator, Preference
from civic.votes.seal.tally import Tally
from tests.pages import tight


def address(indicator):
    return f"/gaon/1/targets/{indicator.id}"


def preferences():
    query = db.select(Preference).execution_options(populate_existing=True)
    return db.session.scalars(query.order_by(Preference.id)).all()


def test_minji_sets_and_changes_her_preference(as_person, person, indicator, open_phase):
    open_phase("target")
    browser = as_person(person("민지"))
    for value in ("20", "15분"):
        answer = browser.post(address(indicator) + "/preference", data={"value": value})
        assert answer.status_code == 303
    assert [preference.value for preference in preferences()] == [15]
    page = browser.get(address(indicator)).text
    assert "내 값 15분" in page and "1명이 참여했어요" in page


def test_the_target_is_the_median_of_the_rows(person, indicator, open_phase):
    open_phase("target")
    for n, value in enumerate((10, 15, 60, 12)):
        indicator.set_preference(person(f"주민{n}"), value)
    db.session.commit()
    assert indicator.agreement().median == 13.5 and indicator.agreement().count == 4


def test_the_picture_tells_its_finding_in_words(as_person, person, indicator, open_phase):
    open_phase("target")
    hajun = person("하준")
    indicator.set_preference(hajun, 12)
    db.session.commit()
    page = as_person(hajun).get(address(indicator)).text
    assert 'role="img"' in page and "1명 가운데 1명이 10~15분 사이" in page
    assert " style=" not in page


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "바라는 값을 적어 주세요"),
        ("76", "0부터 75까지"),
        ("-1", "0부터 75까지"),
        ("74", "지금 값 72분보다 클 수 없어요"),
        ("많이", "숫자로 읽을 수 없어요"),
        ("nan", "숫자로 읽을 수 없어요"),
        ("9" * 400, "숫자로 읽을 수 없어요"),
    ],
)
def test_a_wrong_preference_is_kept_in_the_form_and_not_stored(
    as_person, person, indicator, open_phase, value, sentence
):
    open_phase("target")
    browser = as_person(person("민지"))
    answer = browser.post(address(indicator) + "/preference", data={"value": value})
    assert (
        answer.status_code == 422 and sentence in answer.text and f'value="{value}"' in answer.text
    )
    assert preferences() == []


def test_a_reason_has_a_limit(as_person, person, indicator, open_phase):
    open_phase("target")
    data = {"value": "20", "reason": "가" * 301}
    answer = as_person(person("민지")).post(address(indicator) + "/preference", data=data)
    assert answer.status_code == 422 and "300자까지" in answer.text and preferences() == []


@pytest.mark.parametrize("phase", ["report", "propose", "vote", "compile"])
def test_preferences_are_taken_only_in_their_phase(as_person, person, indicator, open_phase, phase):
    open_phase(phase)
    browser = as_person(person("민지"))
    assert browser.post(address(indicator) + "/preference", data={"value": "20"}).status_code == 409
    assert browser.get(address(indicator)).status_code == 200 and preferences() == []


def test_visitors_look_but_sign_in_to_answer(client, indicator, open_phase):
    open_phase("target")
    assert "로그인하고 정하기" in client.get(address(indicator)).text
    answer = client.post(address(indicator) + "/preference", data={"value": "20"})
    assert answer.status_code == 303 and "sign-in" in answer.location and preferences() == []


def test_only_selected_solutions_are_asked_once_the_vote_is_counted(
    as_person, person, round, solution, indicator, open_phase
):
    open_phase("target")
    solution.status = "on_ballot"
    db.session.commit()
    browser = as_person(person("민지"))
    assert "평균 대기시간" in browser.get("/gaon/1/targets/").text
    db.session.add(
        Tally(round_id=round.id, rule="greedy-skip", budget_won=1, voters=0, choices=0, eligible=0)
    )
    db.session.commit()
    answer = browser.post(address(indicator) + "/preference", data={"value": "20"})
    assert answer.status_code == 409 and "선정된 해결방안" in answer.text and preferences() == []
    assert "평균 대기시간" not in browser.get("/gaon/1/targets/").text


def test_unknown_and_hidden_indicators_are_not_found(client, solution, indicator):
    for wrong in ("999", "9" * 25):
        assert client.get(f"/gaon/1/targets/{wrong}").status_code == 404
    solution.hidden_at = solution.created_at
    db.session.commit()
    assert client.get(address(indicator)).status_code == 404


def test_htmx_gets_only_the_answer(as_person, person, indicator, open_phase):
    open_phase("target")
    answer = as_person(person("민지")).post(
        address(indicator) + "/preference", data={"value": "20"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200 and "<html" not in answer.text and "20분" in answer.text


def test_others_values_are_shown_to_who_has_answered_and_after_the_end(
    app, monkeypatch, client, as_person, person, solution, indicator, open_phase
):
    """As a ballot hides its counts: what others chose would lead one's own."""
    open_phase("target")
    hajun = person("하준")
    indicator.set_preference(hajun, 15)
    db.session.commit()
    pages = (address(indicator), "/gaon/1/targets/", f"/gaon/1/solutions/{solution.id}")
    for page in pages:
        for browser in (client, as_person(person("민지"))):
            assert "중간값" not in browser.get(page).text, page
    seoyeon = as_person(person("서연", "planner"))
    assert "중간값" in seoyeon.get(pages[1]).text
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")  # she has shown none
    assert "중간값" not in seoyeon.get(pages[1]).text
    page = tight(as_person(hajun).get(pages[2]).text)
    assert "1명의 중간값" in page and "72분 → 15분" in page
    open_phase("compile")
    assert "1명의 중간값" in client.get(pages[1]).text


def test_the_planner_adds_and_corrects_an_indicator(as_person, person, solution, filled):
    browser = as_person(person("서연", "planner"))
    assert browser.post(f"/gaon/1/targets/new/{solution.id}", data=filled).status_code == 303
    (stored,) = db.session.scalars(db.select(Indicator)).all()
    assert (stored.baseline, stored.target_year) == (72, 2028)
    edit = f"/gaon/1/targets/{stored.id}/edit"
    assert 'value="72"' in browser.get(edit).text
    assert (
        browser.post(edit, data={**filled, "unit": "퍼센트", "highest": "100"}).status_code == 303
    )
    db.session.refresh(stored)
    assert (stored.unit, stored.highest) == ("%", 100)
    again = browser.post(f"/gaon/1/targets/new/{solution.id}", data=filled)
    assert again.status_code == 422 and "같은 이름" in again.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "무엇을 재는지"),
        ({"unit": "가" * 21}, "20자까지"),
        ({"direction": ""}, "줄어야 좋은지"),
        ({"direction": "sideways"}, "줄어야 좋은지"),
        ({"highest": "0"}, "가장 작은 값보다 커야"),
        ({"lowest": "nan"}, "숫자로 읽을 수 없어요"),
        ({"lowest": "72"}, "기준값이 이미 가장 작은 값"),
        ({"direction": "up", "highest": "72"}, "기준값이 이미 가장 큰 값"),
        ({"baseline_year": "2027"}, "올해까지"),
        ({"baseline_year": ""}, "잰 해를 적어"),
        ({"baseline_year": "26"}, "네 자리"),
        ({"baseline_source": " "}, "출처를 적어"),
        ({"target_year": "2025"}, "목표로 하는 해"),
        ({"unit": "%", "highest": "120"}, "몫을 나타내는 %는 100까지"),
        ({"unit": "건", "lowest": "-5"}, "0보다 작을 수 없어요"),
        ({"unit": "퍼센트포인트"}, "두 비율의 차이"),
    ],
)
def test_an_indicator_that_contradicts_itself_is_refused(
    as_person, person, solution, filled, changes, sentence
):
    browser = as_person(person("서연", "planner"))
    answer = browser.post(f"/gaon/1/targets/new/{solution.id}", data={**filled, **changes})
    assert answer.status_code == 422 and sentence in answer.text
    assert db.session.scalars(db.select(Indicator)).all() == []


def test_an_answered_question_is_not_changed_into_another(
    as_person, person, indicator, filled, open_phase
):
    open_phase("target")
    indicator.set_preference(person("민지"), 20)
    db.session.commit()
    browser, edit = as_person(person("서연", "planner")), f"/gaon/1/targets/{indicator.id}/edit"
    answer = browser.post(edit, data={**filled, "unit": "시간"})
    assert answer.status_code == 422 and "1명이 이미 답했어요" in answer.text
    assert browser.post(edit, data={**filled, "method": "매달"}).status_code == 303
    db.session.refresh(indicator)
    assert (indicator.unit, indicator.method) == ("분", "매달")


def test_residents_do_not_edit_indicators(as_person, person, solution, indicator, filled):
    browser = as_person(person("민지"))
    assert browser.post(f"/gaon/1/targets/new/{solution.id}", data=filled).status_code == 403
    assert browser.post(f"/gaon/1/targets/{indicator.id}/edit", data=filled).status_code == 403
