"""What may be told of answers, to whom and when; counted from the rows, small groups never."""

import random
from datetime import timedelta

import pytest

from civic.db import db
from civic.disclosure_control import LEAST
from civic.surveys.counting import results_of
from civic.surveys.disclosure import safe_rows
from civic.surveys.results import mean_of, top_percent_of
from tests.surveys.conftest import ONE, SCALE


def page_of(survey, client, query=""):
    return client.get(f"/gaon/1/surveys/{survey.id}{query}").text


def test_mean_and_share_are_those_of_the_answers(finished):
    points = [5] * 11 + [4] * 12 + [3] * 10 + [2] * 10 + [1] * 10
    [result] = results_of(finished(points))
    [question] = result.questions
    assert result.people == question.people == 53
    assert question.mean == round(sum(points) / 53, 2) == 3.08
    assert question.top_percent == 43.4
    assert [option.people for option in question.options] == [10, 10, 10, 12, 11]


def test_an_answer_of_few_is_told_nowhere(finished, client):
    survey = finished([5] * 6 + [4] * 3 + [1] * 3)
    [result] = results_of(survey)
    [question] = result.questions
    assert (question.people, question.mean, question.top_percent) == (12, 3.75, None)
    assert {(option.people, option.percent) for option in question.options} == {(None, None)}
    page = page_of(survey, client)
    assert "3.75" in page and page.count("가림") == 6
    assert "25.0%" not in page and "75.0%" not in page
    lines = client.get(f"/gaon/1/surveys/{survey.id}/results.csv").data.decode("utf-8-sig")
    assert lines.splitlines()[1].endswith(",전체,,,12,,3.75,")
    assert [line.endswith(",가림,,,") for line in lines.splitlines()[2:]] == [True] * 5
    rows = client.get("/api/v1/cities/gaon/rounds/1/surveys").json["items"]
    assert [(row["people"], row["percent"]) for row in rows[1:]] == [(None, None)] * 5


def test_nothing_is_counted_of_nobody():
    assert mean_of({}) is None and top_percent_of({1: 0}, 5) is None


def test_fewer_than_ten_answers_are_not_told(finished, client):
    survey = finished([5] * (LEAST - 1))
    assert "10명이 안 되어" in page_of(survey, client)
    assert "100.0%" not in page_of(survey, client)
    text = client.get(f"/gaon/1/surveys/{survey.id}/results.csv").data.decode("utf-8-sig")
    assert len(text.splitlines()) == 1


def test_a_question_that_few_answered_is_not_told_of_either(ask, neighbours, client, clock):
    survey = ask(SCALE, ONE)
    scale, choice = survey.questions
    for n, someone in enumerate(neighbours(12)):
        survey.answer(someone, None, {scale.id: [5]} | ({choice.id: [2]} if n < 9 else {}))
    db.session.commit()
    clock(timedelta(days=15))
    [result] = results_of(survey)
    assert [each.people for each in result.questions] == [12, None]
    assert result.questions[1].options == ()
    assert page_of(survey, client).count("답이 10명이 안 되어") == 1


def test_results_are_seen_after_the_end_and_never_before(ask, neighbours, as_person, client, clock):
    survey = ask(SCALE)
    question, people = survey.questions[0], neighbours(11)
    for n, someone in enumerate(people[:10]):
        survey.answer(someone, None, {question.id: [1 + n % 5]})
    db.session.commit()
    last = as_person(people[10])
    assert "3.00" not in page_of(survey, last)
    answered = page_of(survey, as_person(people[0]))
    assert "3.00" not in answered and "결과는 설문이 끝난 뒤에 모두에게 보여요" in answered
    assert "3.00" not in page_of(survey, client)
    clock(timedelta(days=15))
    assert "3.00" in page_of(survey, client) and "3.00" in page_of(survey, last)


def test_answers_are_told_by_district_and_age_where_ten_gave_one(
    ask, neighbours, gaon, client, clock
):
    survey = ask(SCALE, ONE, asks_place=True, asks_age=True)
    scale, choice = survey.questions
    east, west = (district.id for district in gaon.districts)
    for n, someone in enumerate(neighbours(62)):
        place, band = (east, "30") if n < 30 else (west, "70")
        given = {scale.id: [1 + n % 5], choice.id: [1 + n % 3]}
        survey.answer(someone, None, given, place, band)
    db.session.commit()
    clock(timedelta(days=15))
    [result] = results_of(survey)
    told = {row.row: (row.people, row.mean, row.top_percent) for row in _by(result, 0, "place")}
    codes = [district.code for district in gaon.districts]
    assert told[codes[0]] == (30, 3.0, 40.0) and told[codes[1]] == (32, 2.91, 37.5)
    ages = {row.row: row.people for row in _by(result, 0, "age") if row.people}
    assert ages == {"70": 32}, "that nobody else answered would be told with the other"
    assert [row.counts for row in _by(result, 1, "place")] == [(10, 10, 10), (11, 11, 10)]
    text = client.get(f"/gaon/1/surveys/{survey.id}/results.csv").data.decode("utf-8-sig")
    assert "읍면동별,달내동,,30,,3.0,40.0" in text and "읍면동별,달내동,낮,10,33.3,," in text
    assert "읍면동별" in page_of(survey, client)


