"""Gaps left in a line before a unit or a seal: 총사업비 : ____ 백만원."""

import docx
import pytest

from civic.call_forms.lines.gaps import gaps
from civic.call_forms.match import carry_over
from civic.call_forms.read import read_form
from tests.call_forms.made_forms import filled, hwpx, word
from tests.call_forms.small_forms import bytes_of

GAPS = {
    "○ 총사업비 :        백만원 (국비 :     백만원)": {"총사업비": "1,200백만원", "국비": "600"},
    "대표자 :          (인)": {"대표자": "서연"},
    "사업명: ________": {"사업명": "나래시 스마트도시"},
    "참여 인원 (    )명, 여성 (   )명": {"참여 인원": "31", "여성(명)": "16명"},
}
IN_GAPS = (
    "○ 총사업비 : 1,200 백만원 (국비 : 600 백만원)",
    "대표자 : 서연 (인)",
    "사업명: 나래시 스마트도시",
    "참여 인원 (31)명, 여성 (16)명",
)


@pytest.mark.parametrize("to", ["hwpx", "hwp", "docx"])
@pytest.mark.parametrize("held", ["lines", "cells"])
def test_a_gap_before_a_unit_or_a_seal_is_filled_and_they_stay(to, held):
    make, name = (word, "a.docx") if to == "docx" else (hwpx, "a.hwpx")
    form = make(GAPS) if held == "lines" else make(rows=[[line] for line in GAPS])
    values = {label: text for each in GAPS.values() for label, text in each.items()}
    texts = [" ".join(one.text.split()) for one in filled(form, name, values, to).tree.paragraphs]
    assert [text for text in texts if text] == list(IN_GAPS)
    assert not [place for place in read_form(form, name).places if place.kind == "cell"]


LETTERS = "가나다라마바사아자차카"
UNITS = {
    "      백만원": ("1,200", "1,200백만원"),
    "백만원": ("600백만원", "600백만원"),
    "OO천원": ("300", "300천원"),
    "00명": ("31명", "31명"),
    "(       )㎡": ("120", "(120)㎡"),
    "[   ]%": ("12.5", "[12.5]%"),
    "약      명": ("1,000", "약 1,000명"),
    "금        원정": ("5,000", "금 5,000원정"),
    "    개월": ("열두 달", "열두 달"),
    "년  월  일": ("2026년 12월 1일", "2026년 12월 1일"),
    "○○○": ("31", "31"),
}


@pytest.mark.parametrize("to", ["hwpx", "hwp", "docx"])
def test_the_unit_in_a_cell_stays_and_is_said_once(to):
    make, name = (word, "a.docx") if to == "docx" else (hwpx, "a.hwpx")
    form = make(rows=[[f"칸{letter}", old] for letter, old in zip(LETTERS, UNITS, strict=True)])
    values = {f"칸{letter}": new for letter, (new, _) in zip(LETTERS, UNITS.values(), strict=True)}
    [table] = filled(form, name, values, to).tree.tables
    assert [cell.text for cell in table.cells if cell.column] == [
        told for _, told in UNITS.values()
    ]


def test_gaps_in_one_cell_have_a_label_each():
    said = " 총    천원\n (정부지원금:   천원,  기관부담금 :   천원)"
    named = [label for _start, _end, label, _unit in gaps(said)]
    assert named == ["정부지원금", "기관부담금"]


def test_a_gap_over_several_runs_is_one():
    document = docx.Document()
    paragraph = document.add_paragraph("총사업비 : ")
    for text in ("____", "__", " 백만원"):
        paragraph.add_run(text).underline = True
    form = filled(bytes_of(document), "a.docx", {"총사업비": "1,200"}, "docx")
    assert [" ".join(one.text.split()) for one in form.tree.paragraphs] == [
        "총사업비 : 1,200 백만원"
    ]


@pytest.mark.parametrize(
    "line",
    ["20  .   .   . ~ 20  .", "제출일 : 2026년   월   일", "기간 : 20__년 __월", "총사업비: 백만원",
     "대상지:   강릉시 담당자: 서연", "착수시점 기준 (   )", "____________________",
     "□ 기타(      )", "사업명__기관명.hwp"],
)  # fmt: skip
def test_a_gap_of_which_nobody_can_say_what_it_asks_is_no_place(line):
    assert not [p for p in read_form(hwpx([line]), "a.hwpx").places if p.kind == "line"]


@pytest.mark.parametrize("label", ["기   관   명", "사   업   명", "기관     명"])
def test_the_last_letter_of_a_label_that_stands_apart_is_no_unit(label):
    form = read_form(hwpx([f"{label}   :            ", "총   인   원       명"]), "a.hwpx")
    named = {" ".join(p.label.split()): p.hops for p in form.places if p.kind == "line"}
    assert named == {" ".join(label.split()): "", "총 인 원(명)": "gap"}


