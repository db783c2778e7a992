"""오늘, 내일, N일: deadlines are counted in midnights of Seoul, on every page that tells one."""

from datetime import datetime, timedelta

import pytest

from civic.db import db
from civic.korean_time import SEOUL
from civic.rounds.calendar import days_to_end, days_to_start, standing


def seoul(text):
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


# (now, the end, the words): the day counts, not how many hours are left of it
WORDS = [
    ("2026-12-03 09:00", "2026-12-04 11:14", "내일 마감"),
    ("2026-12-03 11:14", "2026-12-04 11:14", "내일 마감"),
    ("2026-12-03 18:00", "2026-12-04 11:14", "내일 마감"),
    ("2026-12-03 23:59", "2026-12-04 11:14", "내일 마감"),
    ("2026-12-04 00:00", "2026-12-04 11:14", "오늘 마감"),
    ("2026-12-04 11:13", "2026-12-04 11:14", "오늘 마감"),
    ("2026-12-02 23:59", "2026-12-04 11:14", "2일 남음"),
    ("2026-12-02 00:00", "2026-12-04 11:14", "2일 남음"),
    # what ends at midnight ends with the day before
    ("2026-12-04 00:00", "2026-12-05 00:00", "오늘 마감"),
    ("2026-12-04 23:59", "2026-12-05 00:00", "오늘 마감"),
    ("2026-12-03 23:59", "2026-12-05 00:00", "내일 마감"),
    ("2026-12-03 00:00", "2026-12-05 00:00", "내일 마감"),
    ("2026-12-02 23:59", "2026-12-05 00:00", "2일 남음"),
    ("2026-12-04 00:00", "2026-12-05 00:01", "내일 마감"),
]


@pytest.mark.parametrize(("at", "end", "words"), WORDS)
def test_a_vote_says_when_it_closes_by_the_calendar(client, round, clock, at, end, words):
    vote = round.phase("vote")
    vote.starts_at, vote.ends_at = seoul("2026-11-25 09:00"), seoul(end)
    round.phases = [vote]
    db.session.commit()
    clock(seoul(at))
    assert words in client.get("/gaon/1/vote").text
    when, _verb = words.split()
    big = {"오늘": "오늘<small> 마감해요", "내일": "내일<small> 마감해요"}
    assert big.get(when, "2<small>일 남았어요") in client.get("/gaon/1/").text


@pytest.mark.parametrize(("at", "end", "words"), WORDS)
def test_the_list_of_rounds_says_the_same(as_person, person, round, clock, at, end, words):
    vote = round.phase("vote")
    vote.starts_at, vote.ends_at = seoul("2026-11-25 09:00"), seoul(end)
    round.phases = [vote]
    db.session.commit()
    clock(seoul(at))
    planner = as_person(person("서연", "planner"))
    assert f"투표하기 · {words}" in planner.get("/gaon/").text
    assert f"투표하기 · {words}" in planner.get("/gaon/1/office").text


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-12-04 08:59", "오늘 시작"),
        ("2026-12-04 00:00", "오늘 시작"),
        ("2026-12-03 23:59", "내일 시작"),
        ("2026-12-03 00:00", "내일 시작"),
        ("2026-12-02 23:59", "2일 뒤 시작"),
    ],
)
def test_a_round_says_when_it_opens_by_the_calendar(as_person, person, round, clock, at, words):
    vote = round.phase("vote")
    vote.starts_at, vote.ends_at = seoul("2026-12-04 09:00"), seoul("2026-12-09 00:00")
    round.phases = [vote]
    db.session.commit()
    clock(seoul(at))
    planner = as_person(person("서연", "planner"))
    assert f"투표하기 · {words}" in planner.get("/gaon/").text


@pytest.mark.parametrize(
    ("at", "heading"),
    [
        ("2026-12-28 00:00", "내일이에요"),
        ("2026-12-28 23:59", "내일이에요"),
        ("2026-12-29 00:00", "오늘뿐"),
        ("2026-12-29 23:59", "오늘뿐"),
        ("2026-12-27 23:59", "2일"),
    ],
)
def test_the_cockpit_counts_to_the_calls_last_day(as_person, person, round, clock, at, heading):
    round.call.apply_to_on = seoul("2026-12-29 00:00").date()
    db.session.commit()
    clock(seoul(at))
    page = as_person(person("서연", "planner")).get("/gaon/1/office").text
    assert heading in page.split("<h1>")[1].split("</h1>")[0]


def test_days_are_midnights_passed_and_never_negative():
    end = seoul("2026-12-05 00:00")
    assert days_to_end(end, end - timedelta(days=1)) == 0
    assert days_to_end(end, end - timedelta(days=1, microseconds=1)) == 1
    assert days_to_end(end, end) == days_to_start(end, end) == 0
    assert days_to_start(end, end - timedelta.resolution) == 1
    assert days_to_start(end, end + timedelta(days=9)) == 0
    vote = [("vote", end - timedelta(days=3), end)]
    assert standing(vote, end - timedelta(hours=30)).days == 1


def test_an_end_at_midnight_is_told_as_the_day_it_ends_with(client, round, clock):
    vote = round.phase("vote")
    vote.starts_at, vote.ends_at = seoul("2026-11-25 09:00"), seoul("2026-12-05 00:00")
    db.session.commit()
    clock(seoul("2026-12-04 10:00"))
    page = client.get("/gaon/1/vote").text
    assert "12월\u00a04일(금) 밤 12시까지" in page and "12월\u00a05일" not in page
