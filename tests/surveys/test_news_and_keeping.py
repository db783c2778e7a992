"""Residents hear of surveys, and who answered is forgotten in time."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.collect import gather
from civic.notices.labels import headline
from civic.notices.models import Notice
from civic.privacy.retention.due import overdue, purge
from civic.surveys.answers import SurveyAnswer, SurveyValue
from tests.surveys.conftest import SCALE


def heard(person):
    db.session.commit()
    gather()
    mine = db.select(Notice).filter_by(person_id=person.id, kind="survey").order_by(Notice.id)
    return [headline(notice) for notice in db.session.scalars(mine)]


def test_residents_hear_of_an_opened_survey_and_those_who_answered_of_its_result(
    app, ask, neighbours, clock
):
    answering, other = neighbours(2)
    survey = ask(SCALE)
    with app.test_request_context():
        opened = "짧은 설문이 열렸어요: 부르면 오는 버스, 어땠나요?"
        assert heard(answering) == heard(other) == [opened]
        survey.answer(answering, None, {survey.questions[0].id: [4]})
        clock(timedelta(days=15))
        assert heard(answering) == [opened, "답한 설문의 결과가 나왔어요: " + survey.title]
        assert heard(other) == [opened]


def test_a_month_after_its_end_nobody_knows_who_answered(finished, clock):
    survey = finished([5] * 3)
    clock(timedelta(days=28))
    assert purge() == []
    clock(timedelta(days=3))
    [due] = [each for each in overdue() if each.kind == "survey_links"]
    assert due.count == 1
    purge()
    answers = db.session.scalars(db.select(SurveyAnswer).filter_by(survey_id=survey.id)).all()
    assert [row.person_id for row in answers] == [None] * 3
    assert len(db.session.scalars(db.select(SurveyValue)).all()) == 3
    assert [each for each in overdue() if each.kind == "survey_links"] == []


@pytest.mark.parametrize("way", ["jpg", "pdf"])
def test_a_survey_is_shared_with_a_picture_and_a_poster(ask, seoyeon, as_person, way):
    survey = ask(SCALE)
    answer = as_person(seoyeon).get(f"/gaon/1/share/survey-{survey.id}.{way}")
    assert answer.status_code == 200 and len(answer.data) > 1000
