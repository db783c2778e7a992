"""Which rows are taken for complaints that are here already: by what they say, never in silence."""

import pytest

from civic.db import db
from civic.issues.importing.reading.leftovers import LeftOut
from civic.issues.models import Issue

TRAFFIC = "연번,제목,내용\n" + "".join(f"{n},교통 {n},버스가 늦어요\n" for n in range(1, 6))
PARKS = "연번,제목,내용\n" + "".join(f"{n},공원 {n},나무가 말라요\n" for n in range(1, 6))


def titles(round):
    query = db.select(Issue.title).filter_by(round_id=round.id).order_by(Issue.receipt)
    return list(db.session.scalars(query))


def whys(outcome):
    return [(row.number, row.why) for row in outcome[1]]


def test_the_second_department_s_rows_1_to_5_are_all_taken(bring, take, round):
    assert take(bring(TRAFFIC)) == (5, [])
    assert take(bring(PARKS)) == (5, [])
    assert len(titles(round)) == 10


def test_even_when_both_call_their_numbers_receipt_numbers(bring, take, round):
    """The planner chose the serial numbers; the rows come in, and are shown with the reason."""
    for text in (TRAFFIC, PARKS):
        file = bring(text)
        file.mapping = {"columns": {"title": "제목", "body": "내용", "external_id": "연번"}}
        db.session.commit()
        outcome = take(file)
        assert outcome[0] == 5
    assert whys(outcome) == [(n, "same_number") for n in range(2, 7)]


@pytest.mark.parametrize("name", ["연번", "번호", "순번", "No.", "접수번호"])
def test_a_column_that_counts_the_rows_is_nobody_s_number(bring, name):
    rows = "".join(f"{n},제목 {n}\n" for n in (3, 2, 1))
    assert "external_id" not in bring(f"{name},제목\n{rows}").mapping["columns"]


def test_a_file_sent_twice_brings_nothing_new_and_lists_every_row(bring, take, round):
    text = "접수번호,접수일,제목\n옛-1,2025-01-01,하나\n옛-2,2025-02-01,둘\n옛-3,2025-03-01,셋\n"
    assert take(bring(text)) == (3, [])
    one, two, three = db.session.scalars(db.select(Issue.id).order_by(Issue.receipt))
    assert take(bring(text)) == (
        0,
        [
            LeftOut(2, "하나", "here", one),
            LeftOut(3, "둘", "here", two),
            LeftOut(4, "셋", "here", three),
        ],
    )


def test_the_planner_takes_such_a_row_all_the_same(bring, take, round):
    text = "제목\n하나\n둘\n"
    take(bring(text))
    outcome = take(bring(text), rows={2: True, 3: False})
    assert (outcome[0], whys(outcome)) == (1, [(3, "here")])
    assert take(bring(text), others_too=True)[0] == 2
    assert titles(round) == ["하나", "둘", "하나", "하나", "둘"]


def test_a_row_of_the_same_number_may_be_left_out(bring, take, round):
    take(bring("접수번호,제목\n가-1,하나\n"))
    outcome = take(bring("접수번호,제목\n가-1,고쳐 쓴 하나\n"), rows={2: False})
    assert (outcome[0], whys(outcome)) == (0, [(2, "chosen")])


def test_the_same_words_of_other_people_are_all_kept(bring, take, round):
    """Three petitions in one wording: by their numbers, by their dates, or by no sign at all."""
    assert take(bring("접수번호,제목\n가-1,신호등 설치\n가-2,신호등 설치\n"))[0] == 2
    assert take(bring("접수번호,제목\n나-1,신호등 설치\n"))[0] == 1
    assert take(bring("접수일,제목\n2026-01-02,불법 주차\n"))[0] == 1
    assert take(bring("접수일,제목\n2026-02-03,불법 주차\n"))[0] == 1
    assert take(bring("제목\n가로등 고장\n가로등 고장\n"))[0] == 2
    assert take(bring("제목\n가로등 고장\n가로등 고장\n가로등 고장\n"))[0] == 1


def test_a_row_that_stands_twice_in_a_file_with_its_number_is_taken_once(bring, take, round):
    outcome = take(bring("접수번호,제목\n가-1,하나\n가-2,둘\n가-1,하나\n"))
    assert outcome == (2, [LeftOut(4, "가-1 · 하나", "repeated", 2)])


def test_sums_and_repeated_headers_are_left_out_with_the_reason(bring, take, round):
    text = "접수번호,제목,공감수\n가-1,하나,3\n접수번호,제목,공감수\n가-2,둘,4\n합 계,2건,7\n"
    outcome = take(bring(text))
    assert (outcome[0], whys(outcome)) == (2, [(3, "header"), (5, "total")])


def test_a_complaint_about_a_sum_is_a_complaint(bring, take, round):
    assert take(bring("제목,내용\n합계,영수증 합계가 틀려요\n")) == (1, [])
