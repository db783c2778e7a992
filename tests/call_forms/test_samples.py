"""What a form's author left as an example stands in the receipt; words of people do not."""

import docx
import pytest
from docx.shared import RGBColor

from civic.call_forms.fill import fill
from civic.call_forms.form import Form
from civic.call_forms.lines.samples import why_sample
from civic.call_forms.read import read_form
from civic.call_forms.receipt import placeholders
from civic.call_forms.values import TextValue
from tests.call_forms.small_forms import bytes_of
from tests.paths import SHARED

FORMS = SHARED / "forms"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "홍길동",
            "고길동",
            "홍 길 동",
            "대표 홍길동 (인)",
            "성명: 홍길동, 김철수",
            "김철수, 이영희",
        ),
        *("홍길동 외 3명", "성춘향", "(20XX년)", "20xx.xx.xx ~ 20xx.xx.xx", "202X년 상반기"),
        *("2026.3.0. ~ 2026.5.0.", "2026 년  월  일", "작성일:  년  월  일"),
        *("010-1234-5678", "02-123-4567", "02) 000-0000", "010-xxxx-xxxx"),
        *("123-45-67890", "000-00-00000", "000000-0000000", "900101-1******", "10-2024-0000000"),
        *("hong@city.go.kr", "담당 abc@example.com"),
        *("예) 시제품 제작 중", "- (예) 처리속도", "※ 예시 1 : 음료", "(작성 예)", "<작성예시>"),
        *("추진일정 (예시)", "※ 수출분야 핵심인력 예시", "[작성 예시1] - 제출할 때 지움"),
        "작성자: 한 글 (인)",
    ],
)
def test_an_example_is_one(text):
    assert why_sample(text) == "example"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "작성 요령",
            "앞표지 작성요령",
            "※ 작성방법(전체 해당사항)",
            "<작성안내>",
            "작성 시 유의사항",
        ),
        *(
            "※ 목표를 달성하기 위한 방안 기재",
            "* 세부내역을 참고하여 작성",
            "※ 운영비 확보방안을 기술",
        ),
        *("본 안내문은 삭제할 것", "기관명칭 기입 요망"),
    ],
)
def test_words_to_the_writer_are_a_guide(text):
    assert why_sample(text) == "guide"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "서울특별시 강동구 길동",
            "영등포구 신길동 주민센터",
            "장성 홍길동 테마파크 조성",
            "홍길동전을 읽는 모임",
        ),
        *(
            "담당자 김철수 주무관이 현장을 확인함",
            "이도영",
            "박서연",
            "신청인 (인)",
            "연구책임자: (인)",
        ),
        *(
            "신청인 대표자 (인)",
            "신청인 신청자 (서명)",
            "2026년 3월 10일",
            "2026.3.10. ~ 2026.5.20.",
        ),
        *(
            "생 년 월 일",
            "년월일",
            "접수 년 월 일",
            "02-2345-6789",
            "031-5189-1234",
            "120-81-47521",
        ),
        *(
            "특허 10-2024-0012345",
            "gaon@city.go.kr",
            "예: □   아니오: □",
            "예산 : 20억 원",
            "예시문항 수",
        ),
        *(
            "예방 활동",
            "세종시 예정지",
            "핵심요소기술",
            "※ 도입이 확정된 기술",
            "작성자",
            "작성일자",
            "(해당 시 작성)",
        ),
        *("○ 안내문을 작성하여 나눠 줌", "계획 수립 방법", "2000년", "", "표 1. 예"),
    ],
)
def test_words_of_people_are_none(text):
    assert why_sample(text) == ""


def test_a_name_before_a_seal_is_an_example_and_a_role_is_none():
    assert why_sample("한 글", "(인)") == "example"
    assert why_sample("한 글", "한컴") == ""
    assert why_sample("신청인", "(인)") == why_sample("대표자", "(서명)") == ""
    assert why_sample("기관장", "(직인)") == why_sample("성명", "(인)") == ""


@pytest.fixture(scope="module")
def form_04() -> Form:
    path = FORMS / "04_프로젝트계획서_누름틀.hwpx"
    if not path.exists():
        pytest.skip("The shared forms are not beside the project.")
    return read_form(path.read_bytes(), path.name)


def test_example_names_of_a_form_are_left(form_04):
    left = {each.text: each.why for each in placeholders(form_04.tree)}
    assert {name: left.get(name) for name in ("한 글", "고길동", "홍길동")} == {
        "한 글": "example",
        "고길동": "example",
        "홍길동": "example",
    }
    assert not {"작성자", "(인)", "사원", "참가자 성명", "프로젝트 배경"} & left.keys()


def test_what_was_put_in_is_no_example(form_04):
    place = next(each for each in form_04.places if each.old == "홍길동")
    data = form_04.package.packed()
    again = fill(data, form_04.name, {place: TextValue(("김철수",))}).receipt
    assert {"홍길동", "김철수"}.isdisjoint(each.text for each in again.left)
    assert "고길동" in {each.text for each in again.left}


def test_coloured_words_among_black_ones_are_left():
    document = docx.Document()
    line = document.add_paragraph("6-1. 안전조치 이행계획 ")
    for words, colour in (("(각 기관", "0000FF"), (" ", "000000"), ("작성)", "0000FF")):
        line.add_run(words).font.color.rgb = RGBColor.from_string(colour)
    line.add_run(" 과 그 밖 ")
    line.add_run("※ 지울 것").font.color.rgb = RGBColor(255, 0, 0)
    document.add_paragraph("모두 검은 글")
    left = placeholders(read_form(bytes_of(document), "a.docx").tree)
    assert [(each.why, each.text) for each in left] == [("guide", "(각 기관 작성) … ※ 지울 것")]


def test_so_are_those_of_a_form_in_hangul():
    path = FORMS / "03_신청용_연구개발계획서.hwpx"
    if not path.exists():
        pytest.skip("The shared forms are not beside the project.")
    left = {
        each.text: each.why for each in placeholders(read_form(path.read_bytes(), path.name).tree)
    }
    assert left["(주관/공동/위탁연구개발 순서로 작성)"] == "guide"
    assert "1-1-4. 참여연구자 및 연구지원인력 (주관/공동/위탁연구개발 순서로 작성)" not in left
