"""The Word file: structure a reader with a screen reader, or an office, relies on."""

import io
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from civic.documents.export.docx.writer import export
from civic.documents.model import Picture, plain
from tests.documents.sample_document import sample


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(export(sample())))


def test_headings_are_headings(word):
    found = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert found[:2] == [("Heading 1", "1. 주민 참여 개요"), ("Heading 2", "가. 참여 규모와 방법")]
    assert found[-1] == ("Heading 1", "붙임. 적힌 값의 근거")


def test_cells_stand_where_they_were_compiled(word):
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]
    for table, rows in zip(sample().tables(), read, strict=False):
        assert rows[0] == [column.title for column in table.columns]
        assert rows[1:] == [[plain(cell) for cell in row] for row in table.cells]


def test_header_rows_repeat_and_are_shaded(word):
    for table in word.tables:
        first = table._tbl.tr_lst[0]
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert first.find(f".//{qn('w:shd')}").get(qn("w:fill")) == "E6EBF2"


def pictures(document) -> list[Picture]:
    return [block for block in document.blocks if isinstance(block, Picture)]


def test_pictures_say_what_they_show_and_their_id(word):
    words = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert words == [
        f"{what}을 파란 선으로 그린 그림 (근거 번호 {shown.key})"
        for what, shown in zip(("제보 위치", "달내초 후문"), pictures(sample()), strict=True)
    ]


def test_pages_are_numbered_and_the_wide_table_lies_on_its_side(word):
    widths = [round(section.page_width.mm) for section in word.sections]
    assert widths == [210, 297, 210]
    assert word.sections[0].footer._element.find(f".//{qn('w:instrText')}").text == "PAGE"
    assert word.sections[0].header.paragraphs[0].text == "가온시 주민참여 부문"


def test_korean_has_a_korean_face_and_language(word):
    letters = word.styles["Normal"].element.rPr
    assert letters.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "맑은 고딕"
    assert letters.find(qn("w:lang")).get(qn("w:eastAsia")) == "ko-KR"


def test_times_are_the_snapshots_own(word):
    assert word.core_properties.created.isoformat()[:16] == "2026-11-22T03:00"
    with ZipFile(io.BytesIO(export(sample()))) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}
