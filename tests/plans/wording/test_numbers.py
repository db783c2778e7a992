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
NOW = KnownNumber("현재값|현재", ("분",), 78, "indicator.1.baseline", "기준값", name="대기시간")
GOAL = KnownNumber("목표값|목표", ("분",), 13, "indicator.1.target", "목표값", (40,), "대기시간")
PEOPLE = KnownNumber("참여 주민|참여자", ("명",), 1234, "people.participants", "참여 주민")
VOTERS = KnownNumber("투표 주민|투표자", ("명",), 847, "votes.voters", "투표 주민")
SELECTED = KnownNumber("선정한 해결방안|선정", ("건", "개"), 6, "votes.selected", "선정")
SUPPORTS = KnownNumber("공감", ("회", "명"), 2310, "issues.supports", "공감")
HELD = KnownNumber("주민 모임", ("회", "번"), 3, "meetings.held", "주민 모임")
NATIONAL = KnownNumber("국비", ("원",), 700_000_000, "votes.national", "국비")
LOCAL = KnownNumber("지방비", ("원",), 720_000_000, "votes.local", "지방비")
WALKS = KnownNumber("보행 ?(?:제보|도시문제)", ("건",), 36, "category.보행.issues", "보행")
KNOWN = [VOTES, OTHER, NOW, GOAL, PEOPLE, VOTERS, REPORTS, SELECTED, SUPPORTS, HELD, WALKS]
KNOWN += [MONEY, NATIONAL, LOCAL, TURNOUT]


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


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("참여 주민은 1천3백명에 달함", ["people.participants"]),
        ("참여자 1만 2천 명", ["people.participants"]),
        ("주민 1,324명이 참여함", ["people.participants"]),
        ("1,324명의 주민이 참여함", ["people.participants"]),
        ("시민 총 1,324명 참여", ["people.participants"]),
        ("참여 주민 1,324인", ["people.participants"]),
        ("투표에 874명 참여", ["votes.voters"]),
        ("주민 874명이 투표함", ["votes.voters"]),
        ("투표율은 52.3퍼센트임", ["votes.turnout"]),
        ("투표율 52.3 프로", ["votes.turnout"]),
        ("투표율 52.3％", ["votes.turnout"]),
        ("사업비 15억 2천만 원", ["votes.spent"]),
        ("사업비 14억 3,000만원", ["votes.spent"]),
        ("총사업비는 14억3천만원으로 산정", ["votes.spent"]),
        ("총사업비 1,520,000천원", ["votes.spent"]),
        ("국비 8억 원, 지방비 7억 3천만 원", ["votes.national", "votes.local"]),
        ("대기시간을 87분→13분으로 단축", ["indicator.1.baseline"]),
        ("대기시간을 78분에서 31분으로 단축", ["indicator.1.target"]),
        ("대기시간: 1차년도 목표 50분", ["indicator.1.target"]),
        ("제보 기간 2026년 9월 1일부터 30일까지 210건 접수", ["issues.new"]),
        ("주민 모임을 5차례 열고", ["meetings.held"]),
        ("주민 모임 다섯 차례 개최", ["meetings.held"]),
        ("해결방안 제안 18건 가운데 8건 선정", ["votes.selected"]),
        ("공감 3천2백여 회", ["issues.supports"]),
        ("보행 제보 63건", ["category.보행.issues"]),
        ("밝은 길 득표 91표, 부르면 오는 버스 득표 118표", ["solution.2.votes"]),
    ],
)
def test_a_number_is_read_as_people_write_it(text, facts):
    assert [fact for _words, fact in found(text)] == facts


@pytest.mark.parametrize(
    "text",
    [
        "참여 주민은 1천2백명에 달함", "참여자 1천 2백여 명", "주민 1,234명이 참여함",
        "1,234명의 주민이 참여함", "설명회에 주민 32명이 참여", "설문 참여자 312명",
        "만족도 조사 참여자 200명", "참여 주민 목표 1,500명", "2차년도 참여 주민 2,000명 확보",
        "참여 주민 100명당 제보 9건", "주민 847명이 투표함", "재투표 주민 30명",
        "투표율은 51.3퍼센트임", "투표율 1.2%p 증가", "사업비 14억 2천만 원",
        "사업비 14억 2,000만원", "총사업비는 14억2천만원으로 산정", "총사업비 1,420,000천원",
        "총사업비 1,420,000,000원", "국비 7억 원, 지방비 7억 2천만 원", "사업비 절감액 2억 원",
        "사업비 3천만 원 이하 소규모 사업", "대기시간을 78분→13분으로 단축",
        "대기시간을 78분에서 13분으로 줄임", "대기시간: 1차년도 목표 40분", "목표 2분기 달성",
        "제보 기간 2026년 9월 1일부터 30일까지 312건 접수", "10월까지 제보 60건",
        "교통 분야 제보 36건", "제보 중 36건은 현장 확인", "읍면동별 제보 12건 이상",
        "보행 제보 36건", "주민 모임을 3차례 열고", "주민 모임 세 차례 개최",
        "선정 3개월 뒤", "미선정 12건", "해결방안 제안 18건 가운데 6건 선정",
        "우수사례 8건 선정", "공감 2천3백여 회", "공감 3회차",
        "부르면 오는 버스 득표 118표, 밝은 길 득표 90표",
    ],
)  # fmt: skip
def test_true_numbers_and_numbers_of_a_part_raise_no_alarm(text):
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
    category = max(data["categories"], key=lambda each: each["reports"])
    line = TypedLine("k", "problems", f"{category['name']} 분야 제보 {category['reports'] + 7}건")
    (finding,) = contradictions(line, known_numbers(data))
    assert finding.fact == f"category.{category['name']}.issues"
