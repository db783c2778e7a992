"""Every letter Korean offices can type stands in every format."""

import io
import unicodedata
from datetime import UTC, datetime

import docx
import openpyxl
import pytest

from civic.documents.clean import clean
from civic.documents.export import pdf, xlsx
from civic.documents.export.docx import writer as docx_writer
from civic.documents.export.hwpx import writer as hwpx_writer
from civic.documents.glyphs import MISSING
from civic.documents.model import Column, Line, Table
from civic.plans.review.disposition_table import as_xlsx, disposition_table
from tests.documents.readers import docx_text, pdf_text, rhwp_text, xlsx_text
from tests.documents.sample_document import sample
from tests.paths import SHARED

pytestmark = pytest.mark.either_database
CASE = "31_symbols_korean_offices_type.txt"
CASES = SHARED / "cases"
OFFICIAL = (
    "□○-※①㉮㎡㎞℃▲△▶☎◎●■☞◇◆★☆▷▽▼→⇒∙·‧ㆍ「」『』【】〔〕ⅰⅠ㈜㏊㎢㎥‰§¶†‡☏♣❍❏❑✓✔☑☐➔➜⑴⒜ⓐ㉠"
    "₁₂₃⁴½⅓⅔∼≒≤≥≠±×÷∞√∑∴∵°′″€￦₩£¥◈▣▨◉⊙〃〜～―…"
)
# Private use: a code page's own, with no letter to it.
PRIVATE = range(0xE000, 0xF900)


def cp949() -> list[str]:
    """Every letter of the code page in the form a document has it."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x41, 0xFF))
    letters = (pair.decode("cp949", errors="ignore") for pair in pairs)
    known = {unicodedata.normalize("NFC", letter) for letter in letters if letter.isprintable()}
    return sorted(each for each in known if len(each) == 1 and ord(each) not in PRIVATE)


LETTERS = sorted({*cp949(), *OFFICIAL})


# Drawn alike by the font, so that a PDF with both has one of them in its text.
SAME_SHAPE = {"pdf": {"～"}, "docx": set(), "hwpx": set(), "xlsx": set()}
EXPORTS = {
    "pdf": (pdf.export, pdf_text),
    "docx": (docx_writer.export, docx_text),
    "hwpx": (hwpx_writer.export, rhwp_text),
    "xlsx": (xlsx.export, xlsx_text),
}


@pytest.fixture(scope="module")
def document():
    """The letters in lines and in the cells of a table."""
    lines = ["".join(LETTERS[i : i + 400]) for i in range(0, len(LETTERS), 400)]
    table = Table("letters", 1, "글자", (Column("글자", 1.0),), tuple(((line,),) for line in lines))
    return sample(blocks=(*(Line("p", "○", (line,)) for line in lines), table))


@pytest.mark.parametrize("form", EXPORTS)
def test_every_letter_of_the_code_page_stands_in_the_file(document, form):
    export, read = EXPORTS[form]
    text = read(export(document))
    wanted = {clean(letter) for letter in LETTERS} - SAME_SHAPE[form]
    assert sorted(wanted - set(text)) == []


def test_what_offices_type_stands_in_the_pdf():
    file = CASES / CASE
    if not file.exists():
        pytest.skip("../shared is not here")
    lines = file.read_text(encoding="utf-8").splitlines()
    made = pdf_text(pdf.export(sample(blocks=tuple(Line("p", "", (x,)) for x in lines))))
    assert MISSING not in made
    assert all(line.replace(" ", "") in made.replace(" ", "") for line in lines)


def test_every_file_says_the_same_time_of_making():
    """The snapshot's, in UTC: 2026-11-22 03:00, noon in Seoul."""
    moment = datetime(2026, 11, 22, 3, 0)
    word = docx.Document(io.BytesIO(docx_writer.export(sample()))).core_properties
    assert word.created.replace(tzinfo=None) == word.modified.replace(tzinfo=None) == moment
    book = openpyxl.load_workbook(io.BytesIO(xlsx.export(sample()))).properties
    assert book.created == moment
    table = as_xlsx(disposition_table([]), moment.replace(tzinfo=UTC))
    assert openpyxl.load_workbook(io.BytesIO(table)).properties.created == moment
