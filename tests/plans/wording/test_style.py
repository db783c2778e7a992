"""A line in 개조식 ends in a noun, is short, and is said once."""

import pytest

from civic.plans.wording.finding import TypedLine
from civic.plans.wording.looked_over import looked_over
from civic.plans.wording.style import MOST_LETTERS


def found(*texts: str, prose: bool = False) -> list[tuple[str, str]]:
    lines = [TypedLine(f"k{n}", "problems", text) for n, text in enumerate(texts)]
    return [(each.kind, each.key) for each in looked_over(lines, [], prose)]


@pytest.mark.parametrize(
    "text",
    [
        "버스 노선을 늘렸다.", "○ 주민이 불편합니다", "밤길이 어둡고 사람이 없다", "함께 만들어요!",
        "조례를 제정할 것이다 (2027)", "주민참여단을 운영한다", "설명회를 열었음을 알립니다.",
        "휠체어로 다니기 어렵다", "필요하시오", "안전한 통학로가 목표다",
        "- 모두 함께 만들어 갑시다", "예산이 부족하지 않다(시비)", "불편을 겪고 있다,",
    ],
)  # fmt: skip
def test_a_line_that_ends_as_a_sentence_is_found(text):
    assert found(text) == [("sentence", "k0")]


@pytest.mark.parametrize(
    "text",
    [
        "버스 노선을", "○ 주민과 함께하는", "안전을 위하여", "경로당 및", "보행 안전을 위해",
        "- 의견을 수집하고,", "누구나 참여할 수 있도록", "시비를 먼저 확보하되",
        "민원이 늘었으므로", "설비를 운영하면서", "이용이 적지만", "스마트도시법에 의하여",
        "현장 점검을 했음에도", "지속적으로", "참여한 주민들의",
    ],
)  # fmt: skip
def test_a_line_without_its_noun_is_found(text):
    assert found(text) == [("hanging", "k0")]


@pytest.mark.parametrize(
    "text",
    [
        "□ 추진 배경", "- 경로당 설명회 4회 개최", "주민참여단 운영이 필요", "버스 증차 수요",
        "주민이 겪은 불편을 해소함", "우리 마을", "달내동 앞바다", "분기마다", "작년보다",
        "가족 나들이",
        "사업 개요", "해결방안은 다음과 같다:", "“밤에 무서워요”", "스마트 가로등 설치(120개)",
        "교통 약자의 이동권 보장.", "홍수 대피로", "예산 확보 및 조례 제정", "가을",
        "주민이 제안한 지역 어젠다", "계약의 갑·을", "미세먼지가 인체에 주는 위해", "전시 도록",
        "정확도 95% 이상이며 오탐률 3% 이하", "현장 중심으로", "'26.3월 착수, '28.12월 완료 예정",
        "국비 120억 원, 지방비 120억 원,", "조치 시간 3.4일 → 1일", "담당: 교통행정과 김○○ 주무관",
    ],
)  # fmt: skip
def test_a_line_that_ends_in_a_noun_is_let_be(text):
    assert found(text) == []


def test_a_call_that_wants_sentences_has_no_such_findings():
    assert found("버스 노선을 늘렸다.", prose=True) == []


def test_a_line_over_the_most_is_long():
    assert found("가" * MOST_LETTERS) == []
    assert found("○ " + "가" * (MOST_LETTERS + 1)) == [("long", "k0")]


def test_what_is_said_twice_is_found_at_the_second():
    said = "경로당에서 주민 설명회를 네 번 개최"
    assert found(said, "다른 말을 적은 줄 하나", f"○ {said}함") == [("repeat", "k2")]
    assert found("2025년 설명회 참여 주민 12명", "2026년 설명회 참여 주민 15명") == []
    assert found("짧은 말", "짧은 말") == []


def test_findings_come_in_the_order_of_the_lines():
    said = "경로당에서 주민 설명회를 네 번 개최"
    kinds = found(said, "늘렸다.", said, "가로등을")
    assert kinds == [("sentence", "k1"), ("repeat", "k2"), ("hanging", "k3")]
