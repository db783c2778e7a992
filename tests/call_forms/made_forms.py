"""Small forms of lines and a table, as offices make them, in each format."""

import io
import zipfile
from collections.abc import Callable

import docx
from hwpx import HwpxDocument

from civic.call_forms.fill import fill
from civic.call_forms.read import read_form
from tests.call_forms.small_forms import bytes_of


def hwpx(lines=(), rows=(), shaded=(), merged=()) -> bytes:
    """Lines, then a table. shaded: (row, column) of labels; merged: corners of cells made one."""
    document = HwpxDocument.new()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), len(rows[0]), height=len(rows) * 1900)
        for at, text in _cells(rows):
            table.set_cell_text(*at, text)
            if at in shaded:
                table.set_cell_shading(*at, "#D9D9D9")
        for corners in merged:
            table.merge_cells(*corners)
    return document.to_bytes()


def _cells(rows):
    return [((r, c), text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]


def word(lines=(), rows=()) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for (row, column), text in _cells(rows):
            table.cell(row, column).text = text
    return bytes_of(document)


def filled(form: bytes, name: str, values: dict, to: str):
    return read_form(fill(form, name, values, to).data, f"a.{to}")


def altered(form: bytes, alter: Callable[[str], str], part="Contents/section0.xml") -> bytes:
    """The form with one of its parts rewritten."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as parts, zipfile.ZipFile(new, "w") as archive:
        for member in parts.infolist():
            content = parts.read(member)
            if member.filename == part:
                content = alter(content.decode()).encode()
            archive.writestr(member, content)
    return new.getvalue()
