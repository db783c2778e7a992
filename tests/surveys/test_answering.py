"""Who may answer, once each, and until when; what is stored of it."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.people.office import WorksHere
from civic.privacy.own_data.collecting import own_rows
from civic.surveys.answers import SurveyAnswer, SurveyValue
from civic.surveys.rules import AnswerWrong, NotResident, SurveyClosed
from tests.surveys.conftest import SCALE, TEXT


def rows():
    return db.session.scalars(db.select(SurveyAnswer)).all()


def values():
    query = db.select(SurveyValue).order_by(SurveyValue.question_id, SurveyValue.number)
    return [(each.number, each.words) for each in db.session.scalars(query)]


def sent(survey, *given, **more):
    """A form's fields; given: of each question in order, None for no answer."""
    pairs = zip(survey.questions, given, strict=False)
    return {f"q_{question.id}": value for question, value in pairs if value is not None} | more


@pytest.fixture
def jiwoo(person):
    return person("지우", lives=True)


def test_a_resident_answers_once_and_may_change_it_until_it_closes(ask, jiwoo, as_person, clock):
    survey = ask()
    client = as_person(jiwoo)
    address = f"/gaon/1/surveys/{survey.id}"
    first = client.post(f"{address}/answer", data=sent(survey, "4", "2", ["1", "3"], "친절해요"))
    assert first.status_code == 303
    [row] = rows()
    assert (row.person_id, row.audience) == (jiwoo.id, "residents")
    assert values() == [(4, ""), (2, ""), (1, ""), (3, ""), (0, "친절해요")]
    page = client.get(f"{address}?edit=1").text
    assert 'value="4" checked' in page and "친절해요" in page
    client.post(f"{address}/answer", data=sent(survey, "2", None, ["2"]))
    assert len(rows()) == 1
    assert values() == [(2, ""), (2, "")]
    clock(timedelta(days=15))
    late = client.post(f"{address}/answer", data=sent(survey, "5", None, ["2"]))
    assert late.status_code == 409 and "끝나서" in late.text
    again = client.post(f"{address}/answer", data=sent(survey, "2", None, ["2"]))
    assert again.status_code == 303, "what is stored already was sent again"
    assert values() == [(2, ""), (2, "")]


def test_a_survey_for_residents_takes_nobody_else(ask, minji, seoyeon, jiwoo):
    survey = ask(SCALE)
    given = {survey.questions[0].id: [5]}
    with pytest.raises(NotResident):
        survey.answer(minji, None, given)
    with pytest.raises(NotResident):
        survey.answer(None, "a" * 64, given)
    with pytest.raises(WorksHere):
        survey.answer(seoyeon, None, given)
    assert rows() == []


def test_who_left_and_came_back_answers_what_opens_later(ask, jiwoo, clock, write):
    survey = ask(SCALE)
    clock(timedelta(hours=1))
    jiwoo.residencies[0].votes_from = survey.opened_at + timedelta(minutes=30)
    assert not survey.takes_as_resident(jiwoo)
    later = ask(SCALE, key="survey-0002")
    assert later.takes_as_resident(jiwoo)


def test_an_open_survey_counts_residents_apart_from_others(ask, jiwoo, minji, client, as_person):
    survey = ask(SCALE, audience="open")
    address = f"/gaon/1/surveys/{survey.id}"
    for browser in (as_person(jiwoo), as_person(minji), client):
        assert browser.post(f"{address}/answer", data=sent(survey, "5")).status_code == 303
    assert sorted(row.audience for row in rows()) == ["open", "open", "residents"]


def test_a_visitors_browser_answers_once_and_may_change_it(ask, client, app):
    survey = ask(SCALE, audience="open")
    address = f"/gaon/1/surveys/{survey.id}"
    client.post(f"{address}/answer", data=sent(survey, "5"))
    client.post(f"{address}/answer", data=sent(survey, "1"))
    [row] = rows()
    assert (row.person_id, values()) == (None, [(1, "")])
    assert 'value="1" checked' in client.get(f"{address}?edit=1").text
    app.test_client().post(f"{address}/answer", data=sent(survey, "3"))
    assert len(rows()) == 2, "another browser"


def test_what_a_browser_said_becomes_its_persons_when_they_sign_in(ask, jiwoo, as_person):
    survey = ask(SCALE, audience="open")
    survey.answer(None, "b" * 64, {survey.questions[0].id: [2]})
    survey.answer(jiwoo, "b" * 64, {survey.questions[0].id: [4]})
    [row] = rows()
    assert (row.person_id, row.visitor_mark, row.audience) == (jiwoo.id, None, "residents")


