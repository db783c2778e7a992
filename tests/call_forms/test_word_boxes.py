"""Text boxes of a .docx, which Word keeps twice: for itself and for older programs."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from civic.call_forms.docx.runs import W
from civic.call_forms.fill import fill
from civic.call_forms.package import open_package
from civic.call_forms.read import read_form
from tests.call_forms.small_forms import bytes_of

SPACES = {
    "w": W[1:-1],
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMED = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
LINE = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
CONTROL = (
    '<w:p><w:sdt><w:sdtPr><w:alias w:val="담당부서"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
    "<w:r><w:t>여기를 누르세요</w:t></w:r></w:sdtContent></w:sdt></w:p>"
)
DRAWN = (
    "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{}"
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
OLDER = (
    "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"
)
LINES = ("총사업비 :        백만원", "사업명 :", "□ 해당   □ 미해당")
VALUES = {"총사업비": "1,200", "사업명": "나래시 스마트도시", "미해당": True, "담당부서": "도시과"}
FILLED = ["총사업비 : 1,200 백만원", "사업명 : 나래시 스마트도시", "□ 해당 ■ 미해당", "도시과"]


def inside(lines=LINES) -> str:
    return "".join(map(LINE.format, lines)) + CONTROL


def boxed(drawn: str, older: str, in_cell: bool = False) -> bytes:
    """A box between two lines, or in a cell; each keeping given by its paragraphs, "" for none."""
    choice = f'<mc:Choice Requires="wps">{DRAWN.format(drawn)}</mc:Choice>' if drawn else ""
    fallback = f"<mc:Fallback>{OLDER.format(older)}</mc:Fallback>" if older else ""
    box = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    document = docx.Document()
    document.add_paragraph("1. 사업 개요")
    if in_cell:
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(1, 0).text = "개요", "비고"
        holder = table.cell(0, 1).paragraphs[0]
    else:
        holder = document.add_paragraph()
    holder._p.append(parse_xml(f"<w:r {NAMED}>{box if choice else OLDER.format(older)}</w:r>"))
    document.add_paragraph("2. 그 밖")
    return bytes_of(document)


def keepings(data: bytes) -> list[list[str]]:
    """What each text box says."""
    (root,) = open_package(data, "a.docx").roots
    return [
        [" ".join("".join(p.itertext()).split()) for p in box.iterfind(f"{W}p")]
        for box in root.iter(f"{W}txbxContent")
    ]


@pytest.mark.parametrize("in_cell", [False, True])
@pytest.mark.parametrize(("drawn", "older"), [(1, 1), (1, 0), (0, 1)])
def test_a_box_is_filled_wherever_it_is_kept(drawn, older, in_cell):
    form = boxed(inside() * drawn, inside() * older, in_cell)
    made = fill(form, "a.docx", VALUES, "docx")
    assert keepings(made.data) == [FILLED] * (drawn + older)
    assert len(made.receipt.changed) == 4
    said = [" ".join(p.text.split()) for p in docx.Document(io.BytesIO(made.data)).paragraphs]
    assert said[0] == "1. 사업 개요" and said[-1] == "2. 그 밖"


def test_what_a_box_asks_is_a_place_once():
    form = read_form(boxed(inside(), inside()), "a.docx")
    kinds = {p.label: (p.kind, p.hops) for p in form.places if p.hops != "under"}
    assert kinds == {
        "총사업비(백만원)": ("line", "gap"),
        "사업명": ("line", ""),
        "해당": ("checkbox", ""),
        "미해당": ("checkbox", ""),
        "담당부서": ("field", ""),
    }
    assert sum(p.hops != "under" for p in form.places) == 5


def test_a_box_that_older_programs_read_otherwise_is_left_alone():
    form = read_form(boxed(inside(), inside(LINES[:2])), "a.docx")
    assert {(p.kind, p.label) for p in form.places} == {
        ("block", "1. 사업 개요"),
        ("block", "2. 그 밖"),
    }


def test_a_text_under_a_box_in_a_cell_leaves_the_box():
    form = boxed(inside(), inside(), in_cell=True)
    made = fill(form, "a.docx", {"개요": {"block": ["우리 글"]}}, "docx")
    assert keepings(made.data) == keepings(form)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert "우리 글" in re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())


def test_a_line_of_a_box_that_is_to_be_written_over_is_a_place():
    cover = "".join(map(LINE.format, ("OO시 돌봄 사업", "신청기관 : ○○시", "함께합니다")))
    values = {"OO시 돌봄 사업": "나래시 돌봄", "신청기관": "나래시"}
    made = fill(boxed(cover, cover), "a.docx", values, "docx")
    assert keepings(made.data) == [["나래시 돌봄", "신청기관 : 나래시", "함께합니다"]] * 2
