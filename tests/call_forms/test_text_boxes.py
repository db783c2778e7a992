"""Lines in text boxes of a .hwpx or .hwp ask as those of the page do."""

import io
import zipfile

import pytest
from hwpx import HwpxDocument

from civic.call_forms.fill import fill
from civic.call_forms.layout import parts_of
from civic.call_forms.read import read_form
from tests.call_forms.readers import READERS, squeezed

LINES = ("총사업비 :        백만원", "사업명 :", "□ 해당   □ 미해당")
VALUES = {"총사업비": "1,200", "사업명": "나래시 스마트도시", "미해당": True}
SAID = ("총사업비 : 1,200 백만원", "사업명 : 나래시 스마트도시", "□ 해당 ■ 미해당")
BOX = (
    '<hp:drawText lastWidth="20000" name="" editable="0"><hp:subList id=""'
    ' textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER"'
    ' linkListIDRef="0" linkListNextIDRef="0" textWidth="0"'
    ' textHeight="0" hasTextRef="0" hasNumRef="0">{}</hp:subList>'
    '<hp:textMargin left="283" right="283" top="283" bottom="283"/></hp:drawText>'
)
LINE = (
    '<hp:p id="0" paraPrIDRef="0" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0">'
    '<hp:run charPrIDRef="0"><hp:t>{}</hp:t></hp:run></hp:p>'
)


def boxed(lines=LINES) -> bytes:
    document = HwpxDocument.new()
    document.add_paragraph("1. 사업 개요")
    document.shapes.add_rectangle(30_000, 12_000)
    document.add_paragraph("2. 그 밖")
    plain = zipfile.ZipFile(io.BytesIO(document.to_bytes()))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for member in plain.infolist():
            content = plain.read(member)
            if member.filename == "Contents/section0.xml":
                box = BOX.format("".join(map(LINE.format, lines)))
                content = content.replace(b"</hp:rect>", box.encode() + b"</hp:rect>")
            archive.writestr(member, content)
    return made.getvalue()


def test_what_a_box_asks_is_a_place_and_is_shown():
    form = read_form(boxed(), "a.hwpx")
    kinds = {p.label: (p.kind, p.hops) for p in form.places if p.hops != "under"}
    assert kinds == {
        "총사업비(백만원)": ("line", "gap"),
        "사업명": ("line", ""),
        "해당": ("checkbox", ""),
        "미해당": ("checkbox", ""),
    }
    shown = [block["text"] for part in parts_of(form) for block in part["blocks"]]
    assert [text for text in shown if text.startswith("사업명")] == ["사업명 :"]


@pytest.mark.parametrize("to", ["hwpx", "hwp"])
def test_a_box_is_filled_and_all_readers_read_it(to):
    made = fill(boxed(), "a.hwpx", VALUES, to)
    texts = {" ".join(one.text.split()) for one in read_form(made.data, f"a.{to}").tree.paragraphs}
    assert set(SAID) <= texts
    for reader in READERS.values():
        said = squeezed(reader(made.data))
        assert all(squeezed(line) in said for line in SAID)


COVER = ("OO시 스마트도시 조성사업", "신청기관 : ○○시", "0000년 00월", "나래시가 함께합니다")


@pytest.mark.parametrize("to", ["hwpx", "hwp"])
def test_a_line_of_a_box_that_is_to_be_written_over_is_a_place(to):
    form = read_form(boxed(COVER), "a.hwpx")
    assert {p.label: (p.kind, p.hops, p.old) for p in form.places if p.hops != "under"} == {
        COVER[0]: ("line", "over", COVER[0]),
        "신청기관": ("line", "over", "○○시"),
        COVER[2]: ("line", "over", COVER[2]),
    }
    values = {COVER[0]: "나래시 돌봄", "신청기관": "나래시", COVER[2]: "2026년 12월"}
    made = fill(boxed(COVER), "a.hwpx", values, to)
    texts = {" ".join(one.text.split()) for one in read_form(made.data, f"a.{to}").tree.paragraphs}
    assert {"나래시 돌봄", "신청기관 : 나래시", "2026년 12월", COVER[3]} <= texts
    for reader in READERS.values():
        assert squeezed("나래시 돌봄") in squeezed(reader(made.data))
