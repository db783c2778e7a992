"""A □ heads what follows it: it never stays behind as the last line of a page."""

import io
from dataclasses import replace
from zipfile import ZipFile

import docx
import pypdf
import pytest
from hwpx.oxml.namespaces import HH, HP
from lxml import etree

from civic.documents.export.formats import FORMATS
from civic.documents.model import Line
from tests.documents.sample_document import sample

PAIRS = 60


@pytest.fixture(scope="module")
def document():
    """Titles and lines in turn, over several pages."""
    lines = [
        line
        for n in range(PAIRS)
        for line in (Line(f"t{n}", "□", (f"제목{n}",)), Line(f"l{n}", "○", (f"글{n}",)))
    ]
    return replace(sample(), blocks=tuple(lines), places=())


def test_no_page_of_the_pdf_ends_with_a_title(document):
    pages = pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].export(document))).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    homes = {
        word: next(n for n, text in enumerate(texts) if word in text + "□")
        for k in range(PAIRS)
        for word in (f"제목{k}○", f"글{k}")
    }
    assert len(texts) > 2
    assert [k for k in range(PAIRS) if homes[f"제목{k}○"] != homes[f"글{k}"]] == []


def test_word_keeps_a_title_with_what_follows(document):
    word = docx.Document(io.BytesIO(FORMATS["docx"].export(document)))
    kept = {p.text[0]: p.paragraph_format.keep_with_next for p in word.paragraphs if "\t" in p.text}
    assert kept == {"□": True, "○": None}


def test_hangul_keeps_a_title_with_what_follows(document):
    with ZipFile(io.BytesIO(FORMATS["hwpx"].export(document))) as file:
        head = etree.fromstring(file.read("Contents/header.xml"))
        body = etree.fromstring(file.read("Contents/section0.xml"))
    kept = {
        shape.get("id"): shape.find(f"{HH}breakSetting").get("keepWithNext")
        for shape in head.iter(f"{HH}paraPr")
    }
    found = {
        text[0]: kept[p.get("paraPrIDRef")]
        for p in body.iter(f"{HP}p")
        if (text := "".join(p.itertext()))[:1] in ("□", "○")
    }
    assert found == {"□": "1", "○": "0"}
