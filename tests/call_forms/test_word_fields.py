"""Fields of a Word file: content controls around words, paragraphs, cells and rows, the form
fields of older Words, and what was changed while changes were kept."""

import io

import docx
import pytest
from docx.oxml import parse_xml

from civic.call_forms.docx.runs import W
from civic.call_forms.fill import fill
from civic.call_forms.package import open_package
from civic.call_forms.read import read_form
from tests.call_forms.small_forms import bytes_of

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
NAMED = f'xmlns:w="{W[1:-1]}" xmlns:w14="{W14}"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def control(name: str, inside: str) -> str:
    settings = f'<w:sdtPr><w:alias w:val="{name}"/><w:showingPlcHdr/></w:sdtPr>'
    return f"<w:sdt>{settings}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def cell(text: str) -> str:
    return f"<w:tc><w:tcPr/>{line(run(text) if text else '')}</w:tc>"


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def old_text(name: str, text: str) -> str:
    settings = f'<w:ffData><w:name w:val="{name}"/><w:textInput/></w:ffData>'
    asks = "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
    return mark("begin", settings) + asks + mark("separate") + run(text) + mark("end")


def old_box(on: int = 0) -> str:
    box = f'<w:ffData><w:checkBox><w:default w:val="{on}"/></w:checkBox></w:ffData>'
    return mark("begin", box) + mark("separate") + mark("end")


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def form(*blocks: str) -> bytes:
    document = docx.Document()
    for block in blocks:
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(block.replace(">", f" {NAMED}>", 1))
        )
    document.add_paragraph("끝")
    return bytes_of(document)


def ways(data: bytes) -> list[tuple[str, str]]:
    places = read_form(data, "a.docx").places
    return [(p.kind, p.label) for p in places if p.hops != "under"]


def texts(data: bytes) -> list[str]:
    form = read_form(data, "a.docx")
    return [" ".join(one.text.split()) for one in form.tree.paragraphs]


def test_a_control_around_a_paragraph_is_a_field():
    data = form(control("사업명", line(run("여기를 누르세요"))))
    assert ways(data) == [("field", "사업명")]
    made = fill(data, "a.docx", {"사업명": "나래시\n돌봄"}, "docx")
    assert texts(made.data) == ["나래시 돌봄", "끝"]
    assert b"showingPlcHdr" not in open_package(made.data, "a.docx").files["word/document.xml"]
    assert len(docx.Document(io.BytesIO(made.data)).element.findall(f".//{W}sdt/*/{W}p")) == 1


def test_controls_around_cells_keep_the_columns_and_are_answered():
    asked = row(
        cell("사업명"),
        control("사업", cell("누르세요")),
        cell("기간"),
        control("기간", cell("누르세요")),
    )
    data = form(table(asked, row(cell("기관"), cell(""), cell("담당"), cell(""))))
    assert ways(data) == [
        ("field", "사업명"),
        ("field", "기간"),
        ("cell", "기관"),
        ("cell", "담당"),
    ]
    values = {"사업명": "돌봄", "기간": "12개월", "기관": "나래시", "담당": "서연"}
    made = fill(data, "a.docx", values, "docx").data
    line_by_line = ["사업명", "돌봄", "기간", "12개월", "기관", "나래시", "담당", "서연", "끝"]
    assert texts(made) == line_by_line
    assert b"showingPlcHdr" not in open_package(made, "a.docx").files["word/document.xml"]
    one = fill(data, "a.docx", {"기간": "12개월"}, "docx").data
    assert open_package(one, "a.docx").files["word/document.xml"].count(b"showingPlcHdr") == 1


def test_a_row_in_a_control_is_a_row_and_is_not_grown():
    body = control("반복", row(cell(""), cell("")))
    data = form(table(row(cell("지표"), cell("단위")), body, row(cell(""), cell(""))))
    assert {kind for kind, _label in ways(data)} == {"cell"}
    paths = [place.path for place in read_form(data, "a.docx").places if place.kind == "cell"]
    assert paths[-1] == "표 1 · 3행 2열"


def test_fields_of_older_words_are_answered_between_their_marks():
    data = form(
        line(run("사업명: ") + old_text("Text1", "\u2002\u2002")),
        line(run("기간: ") + old_text("a", "시작") + run(" ~ ") + old_text("b", "끝")),
        line(old_box() + run(" 동의함 ") + old_box(1) + run(" 동의하지 않음")),
    )
    assert [kind for kind, _label in ways(data)] == ["field"] * 3 + ["checkbox"] * 2
    first, start, end = (p.key for p in read_form(data, "a.docx").places if p.kind == "field")
    values = {first: "돌봄", start: "1월", end: "12월", "동의함": True, "동의하지 않음": False}
    made = fill(data, "a.docx", values, "docx").data
    assert texts(made)[:2] == ["사업명: 돌봄", "기간: 1월 ~ 12월"]
    boxes = [p.old for p in read_form(made, "a.docx").places if p.kind == "checkbox"]
    assert boxes == ["■", "□"]
    marks = open_package(made, "a.docx").files["word/document.xml"]
    assert marks.count(b"FORMTEXT") == 3 and marks.count(b'"separate"') == 5


@pytest.mark.parametrize("kept", ["ins", "moveTo"])
def test_words_put_in_while_changes_are_kept_are_read_and_struck_ones_are_not(kept):
    struck = '<w:del w:id="1" w:author="a"><w:r><w:delText>이름</w:delText></w:r></w:del>'
    put_in = f'<w:{kept} w:id="2" w:author="a">{run(" :")}</w:{kept}>'
    data = form(line(run("사업명") + struck + put_in))
    assert ways(data) == [("line", "사업명")]
    made = fill(data, "a.docx", {"사업명": "돌봄"}, "docx").data
    assert texts(made) == ["사업명 : 돌봄", "끝"]
