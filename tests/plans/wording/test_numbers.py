"""Numbers typed by hand are held against those the snapshot counted."""

import json

import pytest

from civic.plans.wording.finding import TypedLine
from civic.plans.wording.known_numbers import KnownNumber, known_numbers
from civic.plans.wording.numbers import contradictions
from tests.plans.snapshots.test_schema import KEPT, upgrade

REPORTS = KnownNumber("제보|접수", ("건",), 312, "issues.new", "제보의 수", (330,))
MONEY = KnownNumber("사업비", ("원",), 1_420_000_000, "votes.spent", "사업비의 합")
TURNOUT = KnownNumber("투표율", ("%",), 51.3, "votes.turnout", "투표율")
VOTES = KnownNumber("득표", ("표",), 118, "solution.1.votes", "득표", name="부르면 오는 버스")
OTHER = KnownNumber("득표", ("표",), 90, "solution.2.votes", "득표", name="밝은 길")
KNOWN = [VOTES, OTHER, REPORTS, MONEY, TURNOUT]


def found(text: str) -> list[tuple[str, str]]:
    line = TypedLine("k", "problems", text)
    return [(each.words, each.fact) for each in contradictions(line, KNOWN)]


@pytest.mark.parametrize(
    ("text", "words", "fact"),
    [
        ("주민 제보 300건을 받음", "제보 300건", "issues.new"),
        ("제보는 모두 1,312 건", "제보는 모두 1,312 건", "issues.new"),
        ("3,120건의 제보를 살핌", "3,120건의 제보", "issues.new"),
        ("약 400건의 제보", "400건의 제보", "issues.new"),
        ("제보 400건 이상", "제보 400건 이상", "issues.new"),
        ("사업비 15.2억 원", "사업비 15.2억 원", "votes.spent"),
        ("사업비는 1,500백만 원", "사업비는 1,500백만 원", "votes.spent"),
        ("투표율 52.3%", "투표율 52.3%", "votes.turnout"),
        ("‘부르면 오는 버스’가 득표 120표로 1위", "득표 120표", "solution.1.votes"),
    ],
)
def test_a_number_that_says_otherwise_is_found_with_its_figure(text, words, fact):
    assert found(text) == [(words, fact)]


@pytest.mark.parametrize(
    "text",
    [
        "제보 312건", "제보와 기존 민원 330건", "약 300건의 제보", "제보 300여 건",
        "제보 300건 이상",
        "제보 가운데 12건", "하루 제보 9건", "작년 제보 120건", "경로당 12곳", "제보 5명이 검토",
        "사업비 14.2억 원", "사업비 14억 원", "사업비 1,420백만 원", "투표율 51.3%", "투표율 51%",
        "부르면 오는 버스 득표 118표", "밝은 길 득표 90표", "득표 77표", "제보 {issues.new}",
    ],
)  # fmt: skip
def test_what_agrees_or_is_about_something_else_is_let_be(text):
    assert found(text) == []


def test_a_snapshot_knows_its_headlines_and_what_has_a_name():
    data = upgrade(json.loads(KEPT[-1].read_bytes()))
    known = {each.fact: each for each in known_numbers(data)}
    assert known["issues.new"].value == data["counts"]["new_reports"]
    row = data["tally"]["rows"][0]
    votes = known[f"solution.{row['number']}.votes"]
    assert (votes.value, votes.name) == (row["votes"], row["title"])
    indicator = data["indicators"][0]
    assert known[f"indicator.{indicator['id']}.target"].value == indicator["median"]
