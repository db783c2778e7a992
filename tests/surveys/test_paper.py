"""Paper: one planner types a pile, another types it again, and only then it counts."""

import pytest

from civic.db import db
from civic.surveys.answers import SurveyAnswer
from civic.surveys.batches import SurveyBatch
from civic.surveys.counting import counts_of
from civic.surveys.paper.lines import SheetFault, differing_lines, read_sheets
from tests.surveys.conftest import SCALE, SEVERAL, TEXT

PILE = "5 / 1,3 / 친절해요 / 늘 그래요\n- / 2 / -\n４ / - /"


@pytest.fixture
def survey(ask):
    return ask(SCALE, SEVERAL, TEXT)


@pytest.fixture
def typed(survey, seoyeon, as_person):
    """A pile of three sheets that 서연 typed."""
    fields = {"place": "다솔 경로당", "held_on": "2026-11-21", "sheets": PILE}
    office, here = as_person(seoyeon), f"/gaon/1/office/surveys/{survey.id}/paper"
    for _twice in range(2):
        answer = office.post(here, data=fields | {"request_key": "pile-00001"})
        assert answer.status_code == 303
    return db.session.scalars(db.select(SurveyBatch)).one()


def address(batch):
    return f"/gaon/1/office/surveys/{batch.survey_id}/paper/{batch.id}"


def test_a_line_is_a_sheet_in_the_order_of_the_questions(survey):
    first, second, third = (str(each.id) for each in survey.questions)
    sheets, faults = read_sheets(PILE, survey.questions)
    assert faults == []
    assert sheets == [
        {first: [5], second: [1, 3], third: "친절해요 / 늘 그래요"},
        {second: [2]},
        {first: [4]},
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("5 / 1", SheetFault(1, "cells", 2)),
        ("6 / 1 / -", SheetFault(1, "answer", 1)),
        ("5 / 1,1 / -", SheetFault(1, "answer", 2)),
        ("5,4 / 1 / -", SheetFault(1, "answer", 1)),
        ("x / 1 / -", SheetFault(1, "answer", 1)),
        ("5 / 1 / " + "가" * 501, SheetFault(1, "answer", 3)),
        ("5 / 1 / -\n\n5 / 1 / -", SheetFault(2, "blank")),
        ("5 / 1 / -\n" * 501, SheetFault(501, "too_long", 501)),
    ],
)
def test_a_line_that_is_no_sheet_is_named(survey, line, fault):
    assert read_sheets(line, survey.questions)[1] == [fault]


def test_numbers_are_compared_and_words_are_not():
    first = [{"1": [1, 3], "2": "친절해요"}, {"1": [2]}]
    assert differing_lines(first, [{"1": [3, 1], "2": "친절"}, {"1": [2]}]) == []
    assert differing_lines(first, [{"1": [1]}, {"1": [2]}, {}]) == [1, 3]


def test_a_pile_counts_once_another_planner_typed_the_same(typed, survey, doha, as_person):
    assert counts_of(survey)["residents"].people == 0
    other = as_person(doha)
    wrong = other.post(f"{address(typed)}/check", data={"sheets": PILE.replace("5 /", "4 /")})
    assert wrong.status_code == 422 and "다른 줄: 1" in wrong.text
    assert counts_of(survey)["residents"].people == 0
    answer = other.post(f"{address(typed)}/check", data={"sheets": "5/3,1/-\n-/2/-\n4/-/-"})
    assert answer.status_code == 303
    counted = counts_of(survey)["residents"]
    assert (counted.people, counted.paper) == (3, 3)
    words = db.session.scalars(db.select(SurveyAnswer)).first().given()
    assert "친절해요 / 늘 그래요" in words.values()
    again = other.post(f"{address(typed)}/check", data={"sheets": "5/3,1/-\n-/2/-\n4/-/-"})
    assert again.status_code == 409
    assert counts_of(survey)["residents"].people == 3


def test_who_typed_a_pile_does_not_confirm_it(typed, survey, seoyeon, as_person):
    answer = as_person(seoyeon).post(f"{address(typed)}/check", data={"sheets": PILE})
    assert answer.status_code == 409
    assert counts_of(survey)["residents"].people == 0


def test_results_wait_for_paper_and_closing_does_too(typed, survey, doha, as_person, client, clock):
    office = as_person(doha)
    closing = office.post(f"/gaon/1/office/surveys/{survey.id}/close")
    assert closing.status_code == 409 and "기다리는 종이" in closing.text
    clock(survey.closes_at)
    assert not survey.tells_results
    assert "종이로 받은 답을 확인하고" in client.get(f"/gaon/1/surveys/{survey.id}").text
    office.post(f"{address(typed)}/drop")
    db.session.expire_all()
    assert survey.tells_results
    late = office.post(
        f"/gaon/1/office/surveys/{survey.id}/paper",
        data={"place": "경로당", "held_on": "2026-11-21", "sheets": PILE},
    )
    assert late.status_code == 409


def test_typed_paper_freezes_the_questions_and_waits_in_the_cockpit(typed, survey, doha, as_person):
    assert survey.is_frozen
    assert "종이 설문" in as_person(doha).get("/gaon/1/office").text


def test_the_form_on_paper_asks_the_same(survey, doha, as_person):
    page = as_person(doha).get(f"/gaon/1/office/surveys/{survey.id}/paper/blank").text
    for question in survey.questions:
        assert question.words in page
