"""The office writes a survey, opens it and closes it; questions freeze with the first answer."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.surveys.models import Survey
from civic.surveys.rules import (
    MOST_QUESTIONS,
    NoQuestions,
    SurveyFrozen,
    TooManyQuestions,
)
from tests.surveys.conftest import ONE, SCALE, SEVERAL, TEXT

OFFICE = "/gaon/1/office/surveys"
TYPED = {"title": "버스 만족도", "audience": "residents", "request_key": "survey-key-1"}
QUESTION = {"kind": "scale", "words": "만족하나요?", "points": "5", "required": "y"}


def test_a_planner_writes_opens_and_closes_a_survey(round, seoyeon, as_person, client, clock):
    office = as_person(seoyeon)
    for _twice in range(2):
        answer = office.post(f"{OFFICE}/new", data=TYPED)
    [survey] = db.session.scalars(db.select(Survey)).all()
    here = f"{OFFICE}/{survey.id}"
    assert answer.location == here
    assert office.post(f"{here}/open", data={"closes_at": "2026-12-01T18:00"}).status_code == 409
    for _twice in range(2):
        sent = QUESTION | {"request_key": "question-key-1"}
        assert office.post(f"{here}/questions/new", data=sent).status_code == 303
    choice = QUESTION | {"kind": "one", "words": "언제?", "options": "아침\n\n 저녁 \n"}
    office.post(f"{here}/questions/new", data=choice)
    db.session.expire_all()
    assert [each.words for each in survey.questions] == ["만족하나요?", "언제?"]
    assert survey.questions[1].options == ["아침", "저녁"]
    assert "만족하나요?" in office.get(f"{here}/preview").text
    office.post(f"{here}/questions/{survey.questions[1].id}/move", data={"to": "up"})
    db.session.expire_all()
    assert [each.words for each in survey.questions] == ["언제?", "만족하나요?"]
    assert client.get(f"/gaon/1/surveys/{survey.id}").status_code == 404
    office.post(f"{here}/open", data={"closes_at": "2026-12-01T18:00"})
    db.session.expire_all()
    assert survey.state == "open"
    assert client.get(f"/gaon/1/surveys/{survey.id}").status_code == 200
    assert client.get(f"/gaon/1/surveys/{survey.id}/results.csv").status_code == 404
    office.post(f"{here}/close")
    db.session.expire_all()
    assert survey.state == "closed" and survey.tells_results
    assert client.get(f"/gaon/1/surveys/{survey.id}/results.csv").status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"words": " \u200b"}, "질문을 적어 주세요."),
        ({"kind": "one", "options": "하나"}, "2개부터"),
        ({"kind": "one", "options": "같음\n같음"}, "두 번"),
        ({"kind": "several", "options": "가" * 61 + "\n나"}, "60자까지로"),
        ({"kind": "mood"}, 'id="kind-error"'),
        ({"points": "3"}, "하나를 골라 주세요."),
    ],
)
def test_a_question_that_asks_nothing_is_refused_with_what_was_typed(
    write, seoyeon, as_person, typed, says
):
    survey = write(SCALE)
    page = as_person(seoyeon).post(f"{OFFICE}/{survey.id}/questions/new", data=QUESTION | typed)
    assert page.status_code == 422 and says in page.text
    assert len(survey.questions) == 1


def test_questions_freeze_with_the_first_answer(ask, neighbours):
    survey = ask(SCALE, ONE)
    scale, choice = survey.questions
    survey.change_question(choice, words="언제 타세요?")
    [someone] = neighbours(1)
    survey.answer(someone, None, {scale.id: [3]})
    for act in (
        lambda: survey.add_question(**SEVERAL, required=True),
        lambda: survey.change_question(choice, words="왜?"),
        lambda: survey.move_question(choice, -1),
        lambda: survey.remove_question(choice),
        lambda: survey.rewrite(
            title="a", service="", intro="", audience="open", asks_place=False, asks_age=False
        ),
    ):
        with pytest.raises(SurveyFrozen):
            act()
    same = {"audience": "residents", "asks_place": False, "asks_age": False}
    survey.rewrite(title="버스는 어땠나요?", service="", intro="", **same)
    assert survey.title == "버스는 어땠나요?"


def test_a_survey_stays_short_and_asks_something(write):
    survey = write(*[SCALE] * MOST_QUESTIONS)
    with pytest.raises(TooManyQuestions):
        survey.add_question(**SCALE, required=True)
    one = write(SCALE, key="survey-0002")
    one.open(now() + timedelta(days=1))
    with pytest.raises(NoQuestions):
        one.remove_question(one.questions[0])


def test_a_closed_survey_never_opens_again(finished):
    survey = finished([5])
    with pytest.raises(SurveyFrozen):
        survey.open(now() + timedelta(days=3))


def test_a_draft_can_be_discarded_and_nothing_else(write, ask, seoyeon, as_person):
    office = as_person(seoyeon)
    draft, opened = write(key="survey-0002"), ask(SCALE)
    assert office.post(f"{OFFICE}/{draft.id}/discard").status_code == 303
    assert office.post(f"{OFFICE}/{opened.id}/discard").status_code == 409
    assert db.session.scalars(db.select(Survey.id)).all() == [opened.id]


def test_a_planner_chooses_what_everybody_reads(ask, neighbours, seoyeon, as_person, client, clock):
    survey = ask(TEXT)
    [question] = survey.questions
    for n, someone in enumerate(neighbours(11)):
        survey.answer(someone, None, {question.id: f"말 {n}번이에요"})
    db.session.commit()
    office, here = as_person(seoyeon), f"{OFFICE}/{survey.id}/words"
    assert "말 3번이에요" in office.get(here).text
    [chosen, other] = db.session.scalars(db.text("SELECT answer_id FROM survey_value LIMIT 2"))
    office.post(f"{here}/{chosen}/{question.id}", data={"shown": "yes"})
    office.post(f"{here}/{other}/{question.id}", data={"shown": "yes"})
    office.post(f"{here}/{other}/{question.id}", data={"shown": "no"})
    page = f"/gaon/1/surveys/{survey.id}"
    assert "번이에요" not in client.get(page).text
    clock(timedelta(days=15))
    assert client.get(page).text.count("번이에요") == 1
    assert office.post(f"{here}/99999/{question.id}", data={"shown": "yes"}).status_code == 404
