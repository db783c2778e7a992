"""The same text pasted again, and the same ask; never two that want opposite things."""

import pytest

from civic.grouping import Text, duplicates
from civic.grouping.stances import contradict
from tests.grouping.invented import nouns_of, texts_on, vectors_of

REPORT = (
    "느티동 공원 입구 가로등이 두 달째 꺼져 있습니다. 밤에 아이들이 지나다니기 무섭고 "
    "넘어진 어르신도 계십니다. 고쳐 주시기를 바랍니다."
)


def found_in(texts, vectors=None):
    return duplicates(texts, nouns_of(texts), vectors)


def test_a_text_pasted_again_is_found_whatever_its_layout():
    texts = [
        Text(1, "가로등이 꺼졌어요", REPORT),
        Text(2, "가로등이 꺼졌어요!!", REPORT.replace(". ", ".\n\n")),
        Text(3, "가로등 꺼짐", REPORT),
        Text(4, "벤치가 부서졌어요", "달내동 산책로의 벤치가 부서져서 앉을 수 없습니다."),
    ]
    assert found_in(texts).same_text == ((1, 2, 3),)


def test_one_authors_boilerplate_makes_no_same_text():
    before = "안녕하십니까. 저는 가온시 환경지킴이 봉사단에서 열두 해째 활동하는 주민입니다."
    after = "시장님과 직원 여러분의 노고에 늘 감사드리며 아름다운 우리 도시를 함께 만들어 갑시다."
    asks = {
        "공원 벤치": "공원 벤치를 고쳐 주세요.",
        "버스 노선": "마을버스 노선을 늘려 주세요.",
        "도서관 시간": "도서관을 밤에도 열어 주세요.",
        "주차 단속": "골목의 불법주차를 단속해 주세요.",
    }
    bodies = [f"{before}\n{ask}\n{after}\n{after}" for ask in asks.values()]
    texts = [
        Text(number, title, body, "환경지킴이")
        for number, (title, body) in enumerate(zip(asks, bodies, strict=True), 1)
    ]
    found = found_in(texts)
    assert found.same_text == () and found.same_ask == ()


def test_a_short_text_sent_by_many_is_one_text():
    texts = [Text(number, "동의합니다", "꼭 만들어 주세요") for number in (1, 2, 3)]
    assert found_in(
        [*texts, Text(4, "동의합니다", "도서관은 월요일에도 열려야 해요")]
    ).same_text == ((1, 2, 3),)


@pytest.mark.parametrize("count", [2, 61, 900])
def test_a_campaign_is_one_pile_however_many_sent_it(count):
    """Also where it is nearly all there is, or in no language whose nouns are read."""
    texts = [Text(n, "Bus stop", f"{n % 2 * ' '}The bus is late!") for n in range(1, count + 1)]
    others = [Text(1000 + n, f"벤치 {n}", "의자가 부서졌어요") for n in range(3)]
    assert found_in([*texts, *others]).same_text == (tuple(range(1, count + 1)),)


def test_a_campaign_under_titles_of_their_own_is_one_pile():
    texts = [Text(n, f"{chr(0xAC00 + 28 * n)}마을에서 드림", REPORT) for n in range(1, 101)]
    assert found_in(texts).same_text == (tuple(range(1, 101)),)


@pytest.mark.parametrize(
    ("one", "other"), [("3-12번지 앞", "31-2번지 앞"), ("2026. 1. 12.", "2026. 11. 2.")]
)
def test_other_numbers_are_another_text(one, other):
    texts = [Text(n, where, "가로등이 꺼졌어요") for n, where in enumerate((one, other), 1)]
    assert found_in(texts).same_text == ()


