"""New reports fall into the themes people made, with the reason kept; nothing else moves."""

import pytest

from civic.db import db
from civic.themes.arrivals import settle_arrivals
from civic.themes.placements import Placement
from civic.themes.proposals.grouper import grouped
from civic.themes.reading import read_round
from civic.themes.vectors import IssueVector
from tests.themes.test_proposals import SUBJECTS


@pytest.fixture
def ordered(texts, theme):
    """Ten texts of each subject in a theme of its name."""
    made = {}
    for name, words in SUBJECTS.items():
        made[name] = theme(name, texts(*(f"{words} {n}번" for n in range(10))))
    return made


def test_a_new_report_falls_into_its_theme_with_the_reason(texts, ordered):
    (new,) = texts("마을버스 배차 간격이 너무 길어요")
    settle_arrivals()
    placement = db.session.get(Placement, new.id)
    assert placement.theme_id == ordered["버스"].id
    assert placement.placed_by_id is None and "배차" in "".join(placement.reason)
    assert ordered["버스"].texts_count == 11


def test_one_that_fits_none_is_in_none_and_not_tried_again(texts, ordered):
    (new,) = texts("도서관에 책을 더 사 주세요")
    settle_arrivals()
    placement = db.session.get(Placement, new.id)
    assert placement.theme_id is None
    at = placement.placed_at
    settle_arrivals()
    assert db.session.get(Placement, new.id).placed_at == at


def test_what_was_there_before_the_themes_is_left_to_a_proposal(texts, theme):
    old, *bus = texts("마을버스 배차 간격이 길어요", *([SUBJECTS["버스"]] * 9))
    theme("버스", bus)
    settle_arrivals()
    assert db.session.get(Placement, old.id) is None


def test_what_a_person_placed_meanwhile_stays(texts, ordered, seoyeon):
    (new,) = texts("마을버스 배차 간격이 너무 길어요")
    ordered["주차"].take([new.id], seoyeon)
    db.session.commit()
    settle_arrivals()
    assert db.session.get(Placement, new.id).theme_id == ordered["주차"].id


def test_a_text_is_read_once_and_again_when_it_says_something_else(round, texts):
    (issue,) = texts("마을버스가 안 와요")
    settle_arrivals()
    first = db.session.get(IssueVector, issue.id).text_key
    settle_arrivals()
    assert db.session.get(IssueVector, issue.id).text_key == first
    issue.title = "주차할 곳이 없어요"
    db.session.commit()
    read = read_round(round.id)
    db.session.expire_all()
    assert db.session.get(IssueVector, issue.id).text_key != first
    assert read.nouns[0][0] == ["주차할"] or "주차" in "".join(read.nouns[0][0])


def test_a_report_that_is_deleted_takes_what_was_read_along(round, texts):
    (issue,) = texts("마을버스가 안 와요")
    settle_arrivals()
    db.session.execute(db.text("DELETE FROM issue WHERE id = :id"), {"id": issue.id})
    db.session.commit()
    assert db.session.scalars(db.select(IssueVector)).all() == []


def test_a_grouping_says_how_far_it_is(round, ordered):
    steps = []
    grouped(round.id, lambda percent, step: steps.append((percent, step)))
    assert steps == sorted(steps, key=lambda pair: pair[0])
    assert {step for _, step in steps} == {"read", "meaning", "group"}
