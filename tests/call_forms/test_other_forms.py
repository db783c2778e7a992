"""Kinds of forms that offices make: labels that ask with a colon, units left to be written before,
marks in brackets, wider labels, pages of a Word file."""

import re
from itertools import product

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hwpx import HwpxDocument

from civic.call_forms.fill import fill
from civic.call_forms.find import find, one_place
from civic.call_forms.hwpx.breaks import let_break
from civic.call_forms.hwpx.edit import HwpxEditor
from civic.call_forms.package import Package, open_package
from civic.call_forms.read import read_form
from civic.call_forms.refusals import MAX_PAGES, FormChanged, FormRefused, ValueRefused
from tests.call_forms.made_forms import filled, hwpx, word
from tests.call_forms.small_forms import bytes_of
from tests.documents.readers import rhwp, unhwp_text


def ways(place) -> tuple[str, str]:
    return place.kind, place.hops


ASKING = ("1. 사업 개요", "○ 사업명 : ", "  - 총사업비(백만원) :", "○ 다음과 같이 추진함:")
ASKED = [["성명: ", "직위 :"], ["연락처:", "이메일:"]]


@pytest.mark.parametrize("to", ["hwpx", "hwp", "docx"])
def test_a_line_that_asks_with_a_colon_is_answered_behind_it(to):
    make, name = (word, "a.docx") if to == "docx" else (hwpx, "a.hwpx")
    values = {"사업명": "나래시 스마트도시", "총 사업비": "1,200", "직위": "주무관", "성명": "서연"}
    form = filled(make(ASKING, ASKED), name, values, to)
    texts = [" ".join(one.text.split()) for one in form.tree.paragraphs]
    for line in ("○ 사업명 : 나래시 스마트도시", "- 총사업비(백만원) : 1,200", "성명: 서연",
                 "직위 : 주무관", "연락처:", "○ 다음과 같이 추진함:"):  # fmt: skip
        assert line in texts
    assert ways(one_place(read_form(make(ASKING), name), "사업명")) == ("line", "")


def test_an_answer_of_several_lines_is_read_back():
    data = fill(hwpx(ASKING), "a.hwpx", {"사업명": "첫째\n둘째"}, "hwp").data
    assert "첫째" in unhwp_text(data) and "둘째" in unhwp_text(data)


def test_a_line_takes_words_alone():
    with pytest.raises(ValueRefused) as refused:
        fill(hwpx(ASKING), "a.hwpx", {"사업명": [["가", "나"]]}, "hwpx")
    assert refused.value.code == "wrong_kind"


def test_a_label_that_asks_is_no_place_to_write_over():
    form = read_form(hwpx(rows=ASKED), "a.hwpx")
    assert {place.kind for place in form.places} == {"line"}
    beside = read_form(hwpx(rows=[["성명:", ""], ["소속:", "도시과"]]), "a.hwpx")
    assert {ways(place) for place in beside.places} == {("cell", "right")}


def test_a_unit_is_written_over_and_its_label_is_none_to_write_over():
    rows = [["사업명", "", "", ""], ["사업기간", "", "총사업비", "천원"]]
    form = read_form(hwpx(rows=rows), "a.hwpx")
    assert "총사업비" not in {place.old for place in form.places}
    place, score = find(form, "총사업비")[0]
    assert (place.old, place.hops, score) == ("천원", "right", 1.0)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("예( ) 아니오( )", ["예", "아니오"]),
        ("지원 여부: 예 □ 아니오 □", ["예", "아니오"]),
        ("[ ] 교통 [ ] 안전", ["교통", "안전"]),
        ("분야: [ ] 교통, [ ] 안전", ["교통", "안전"]),
        ("□ 거점형 □ 강소형 □ 기타(    )", ["거점형", "강소형", "기타(    )"]),
        ("신규[ ] 계속[ ]", ["신규", "계속"]),
        ("(동의함 □ 동의하지 않음 □)", ["동의함", "동의하지 않음"]),
        ("총 (   )명 참여", []),
        ("착수시점 기준 (   )", []),
    ],
)
def test_each_mark_has_the_label_it_stands_beside(text, labels):
    rows = [["여부", text]]
    form = read_form(hwpx(rows=rows, shaded=[(0, 0)]), "a.hwpx")
    ticks = [place for place in form.places if place.kind == "checkbox"]
    assert [place.label for place in ticks] == labels
    assert any(place.kind == "cell" for place in form.places) == (not labels)
    for nth, place in enumerate(ticks):
        now = filled(hwpx(rows=rows, shaded=[(0, 0)]), "a.hwpx", {place.key: True}, "hwpx")
        marked = [one.old for one in now.places if one.kind == "checkbox"]
        assert [n for n, mark in enumerate(marked) if mark.strip("[]() ") not in ("", "□")] == [nth]


