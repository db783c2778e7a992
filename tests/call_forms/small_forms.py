"""Invented forms, small and made here, so that these tests run everywhere. Each is made once: a
form made again is another file, by the time written in it."""

import io
from functools import cache

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hwpx import HwpxDocument
from PIL import Image

SUMMARY = [
    ["사업명", "", "신청 지자체", "가온시"],
    ["총 사 업 비\n(백만원)", "OO백만원", "사업기간", "0000년 00월 ~ 0000년 00월"],
    ["담당부서", "", "연락처", ""],
    ["동의 여부", "□ 동의  □ 미동의", "비고", ""],
]
INDICATORS = [
    ["성과지표", "단위", "기준값", "목표값"],
    ["…", "", "", ""],
    ["", "", "", ""],
    ["합계", "", "", ""],
]
SHADE = "D9D9D9"


def hwpx_form(summary=None, indicators=None, before=()) -> bytes:
    """A title, a summary of labels and values, a table of indicators, lines to write under."""
    return _hwpx_form(_fixed(summary or SUMMARY), _fixed(indicators or INDICATORS), tuple(before))


def _fixed(rows):
    return tuple(map(tuple, rows))


@cache
def _hwpx_form(summary, indicators, before) -> bytes:
    document = HwpxDocument.new()
    document.add_paragraph("스마트도시 조성사업 신청서")
    for line in before:
        document.add_paragraph(line)
    document.add_paragraph("1. 사업 개요")
    _table(document, summary, label_columns=(0, 2))
    document.add_paragraph("2. 성과지표")
    _table(document, indicators, label_columns=(), header=True)
    document.add_paragraph("3. 주민 참여")
    document.add_paragraph(" ◦ ")
    document.add_paragraph("□ 첨부: 참여 결과 1부")
    return document.to_bytes()


def _table(document, rows, label_columns, header=False):
    table = document.add_table(len(rows), len(rows[0]), height=len(rows) * 1900)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.set_cell_text(row, column, text)
            if text and (column in label_columns or (header and row == 0)):
                table.set_cell_shading(row, column, f"#{SHADE}")


@cache
def docx_form() -> bytes:
    document = docx.Document()
    document.core_properties.author = "부처 담당자"
    document.add_paragraph("1. 사업 개요")
    for rows, columns, header in ((SUMMARY, (0, 2), False), (INDICATORS, (), True)):
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                cell = table.cell(row, column)
                cell.text = text
                if text and (column in columns or (header and row == 0)):
                    shade = OxmlElement("w:shd")
                    shade.set(qn("w:fill"), SHADE)
                    cell._tc.get_or_add_tcPr().append(shade)
        document.add_paragraph("3. 주민 참여")
    return bytes_of(document)


def bytes_of(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def png(width=40, height=20) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()
