"""Surveys that tests begin with: a draft with a question of each kind, open, and over."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.surveys.models import Survey

SCALE = {"kind": "scale", "words": "버스에 만족하나요?", "low_end": "불만족", "high_end": "만족"}
ONE = {"kind": "one", "words": "언제 타나요?", "options": ["아침", "낮", "밤"], "required": False}
SEVERAL = {"kind": "several", "words": "왜 타나요?", "options": ["통학", "출근", "병원"]}
TEXT = {"kind": "text", "words": "하고 싶은 말", "required": False}


@pytest.fixture
def doha(person):
    return person("도하", "planner")


@pytest.fixture
def write(round, seoyeon):
    """write(SCALE, TEXT, audience="open") is a draft with these questions."""

    def make(*questions, key="survey-0001", **values):
        words = {"title": "부르면 오는 버스, 어땠나요?", "service": "수요응답 버스", "intro": ""}
        words |= {"audience": "residents", "asks_place": False, "asks_age": False}
        survey = Survey.write(round, seoyeon, key, **words | values)
        for question in questions or (SCALE, ONE, SEVERAL, TEXT):
            survey.add_question(**{"required": True} | question)
        db.session.commit()
        return survey

    return make


@pytest.fixture
def ask(write):
    """ask(…) is the same, open for two weeks."""

    def make(*questions, **values):
        survey = write(*questions, **values)
        survey.open(now() + timedelta(days=14))
        db.session.commit()
        return survey

    return make


@pytest.fixture
def neighbours(person):
    """neighbours(12) are so many residents who have shown where they live."""
    made = []

    def make(number):
        while len(made) < number:
            made.append(person(f"이웃{len(made) + 1}", lives=True))
        return made[:number]

    return make


@pytest.fixture
def finished(ask, neighbours, clock):
    """finished([5, 4, …]) is a survey of one scale question that so many residents answered."""

    def make(points, **values):
        survey = ask(SCALE, **values)
        [question] = survey.questions
        for person, point in zip(neighbours(len(points)), points, strict=True):
            survey.answer(person, None, {question.id: [point]})
        db.session.commit()
        clock(timedelta(days=15))
        return survey

    return make