GROUPS = [["주관기관", "기관명", "", "대표자", ""], ["", "주소", "", "전화", ""],
          ["참여기관", "기관명", "", "대표자", ""], ["", "주소", "", "전화", ""]]  # fmt: skip
BUDGET = [["구분", "1차년도", "", "2차년도", ""], ["", "국비", "지방비", "국비", "지방비"],
          ["장비비", "", "", "", ""], ["용역비", "", "", "", ""]]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "typed", "path"),
    [
        (GROUPS, "참여기관 전화", "4행 5열"),
        (GROUPS, "대표자(주관기관)", "1행 5열"),
        (BUDGET, "용역비 2차년도 국비", "4행 4열"),
        (BUDGET, "1차년도 지방비 장비비", "3행 3열"),
    ],
)
def test_a_cell_is_found_by_all_the_labels_around_it(rows, typed, path):
    if rows is GROUPS:
        merged, shaded = [(0, 0, 1, 0), (2, 0, 3, 0)], product(range(4), (0, 1, 3))
    else:
        merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]
        shaded = [*product(range(2), range(5)), (2, 0), (3, 0)]
    form = read_form(hwpx(rows=rows, shaded=[*shaded], merged=merged), "a.hwpx")
    assert one_place(form, typed).path.endswith(path)


def test_a_word_file_of_too_many_pages_is_refused():
    document = docx.Document()
    for _page in range(MAX_PAGES + 10):
        document.add_paragraph("쪽").add_run().add_break(WD_BREAK.PAGE)
    with pytest.raises(FormRefused) as refused:
        read_form(bytes_of(document), "a.docx")
    assert refused.value.code == "too_long"


def test_too_many_lines_are_too_many_pages():
    document = docx.Document()
    body = document.element.body
    lines = [body.add_p() for _line in range(MAX_PAGES * 60 + 60)]
    assert lines
    with pytest.raises(FormRefused) as refused:
        read_form(bytes_of(document), "a.docx")
    assert refused.value.code == "too_long"


def that_stands(form: bytes, breaks: str, in_line: str) -> bytes:
    """The form with its tables set so; "1": in a line of text, which 한글 never breaks."""
    part = "Contents/section0.xml"
    files = dict(open_package(form, "a.hwpx").files)
    files[part] = re.sub(rb'pageBreak="[A-Z]+"', f'pageBreak="{breaks}"'.encode(), files[part])
    stands = f'treatAsChar="{in_line}"'.encode()
    files[part] = re.sub(rb'treatAsChar="\d"', stands, files[part])
    return Package("hwpx", "hwpx", files).packed()


TABLE_SETTINGS = [("NONE", "0", True), ("CELL", "0", False), ("CELL", "1", True)]
LONG = "\n".join("가나다라마바사아자차카타파하")


@pytest.mark.parametrize(("breaks", "in_line", "is_said"), TABLE_SETTINGS)
def test_much_in_a_table_that_ends_with_its_page_is_said(breaks, in_line, is_said):
    form = hwpx(rows=[["사업명", ""], ["문제 인식", ""]], shaded=[(0, 0), (1, 0)])
    data = that_stands(form, breaks, in_line)
    for words, much in (("한 줄", False), (LONG, True)):
        receipt = fill(data, "a.hwpx", {"문제 인식": words}, "hwpx").receipt
        assert ("may_be_cut" in receipt.notes) == (is_said and much)
        assert receipt.long == (("문제 인식",) if is_said and much else ())


def test_of_two_places_called_alike_the_one_that_gets_much_is_said():
    form = hwpx(rows=[["내용", ""], ["내용", ""]], shaded=[(0, 0), (1, 0)])
    data = that_stands(form, "NONE", "0")
    first, second = (place.key for place in read_form(data, "a.hwpx").places)
    for values in ({first: LONG, second: "한 줄"}, {first: "한 줄", second: LONG}):
        receipt = fill(data, "a.hwpx", values, "hwpx").receipt
        assert "may_be_cut" in receipt.notes and receipt.long == ("내용",)
    both = fill(data, "a.hwpx", {first: LONG, second: LONG}, "hwpx", may_break=True).receipt
    assert "may_break" in both.notes and both.long == ("내용",)


