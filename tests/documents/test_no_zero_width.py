"""Numbers and hashes are found and copied from a file as they are: no letter nobody can see."""

import shutil
import subprocess
import unicodedata

import pytest

from civic.documents.export import pdf, xlsx
from civic.documents.export.docx import writer as docx_writer
from civic.documents.export.hwpx import writer as hwpx_writer
from civic.documents.model import Column, Line, Table
from tests.documents.readers import docx_text, pdf_text, rhwp_text, xlsx_text
from tests.documents.sample_document import sample

ROOT = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"
RECEIPTS = ("2026-0012", "2026-12345", "2027-1048576")
LONG = "아주긴낱말" * 20
FAMILY = "👩‍👩‍👧"
FORMATS = {
    "pdf": (pdf, pdf_text),
    "docx": (docx_writer, docx_text),
    "hwpx": (hwpx_writer, rhwp_text),
    "xlsx": (xlsx, xlsx_text),
}


def document():
    """Receipts in narrow columns, a hash in a line and in a column, a word wider than its page."""
    widths = (0.1, 0.12, 0.5, 0.16, 0.12)
    titles = ("접수번호", "번호", "제목", "근거 번호", "지문")
    columns = tuple(Column(title, width) for title, width in zip(titles, widths, strict=True))
    rows = tuple(
        ((receipt,), (receipt,), (LONG,), (f"issue.{n}.supports",), (ROOT[:12],))
        for n, receipt in enumerate(RECEIPTS)
    )
    return sample(
        blocks=(
            Line("root", "※", (f"투표 장부의 확인용 번호: {ROOT}",)),
            Line("long", "○", (LONG,)),
            Line("family", "○", (f"{FAMILY} 한 가족",)),
            Table("narrow", 1, "좁은 표", columns, rows),
        )
    )


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_file_is_invisible_but_what_people_wrote(name):
    exporter, read = FORMATS[name]
    text = read(exporter.export(document())).replace(FAMILY, "")
    assert {f"U+{ord(c):04X}" for c in text if unicodedata.category(c) == "Cf"} == set()


def test_a_number_copied_from_the_pdf_is_that_number():
    made = pdf.export(document())
    lines = pdf_text(made).splitlines()
    for wanted in (*RECEIPTS, ROOT, ROOT[:12], *(f"issue.{n}.supports" for n in range(3))):
        assert any(wanted in line for line in lines), wanted
    assert LONG in "".join(lines)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not here")
def test_another_reader_finds_it_too():
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf.export(document()),
        capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    assert not [c for c in read if unicodedata.category(c) == "Cf"]
    assert all(wanted in read for wanted in (*RECEIPTS, ROOT))