@pytest.mark.parametrize(
    "wrong", [{0: []}, {0: [6]}, {0: [0]}, {0: [1, 2]}, {0: "좋아요"}, {0: [3], 1: "가" * 501}]
)
def test_what_answers_nothing_is_refused(ask, jiwoo, wrong):
    survey = ask(SCALE, TEXT)
    given = {survey.questions[place].id: value for place, value in wrong.items()}
    with pytest.raises(AnswerWrong):
        survey.answer(jiwoo, None, given)


@pytest.mark.parametrize("value", ["", "9", "-1", "x", "1e9", "٣", "999999999999999999999"])
def test_a_wrong_value_is_said_at_its_question_and_the_rest_is_kept(ask, jiwoo, as_person, value):
    survey = ask(SCALE, TEXT)
    data = sent(survey, value, "적은 말은 그대로")
    page = as_person(jiwoo).post(f"/gaon/1/surveys/{survey.id}/answer", data=data)
    assert page.status_code == 422
    assert f'id="q_{survey.questions[0].id}-error"' in page.text
    assert "적은 말은 그대로" in page.text
    assert rows() == []


def test_personal_data_in_words_is_masked_before_it_is_stored(ask, jiwoo):
    survey = ask(TEXT)
    survey.answer(jiwoo, None, {survey.questions[0].id: "제 번호는 010-1234-5678이에요"})
    assert values() == [(0, "제 번호는 [전화번호]이에요")]


def test_place_and_age_are_kept_only_as_they_are_on_the_list(ask, jiwoo, as_person, gaon):
    survey = ask(SCALE, asks_place=True, asks_age=True)
    district = gaon.districts[0]
    client = as_person(jiwoo)
    address = f"/gaon/1/surveys/{survey.id}/answer"
    client.post(address, data=sent(survey, "3", district_id=str(district.id), band="30"))
    [row] = rows()
    assert (row.district_id, row.band) == (district.id, "30")
    client.post(address, data=sent(survey, "3", district_id="99999", band="35"))
    db.session.expire_all()
    assert (row.district_id, row.band) == (None, "none")


def test_what_a_visitor_answered_goes_out_once_they_have_signed_in(ask, client, jiwoo, app):
    """The form waits, as any that was begun; see tests/outbox for the rest of it."""
    survey = ask(SCALE)
    answer = client.post(f"/gaon/1/surveys/{survey.id}/answer", data=sent(survey, "4"))
    assert answer.status_code == 303 and answer.location.startswith("/sign-in")
    assert rows() == []


def test_who_has_yet_to_show_where_they_live_keeps_the_answer(ask, minji, as_person):
    survey = ask(SCALE)
    address = f"/gaon/1/surveys/{survey.id}/answer"
    page = as_person(minji).post(address, data=sent(survey, "4"))
    assert page.status_code == 403
    assert "거주 확인하기" in page.text and 'value="4" checked' in page.text
    assert rows() == []


def test_an_answer_of_somebody_who_left_is_nobodys_and_counts(ask, jiwoo, as_person):
    survey = ask(SCALE, TEXT)
    scale, words = survey.questions
    survey.answer(jiwoo, None, {scale.id: [4], words.id: "지우가 쓴 말"})
    jiwoo.leave()
    assert [row.person_id for row in rows()] == [None]
    assert values() == [(4, ""), (0, "지우가 쓴 말")]


def test_who_takes_their_words_along_leaves_the_numbers(ask, jiwoo):
    survey = ask(SCALE, TEXT)
    scale, words = survey.questions
    survey.answer(jiwoo, None, {scale.id: [4], words.id: "지우가 쓴 말"})
    jiwoo.leave(takes_words=True)
    assert values() == [(4, "")]


def test_a_closed_survey_takes_no_first_answer(finished, person):
    survey = finished([5] * 3)
    with pytest.raises(SurveyClosed):
        survey.answer(person("하준", lives=True), None, {survey.questions[0].id: [5]})


def test_nobody_but_the_office_sees_a_draft(write, client, seoyeon, as_person):
    address = f"/gaon/1/surveys/{write().id}"
    assert client.get(address).status_code == 404
    assert as_person(seoyeon).get(address).status_code == 200


def test_answers_are_in_ones_own_data(ask, jiwoo, as_person):
    survey = ask(SCALE, TEXT)
    scale, words = survey.questions
    survey.answer(jiwoo, None, {scale.id: [4], words.id: "지우가 쓴 말"})
    db.session.commit()
    tables = {table.name: table.rows for table in own_rows(jiwoo)}
    assert len(tables["survey_answer"]) == 1
    assert {row["words"] for row in tables["survey_value"]} == {"", "지우가 쓴 말"}
    assert "visitor_mark" not in tables["survey_answer"][0]