@pytest.mark.parametrize("to", ["hwpx", "hwp"])
@pytest.mark.parametrize(("breaks", "in_line", "is_said"), TABLE_SETTINGS)
def test_a_table_goes_on_over_its_page_only_when_asked_and_nothing_else_of_it_changes(
    to, breaks, in_line, is_said
):
    form = hwpx(rows=[["사업명", ""], ["문제 인식", ""]], shaded=[(0, 0), (1, 0)])
    data = that_stands(form, breaks, in_line)
    values = {"문제 인식": LONG}

    def settings(file: bytes) -> str:
        text = open_package(file, f"a.{to}").files["Contents/section0.xml"].decode()
        return " ".join(re.findall(r'pageBreak="[A-Z]+"|treatAsChar="\d"', text)[-2:])

    kept = fill(data, "a.hwpx", values, to)
    assert settings(kept.data) == f'pageBreak="{breaks}" treatAsChar="{in_line}"'
    asked = fill(data, "a.hwpx", values, to, may_break=True)
    assert settings(asked.data) == 'pageBreak="CELL" treatAsChar="0"'
    assert ("may_break" in asked.receipt.notes) == is_said
    assert asked.receipt.changed == kept.receipt.changed
    assert asked.receipt.untouched.tables == kept.receipt.untouched.tables - is_said
    short = fill(data, "a.hwpx", {"사업명": "한 줄"}, to, may_break=True)
    assert settings(short.data) == settings(kept.data) and "may_break" not in short.receipt.notes


def test_another_setting_that_changes_with_the_break_gives_no_file(monkeypatch):
    form = hwpx(rows=[["사업명", ""], ["문제 인식", ""]], shaded=[(0, 0), (1, 0)])

    def careless(_editor, table):
        let_break(table.element)
        table.element.set("cellSpacing", "99")

    monkeypatch.setattr(HwpxEditor, "let_break", careless)
    with pytest.raises(FormChanged):
        fill(that_stands(form, "NONE", "1"), "a.hwpx", {"문제 인식": LONG}, "hwpx", may_break=True)


BUDGET = [
    ["구  분", "합계", "1차년도", "2차년도"],
    ["국  비", "", "", ""],
    ["지방비(도비)", "", "", ""],
    ["지방비(시비)", "", "", ""],
]


@pytest.mark.parametrize(
    ("typed", "path"),
    [("도비 2차년도", "3행 4열"), ("시비 합계", "4행 2열"), ("국비 1차년도", "2행 3열")],
)
def test_a_label_goes_by_what_stands_in_its_brackets_too(typed, path):
    labels = [(0, column) for column in range(4)] + [(row, 0) for row in range(4)]
    form = read_form(hwpx(rows=BUDGET, shaded=labels), "a.hwpx")
    assert one_place(form, typed).path.endswith(path)


def test_of_two_tables_alike_the_heading_over_one_tells_it():
    document = HwpxDocument.new()
    for heading in ("1. 주관기관", "2. 공동기관"):
        document.add_paragraph(heading)
        table = document.add_table(2, 2, height=3800)
        for row, label in enumerate(("기관명", "주소")):
            table.set_cell_text(row, 0, label)
            table.set_cell_shading(row, 0, "#D9D9D9")
    form = read_form(document.to_bytes(), "a.hwpx")
    assert one_place(form, "주관기관 기관명").path.startswith("표 1")
    assert one_place(form, "공동기관 기관명").path.startswith("표 2")
    with pytest.raises(ValueRefused):
        one_place(form, "기관명")


def test_a_content_control_behind_words_is_filled_where_it_stands():
    document = docx.Document()
    control = (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="접수번호"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>여기를 클릭</w:t></w:r></w:sdtContent></w:sdt>"
    )
    for words in ("접수번호는 ", "그 밖의 "):
        document.add_paragraph(words)._p.append(parse_xml(control))
    form = bytes_of(document)
    keys = [place.key for place in read_form(form, "a.docx").places if place.kind == "field"]
    lines = [p.text for p in filled(form, "a.docx", {keys[0]: "2026-1"}, "docx").tree.paragraphs]
    assert lines == ["접수번호는 2026-1", "그 밖의 여기를 클릭"]


def in_a_cell(lines: int, has_places: bool) -> bytes:
    """Paragraphs in a cell that goes on over pages, with the place of each line written or not."""
    part = "Contents/section0.xml"
    files = dict(open_package(that_stands(hwpx(rows=[["가"]]), "CELL", "0"), "a.hwpx").files)
    body = files[part].decode()
    paragraph = re.search(r"<hp:p (?:(?!<hp:p ).)*?가</hp:t></hp:run></hp:p>", body)[0]
    places = [
        f'<hp:linesegarray><hp:lineseg textpos="0" vertpos="{1600 * at}" vertsize="1000"'
        ' textheight="1000" baseline="850" spacing="600" horzpos="0" horzsize="40000"'
        ' flags="393216"/></hp:linesegarray>'
        for at in range(lines)
    ]
    paragraphs = [
        paragraph.replace("</hp:p>", f"{place if has_places else ''}</hp:p>") for place in places
    ]
    files[part] = body.replace(paragraph, "".join(paragraphs)).encode()
    return Package("hwpx", "hwpx", files).packed()


def test_only_rhwp_puts_a_paragraph_a_page_where_no_places_of_lines_are_written():
    """docs/FORMS.md names it; once rhwp sets lines itself, the sentence there goes."""
    written, open_ = (rhwp.Document.from_bytes(in_a_cell(60, has)).page_count for has in (1, 0))
    assert written == 2 and open_ >= 10