def test_of_a_told_district_no_answer_of_few_is_told(ask, neighbours, gaon, client, clock):
    survey = ask(SCALE, ONE, asks_place=True)
    scale, choice = survey.questions
    east, west = (district.id for district in gaon.districts)
    for n, someone in enumerate(neighbours(40)):
        given = {scale.id: [5 if n < 18 else 1 + n % 5], choice.id: [1 if n < 18 else 2 + n % 2]}
        survey.answer(someone, None, given, east if n < 18 else west)
    db.session.commit()
    clock(timedelta(days=15))
    [result] = results_of(survey)
    assert [(row.people, row.mean) for row in _by(result, 0, "place")] == [(18, None), (22, None)]
    assert [(row.people, row.counts) for row in _by(result, 1, "place")] == [(18, ()), (22, ())]
    assert [option.people for option in result.questions[1].options] == [18, 11, 11]
    assert "가림" in page_of(survey, client) and "읍면동별" not in page_of(survey, client)
    text = client.get(f"/gaon/1/surveys/{survey.id}/results.csv").data.decode("utf-8-sig")
    assert "읍면동별,달내동,,18,,," in text and "읍면동별,달내동,낮" not in text


def _by(result, question, name):
    return result.questions[question].by[name]


def test_before_the_end_nothing_is_told_by_district(ask, neighbours, gaon, as_person):
    survey = ask(SCALE, asks_place=True)
    people = neighbours(30)
    for n, someone in enumerate(people):
        survey.answer(someone, None, {survey.questions[0].id: [5]}, gaon.districts[n % 2].id)
    db.session.commit()
    assert "읍면동별" not in page_of(survey, as_person(people[0]))


def test_a_hidden_row_is_never_the_only_one_nor_a_few_people():
    assert safe_rows([{"a": 12, "b": 14, "c": 3}]) == {"b"}, "3 is not what is left of the total"
    assert safe_rows([{"a": 12, "b": 14}]) == {"a", "b"}
    assert safe_rows([{"a": 40, "b": 50, "c": 4, "d": 4}]) == {"b"}, "8 would be told together"
    assert safe_rows([]) == set()


@pytest.mark.parametrize("seed", range(40))
def test_whoever_subtracts_finds_no_small_group(seed):
    """At no question do the hidden rows have fewer than ten people together, or only one row."""
    chance = random.Random(seed)
    rows = [str(n) for n in range(chance.randint(1, 9))]
    asked = [
        {row: chance.choice((0, 0, chance.randint(1, 9), chance.randint(10, 60))) for row in rows}
        for _question in range(chance.randint(1, 5))
    ]
    told = safe_rows(asked)
    for table in asked:
        hidden = [n for row, n in table.items() if row not in told]
        assert all(table[row] >= LEAST for row in told)
        assert not hidden or not told or (len(hidden) > 1 and sum(hidden) >= LEAST)


def test_a_planner_sees_how_many_answered_and_no_result_before_the_end(
    ask, neighbours, seoyeon, as_person
):
    survey = ask(SCALE)
    for someone in neighbours(3):
        survey.answer(someone, None, {survey.questions[0].id: [5]})
    db.session.commit()
    text = as_person(seoyeon).get(f"/gaon/1/office/surveys/{survey.id}").text
    assert "3명" in text and "결과 보기" not in text


def test_homes_and_the_list_lead_to_what_can_be_answered(ask, client, clock):
    survey = ask(SCALE)
    for page in ("/gaon/", "/gaon/1/", "/gaon/1/surveys/"):
        assert f"/gaon/1/surveys/{survey.id}" in client.get(page).text, page
    clock(timedelta(days=15))
    assert f"/gaon/1/surveys/{survey.id}" not in client.get("/gaon/").text
    assert f"/gaon/1/surveys/{survey.id}" in client.get("/gaon/1/surveys/").text