def test_texts_that_ask_the_same_in_other_words():
    texts = texts_on()
    asked = [
        Text(300, "반려견 놀이터 울타리", "반려견 놀이터 울타리가 낮아요"),
        Text(301, "반려견 놀이터 울타리 높이", "반려견 놀이터의 울타리를 고쳐 주세요"),
        Text(302, "반려견 놀이터 울타리", "반려견 놀이터 울타리를 부탁해요"),
    ]
    found = found_in([*texts, *asked], vectors_of(texts) + [vectors_of(asked[:1])[0]] * 3)
    assert (300, 301, 302) in found.same_ask


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("헬멧 의무화 반대", "헬멧 의무화 찬성"),
        ("헬멧 의무화를 반대합니다", "헬멧 의무화를 해주세요"),
        ("헬멧 의무화", "헬멧 의무화 하지 말아 주세요"),
        ("헬멧 의무화가 필요합니다", "헬멧 의무화는 필요 없습니다"),
        ("헬멧 의무화 추진", "헬멧 의무화 철회"),
        ("헬멧을 꼭 쓰게 해 주세요", "헬멧 꼭 써야 하나요, 싫어요"),
        ("순환센터 건립을 지지합니다", "순환센터 건립을 막아 주세요"),
        ("버스를 늘려 주세요", "버스를 줄여 주세요"),
        ("과속방지턱 설치", "과속방지턱 철거"),
        ("요금 인상", "요금 인하"),
        ("주차 단속 강화", "주차 단속 완화"),
        ("9호선 연장", "2호선 연장"),
    ],
)
def test_opposite_wishes_are_never_one_ask(one, other):
    assert contradict((one, ""), (other, ""))
    rest = "자전거를 타는 사람이 늘고 있어서 이 문제를 어떻게 할지 정해야 한다고 생각합니다."
    texts = [Text(1, one, f"{one}. {rest}"), Text(2, other, f"{other}. {rest}"), *_others()]
    found = found_in(texts, [vectors_of(texts[:1])[0]] * 2 + vectors_of(texts[2:]))
    assert not any({1, 2} <= set(pile) for pile in (*found.same_text, *found.same_ask))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("느티나무 살려 주세요", "느티나무 베어 주세요"),
        ("가로등 밝게 해 주세요", "가로등 어둡게 해 주세요"),
        ("도로 넓혀 주세요", "도로 좁혀 주세요"),
        ("신호등 길게", "신호등 짧게"),
        ("주차장 유료로", "주차장 무료로"),
        ("학교 운동장 개방", "학교 운동장 폐쇄"),
        ("도서관 일찍 열어 주세요", "도서관 늦게 열어 주세요"),
        ("길고양이 밥 주게 해 주세요", "길고양이 밥 못 주게 해 주세요"),
        ("과속방지턱 만들어 주세요", "과속방지턱 제거해 주세요"),
        ("현수막 달게 해 주세요", "현수막 떼어 주세요"),
        ("조명 켜 주세요", "조명 꺼 주세요"),
        ("두 학교 통합해 주세요", "두 학교 분리해 주세요"),
        ("재개발 추진", "재개발 보류"),
        ("마을버스 민영화", "마을버스 공영화"),
        ("일방통행을 양방통행으로 바꿔 주세요", "양방통행을 일방통행으로 바꿔 주세요"),
        ("속도 제한 30으로", "속도 제한 50으로"),
        ("남쪽 출구에 의자", "북쪽 출구에 의자"),
        ("차 없는 거리 평일에도", "차 없는 거리 주말만"),
        ("경로 우대 연령 상향", "경로 우대 연령 하향"),
        ("버스요금 인상", "버스요금 동결"),
        ("전동킥보드 도입", "전동킥보드 퇴출"),
        ("잔디밭 출입 허용", "잔디밭 출입 제한"),
        ("고도제한 완화", "고도제한 강화"),
        ("일회용품 규제 완화", "일회용품 규제 강화"),
        ("물놀이장 운영", "물놀이장 운영 중지"),
        ("통행료 부과", "통행료 면제"),
        ("마스크 의무화", "마스크 자율화"),
        ("속도 30 유지", "속도 50으로 상향"),
    ],
)
def test_opposite_ends_and_other_things_contradict(one, other):
    assert contradict((one, ""), (other, "")) and contradict((other, ""), (one, ""))


def _others():
    return [Text(text.number + 10, text.title, text.body) for text in texts_on()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("순환센터 백지화", "순환센터 건립 반대"),
        ("가로등을 고쳐 주세요", "가로등이 고장났어요"),
        ("9호선 연장", "9호선을 연장해 주세요"),
        ("가로등이 어두워요", "가로등을 밝게 해 주세요"),
        ("골목이 좁아요", "골목을 넓혀 주세요"),
        ("신호가 짧아요", "신호를 길게 해 주세요"),
        ("쓰레기통 설치", "쓰레기통을 놓아 주세요"),
        ("평일 막차 연장", "막차를 연장해 주세요"),
        ("막차 시간 연장", "막차를 더 늦게까지 운행해 주세요"),
    ],
)
def test_like_wishes_do_not_contradict(one, other):
    assert not contradict((one, ""), (other, ""))


def test_empty_texts_are_no_duplicates():
    found = found_in([Text(1, "", ""), Text(2, "", " "), Text(3, "…", "")])
    assert found.same_text == () and found.same_ask == ()
