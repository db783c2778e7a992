"""Corrections of results: the later one stands, and nothing that was entered is erased."""

from datetime import date

import pytest

from civic.db import db
from civic.targets.results.rules import AlreadyCorrected
from tests.targets.results.test_results import FORM, RESULTS, post, rows


def test_a_correction_stands_and_the_first_entry_stays_readable(
    client, as_person, seoyeon, measured
):
    fields = FORM | {"value": "33", "reason": "9월 기록을 빠뜨림", "request_key": "result-0002"}
    address = f"/gaon/1/targets/results/{measured.id}/correct"
    assert as_person(seoyeon).post(address, data=fields).status_code == 303

    first, second = rows()
    assert (first.value, second.value, second.corrects_id) == (31, 33, first.id)
    page = client.get(RESULTS).text
    assert "<del>31분</del>" in page
    assert "고침: 9월 기록을 빠뜨림" in page
    assert "목표까지 18분" in page


def test_a_correction_says_why(as_person, seoyeon, measured):
    address = f"/gaon/1/targets/results/{measured.id}/correct"
    answer = as_person(seoyeon).post(address, data=FORM | {"request_key": "result-0002"})
    assert answer.status_code == 422
    assert "왜 고치는지" in answer.text
    assert len(rows()) == 1


def test_an_entry_taken_back_counts_no_more_but_is_not_erased(client, as_person, seoyeon, measured):
    address = f"/gaon/1/targets/results/{measured.id}/withdraw"
    planner = as_person(seoyeon)
    assert planner.post(address, data={}).status_code == 422
    fields = {"reason": "다른 지표의 값", "request_key": "result-0002"}
    assert planner.post(address, data=fields).status_code == 303

    first, second = rows()
    assert (first.value, second.value) == (31, None)
    page = client.get(RESULTS).text
    assert "뺌: 다른 지표의 값" in page
    assert "아직 재지 않았어요" in page


def test_of_two_corrections_of_one_entry_one_stands(as_person, person, seoyeon, measured):
    jiho = person("지호", "planner")
    values = {"measured_on": date(2027, 6, 30), "source": "기록"}
    measured.correct(seoyeon, "key-00001", "먼저", value=33.0, **values)
    db.session.commit()
    with pytest.raises(AlreadyCorrected):
        measured.correct(jiho, "key-00002", "나중", value=34.0, **values)
    db.session.rollback()
    address = f"/gaon/1/targets/results/{measured.id}/correct"
    assert as_person(jiho).get(address).status_code == 409
    fields = FORM | {"reason": "나중", "request_key": "key-00003"}
    assert as_person(jiho).post(address, data=fields).status_code == 409
    assert [row.value for row in rows()] == [31, 33]


def test_results_are_a_feed_too_without_what_was_corrected(client, seoyeon, measured):
    feed = "/gaon/1/targets/feed.atom"
    assert "평균 대기시간: 31분" in client.get(feed).text
    values = {"measured_on": date(2027, 6, 30), "value": 33.0, "source": "다시 셈"}
    measured.correct(seoyeon, "key-00001", "빠뜨림", **values)
    db.session.commit()
    answer = client.get(feed)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert "평균 대기시간: 33분" in answer.text
    assert "31분" not in answer.text
    assert feed in client.get(RESULTS).text


def test_a_day_whose_entry_was_taken_back_is_free_again(as_person, seoyeon, measured):
    planner = as_person(seoyeon)
    fields = {"reason": "다른 지표의 값", "request_key": "result-0002"}
    planner.post(f"/gaon/1/targets/results/{measured.id}/withdraw", data=fields)
    gone = rows()[-1]
    assert planner.get(f"/gaon/1/targets/results/{gone.id}/correct").status_code == 409
    assert post(planner, measured.indicator, request_key="result-0003").status_code == 303
    assert [row.value for row in rows()] == [31, None, 31]


def test_pressing_the_other_button_of_the_same_page_is_not_taken_for_a_repetition(
    as_person, seoyeon, measured
):
    planner, address = as_person(seoyeon), f"/gaon/1/targets/results/{measured.id}"
    same = FORM | {"value": "33", "reason": "왜", "request_key": "result-0002"}
    assert planner.post(f"{address}/correct", data=same).status_code == 303
    assert planner.post(f"{address}/correct", data=same).status_code == 303
    assert planner.post(f"{address}/withdraw", data=same).status_code == 409
    assert [row.value for row in rows()] == [31, 33]
