"""More kinds of forms: what a person would fill is a place, and nothing else is."""

import pytest
from hwpx import HwpxDocument

from civic.call_forms.fill import fill
from civic.call_forms.find import one_place
from civic.call_forms.read import read_form
from tests.call_forms.made_forms import altered, filled, hwpx, word
from tests.call_forms.readers import READERS, squeezed


def cells(form) -> dict[str, list[str]]:
    """Label → what stands in its cells."""
    listed: dict[str, list[str]] = {}
    for place in form.places:
        if place.kind == "cell":
            listed.setdefault(place.label, []).append(place.old)
    return listed


def said(form) -> list[str]:
    return [" ".join(one.text.split()) for one in form.tree.paragraphs if one.text.strip()]


TWO_ROWS = [["성과지표", "단위", "목표값", ""], ["", "", "1차년도", "2차년도"], ["", "", "", ""]]
THREE_ROWS = [
    ["구분", "사업비", "", "", ""],
    ["", "국비", "지방비", "", ""],
    ["", "", "도비", "시비", "계"],
    ["장비비", "", "", "", ""],
    ["합계", "", "", "", ""],
]


@pytest.mark.parametrize(
    ("rows", "merged", "columns"),
    [
        (
            TWO_ROWS,
            [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)],
            "성과지표 | 단위 | 1차년도 | 2차년도",
        ),
        (
            THREE_ROWS,
            [(0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 2, 1), (1, 2, 1, 4)],
            "구분 | 국비 | 도비 | 시비 | 계",
        ),
    ],
)
def test_a_header_of_several_rows_is_never_written_over(rows, merged, columns):
    form = read_form(hwpx(rows=rows, merged=merged), "a.hwpx")
    assert {text for texts in cells(form).values() for text in texts} == {""}
    assert [place.label for place in form.places if place.kind == "rows"] == [columns]


def test_a_unit_in_a_cell_of_its_own_stays():
    rows = [["총사업비", "", "백만원"], ["참여 인원", "", "명"]]
    for shaded in ((), [(0, 0), (1, 0)]):
        form = read_form(hwpx(rows=rows, shaded=shaded), "a.hwpx")
        assert cells(form) == {"총사업비": [""], "참여 인원": [""]}
        assert one_place(form, "총 사업비").path == "표 1 · 1행 2열"


@pytest.mark.parametrize("to", ["hwpx", "hwp", "docx"])
def test_a_box_alone_in_its_cell_goes_by_its_row_and_column(to):
    rows = [["질문", "예", "아니오"], ["중복 지원", "□", "□"], ["자부담", "□", "□"]]
    make, name = (word, "a.docx") if to == "docx" else (hwpx, "a.hwpx")
    values = {"중복 지원 아니오": True, "예 자부담": True}
    texts = [cell.text for cell in filled(make(rows=rows), name, values, to).tree.tables[0].cells]
    assert texts == ["질문", "예", "아니오", "중복 지원", "□", "■", "자부담", "■", "□"]


@pytest.mark.parametrize("to", ["hwpx", "hwp", "docx"])
def test_each_line_of_a_cell_that_asks_is_a_place(to):
    make, name = (word, "a.docx") if to == "docx" else (hwpx, "a.hwpx")
    rows = [["신청기관", "기관명 :\n대표자 :\n총사업비 :       백만원"]]
    values = {"기관명": "가온시", "대표자": "서연", "총사업비": "1,200"}
    form = filled(make(rows=rows), name, values, to)
    assert form.tree.tables[0].cells[1].text.split("\n") == [
        "기관명 : 가온시",
        "대표자 : 서연",
        "총사업비 : 1,200 백만원",
    ]


OVER = ("○ 사업명 : OOO 사업", "- 신청기관 : ○○시", "작성일 : 0000년 00월 00일")
NOT_OVER = ("예시 : OO시", "※ 작성 : OO을 쓸 것", "OO시 : OO구", "사업은 OO시의 편의를 높인다.")


@pytest.mark.parametrize("to", ["hwpx", "hwp", "docx"])
def test_what_stands_for_an_answer_behind_a_colon_is_written_over(to):
    make, name = (word, "a.docx") if to == "docx" else (hwpx, "a.hwpx")
    data = make([*OVER, *NOT_OVER])
    form = read_form(data, name)
    assert {(p.label, p.old) for p in form.places if p.kind == "line"} == {
        ("사업명", "OOO 사업"),
        ("신청기관", "○○시"),
        ("작성일", "0000년 00월 00일"),
    }
    values = {"사업명": "나래시 돌봄", "신청기관": "나래시", "작성일": "2026년 12월 1일"}
    texts = said(filled(data, name, values, to))
    wanted = ["○ 사업명 : 나래시 돌봄", "- 신청기관 : 나래시", "작성일 : 2026년 12월 1일"]
    assert texts[: len(OVER) + len(NOT_OVER)] == [*wanted, *NOT_OVER]


def test_labels_of_many_writings_have_a_cell_each():
    labels = [
        *("사  업  명", "신청기관(Name)*", "*총사업비", "事業名", "Name of Organization"),
        *("연락처 :", "[필수] 대표자", "※ 담당부서", "성 명 (姓名)", "총 사업비\n(원)"),
    ]
    form = read_form(hwpx(rows=[[label, ""] for label in labels]), "a.hwpx")
    typed = ["사업명", "신청기관", "事業名", "name of organization", "연락처", "대표자",
             "담당 부서", "성명"]  # fmt: skip
    rows = [one_place(form, label).path for label in typed]
    assert rows == [f"표 1 · {row}행 2열" for row in (1, 2, 4, 5, 6, 7, 8, 9)]


def test_lines_of_every_section_ask():
    document = HwpxDocument.new()
    document.add_paragraph("○ 사업명 :")
    document.add_paragraph("○ 기관명 :", section=document.add_section())
    values = {"사업명": "돌봄", "기관명": "나래시"}
    for to in ("hwpx", "hwp"):
        made = fill(document.to_bytes(), "a.hwpx", values, to)
        for reader in READERS.values():
            assert all(squeezed(text) in squeezed(reader(made.data)) for text in values.values())


def test_a_table_of_a_thousand_rows_is_one_place_and_its_cells():
    rows = [["성과지표", "단위", "목표값"]] + [["", "", ""]] * 3
    data = long(rows, 1_000)
    (rows_place,) = (p for p in read_form(data, "a.hwpx").places if p.kind == "rows")
    assert rows_place.old.count("\n") == 999
    values = {rows_place.label: [["보행 사고", "건", "6"]]}
    table = filled(data, "a.hwpx", values, "hwpx").tree.tables[0]
    assert table.rows == 1_001 and table.all_text.endswith("보행 사고\n건\n6")


def long(rows, count) -> bytes:
    """The last row as often as makes it so many under the header."""

    def grow(section: str) -> str:
        start = section.rindex("<hp:tr>")
        end = section.index("</hp:tr>", start) + len("</hp:tr>")
        row = section[start:end]
        more = [
            row.replace(f'rowAddr="{len(rows) - 1}"', f'rowAddr="{at}"')
            for at in range(len(rows), count + 1)
        ]
        return section[:end] + "".join(more) + section[end:]

    return altered(hwpx(rows=rows), grow)
