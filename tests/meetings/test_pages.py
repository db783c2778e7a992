"""What everybody sees of meetings: what, when, where, who came in numbers that tell of nobody."""

import pytest

from civic.db import db
from civic.meetings.attendance import attendance, shown_sum, shown_totals
from civic.meetings.figures import figures_of
from tests.pages import tight

MEETINGS = "/gaon/1/meetings"


def test_a_round_without_meetings_says_so(round, client):
    assert "정해진 모임이 없어요" in client.get(MEETINGS).text


def test_coming_and_past_ones_are_listed(held, coming, client):
    page = client.get(MEETINGS).text
    assert page.index("리빙랩 워크숍") < page.index("지난 모임") < page.index("다솔 경로당 설명회")
    assert "모임 1회" in page


def test_a_meeting_of_another_round_is_not_found(held, client):
    assert client.get(f"{MEETINGS}/{held.id + 1}").status_code == 404
    assert client.get(f"/gaon/2/meetings/{held.id}").status_code == 404


def test_few_people_are_not_counted_on_the_page(held, client):
    held.count_heads({("70", "f"): 7})
    db.session.commit()
    page = client.get(f"{MEETINGS}/{held.id}").text
    assert "10명이 안 되거나" in page and ">7<" not in tight(page)
    assert "70~79세" not in page
    assert figures_of(held.round).people is None


def test_ages_and_sexes_hide_what_is_small(held, client):
    held.count_heads({("60", "f"): 14, ("60", "m"): 12, ("70", "f"): 21, ("70", "m"): 3})
    db.session.commit()
    page = tight(client.get(f"{MEETINGS}/{held.id}").text)
    assert "50<small>명" in page and "60~69세" in page


def test_a_small_meeting_is_not_found_out_by_the_sum_of_all():
    shown = shown_totals({1: 7, 2: 30, 3: 40, 4: 0})
    assert shown[1] is None and shown[4] == 0
    assert [shown[2], shown[3]].count(None) == 1  # 77 minus what is shown leaves more than one
    assert shown_sum({1: 7, 2: 30}) == 37 and shown_sum({1: 7}) is None


@pytest.mark.parametrize("heads", [{}, {("none", "none"): 40}])
def test_without_asking_there_is_nothing_to_tell_of_ages(heads):
    told = attendance(heads, 40 if heads else 0)
    assert (told.bands, told.sexes) == ({}, {})


def test_nothing_is_told_of_the_parts_of_a_hidden_meeting():
    assert attendance({("70", "f"): 30}, None).bands == {}


def test_minutes_are_the_offices_until_they_are_published(held, client):
    held.write_up(0, {}, "버스를 이야기함", False)
    db.session.commit()
    page = f"{MEETINGS}/{held.id}"
    assert "버스를 이야기함" not in client.get(page).text
    held.write_up(1, {}, "버스를 이야기함", True)
    db.session.commit()
    assert "버스를 이야기함" in client.get(page).text


def test_an_issue_says_where_it_was_heard(enter, doha, client):
    enter(("등이 꺼져 있어요", {"people": 3})).confirm_lines(doha, {})
    db.session.commit()
    page = client.get("/gaon/1/issues/1").text
    assert "모임에서 들은 제보" in page and "다솔 경로당 설명회" in page
    assert "모임에서 2명이 같은 말을 했어요" in page
    assert "기존에 접수된 의견" not in page