def test_a_gap_is_found_again_in_a_form_that_leaves_more_room():
    before = read_form(hwpx(["1. 개요", "총사업비 :      백만원", "국비 :    백만원"]), "a.hwpx")
    after = read_form(hwpx(["1. 개요", "국비 :     백만원", "총사업비 : ______ 백만원"]), "a.hwpx")
    kept = [place for place in before.places if place.kind == "line"]
    for one in carry_over(kept, after.places):
        assert one.new_place is not None and one.new_place.label == one.place.label


def kinds(form) -> dict[str, str]:
    return {place.label: place.kind for place in form.places if place.hops != "under"}


def test_a_cell_with_gaps_of_its_own_is_not_written_over():
    rows = [
        ["총사업비", "      백만원 (국비      백만원, 지방비      백만원)"],
        ["기간", "     건"],
    ]
    form = hwpx(rows=rows, shaded=[(0, 0), (1, 0)])
    labels = ("총사업비(백만원)", "국비(백만원)", "지방비(백만원)")
    assert kinds(read_form(form, "a.hwpx")) == dict.fromkeys(labels, "line") | {"기간": "cell"}
    values = {"총사업비": "1,000", "국비": "600", "지방비": "400"}
    made = filled(form, "a.hwpx", values, "hwpx").tree.tables[0].cells[1]
    assert " ".join(made.text.split()) == "1,000 백만원 (국비 600 백만원, 지방비 400 백만원)"


def test_a_number_in_a_circle_is_no_part_of_a_label():
    values = {"사업명": "나래시", "총사업비": "9백만원"}
    form = hwpx(["① 사업명 __________  ② 총사업비 ______ 백만원"])
    text = filled(form, "a.hwpx", values, "hwpx").tree.paragraphs[1].text
    assert " ".join(text.split()) == "① 사업명 나래시 ② 총사업비 9 백만원"


def test_more_units_and_an_arrow_before_a_label():
    said = "사업기간 :     개월, 인구      만명, 달성률 :     % → 목표 :     %"
    named = [(label, unit) for _start, _end, label, unit in gaps(said)]
    units = ("개월", "만명", "%", "%")
    assert named == list(zip(("사업기간", "인구", "달성률", "목표"), units, strict=True))


def test_each_of_two_labels_that_ask_in_one_line_has_its_own_answer():
    form = hwpx(["전화:          팩스:      "])
    assert kinds(read_form(form, "a.hwpx")) == {"전화": "line", "팩스": "line"}
    for label, said in (("전화", "전화: 02-100 팩스:"), ("팩스", "전화: 팩스: 02-100")):
        text = filled(form, "a.hwpx", {label: "02-100"}, "hwpx").tree.paragraphs[1].text
        assert " ".join(text.split()) == said


@pytest.mark.parametrize("to", ["hwpx", "docx"])
def test_both_of_them_are_answered_at_once(to):
    make, name = (word, "a.docx") if to == "docx" else (hwpx, "a.hwpx")
    lines = ["전화:          팩스:      ", "금액:      백만원, 담당자(직급):"]
    values = {"전화": "02-100", "팩스": "02-200", "금액": "12백만원", "담당자": "하주무관(직급)"}
    form = filled(make(lines), name, values, to)
    assert [" ".join(one.text.split()) for one in form.tree.paragraphs if one.text.strip()] == [
        "전화: 02-100 팩스: 02-200",
        "금액: 12 백만원, 담당자(직급): 하주무관(직급)",
    ]


@pytest.mark.parametrize("to", ["hwpx", "hwp", "docx"])
@pytest.mark.parametrize("end", ["", "      "])
def test_all_that_one_line_asks_is_answered_at_once(to, end):
    make, name = (word, "a.docx") if to == "docx" else (hwpx, "a.hwpx")
    form = make([f"성명 :          직위 :          연락처 :{end}"])
    values = {"연락처": "033-640-1234", "성명": "서연", "직위": "주무관"}
    texts = [" ".join(p.text.split()) for p in filled(form, name, values, to).tree.paragraphs]
    assert "성명 : 서연 직위 : 주무관 연락처 : 033-640-1234" in texts


def test_numbers_of_choices_are_no_part_of_their_labels():
    form = read_form(hwpx(["1. ( ) 예  2. ( ) 아니오"]), "a.hwpx")
    assert [p.label for p in form.places if p.kind == "checkbox"] == ["예", "아니오"]


def test_in_two_columns_without_shading_a_label_under_a_value_is_no_value():
    rows = [["신청기관", "가온시"], ["대표자", "홍길동"], ["연락처", ""]]
    form = read_form(hwpx(rows=rows), "a.hwpx")
    assert kinds(form) == {"신청기관": "cell", "대표자": "cell", "연락처": "cell"}
