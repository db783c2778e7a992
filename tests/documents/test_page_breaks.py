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
from civic.documents.export.page_layout import end_rows, stays_whole
from civic.documents.export.pdf import ROOM_MM
from civic.documents.model import Column, Heading, Line, Table
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


def table(rows: int) -> Table:
    cells = tuple(((f"{rows}행 {n}",),) for n in range(rows))
    return Table(f"t{rows}", rows, f"표{rows}", (Column("무엇", 1.0, "left"),), cells)


@pytest.fixture(scope="module")
def between():
    """Lines that push a line and its short table to where a page ends, again and again."""
    blocks = []
    for n in range(12):
        blocks += [Line(f"l{n}-{k}", "○", (f"글 {n} {k}",)) for k in range(11 + n)]
        lead = Line(f"lead{n}", "○", (f"이끄는{n}줄",))
        short = replace(table(6), cells=tuple(((f"칸{n}번{k}째",),) for k in range(6)))
        blocks += [lead, short]
    return replace(sample(), blocks=tuple(blocks), places=())


def test_a_short_table_stands_on_one_page_with_the_line_above_it(between):
    pages = pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].export(between))).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    for n in range(12):
        words = [f"이끄는{n}줄", *(f"칸{n}번{k}째" for k in range(6))]
        homes = {next(p for p, text in enumerate(texts) if word in text) for word in words}
        assert len(homes) == 1, n
    word = docx.Document(io.BytesIO(FORMATS["docx"].export(between)))
    leads = [p for p in word.paragraphs if "이끄는" in p.text]
    assert len(leads) == 12 and all(p.paragraph_format.keep_with_next for p in leads)
    kept = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in made.rows]
        for made in word.tables[:12]
    ]
    assert kept == [[True] * 6 + [None]] * 12


def test_a_long_table_may_be_broken():
    assert stays_whole(table(6)) and not stays_whole(table(7))
    wordy = replace(table(3), cells=tuple(((f"긴 글 {n} " * 200,),) for n in range(3)))
    assert not stays_whole(wordy)
    assert end_rows(table(7)) == (3, 3) and end_rows(table(5)) == (1, 1)
    first = ((("긴 글 " * 400,),), *table(9).cells)
    assert end_rows(replace(table(9), cells=first)) == (1, 3)


@pytest.fixture(scope="module")
def broken():
    """Tables of ten rows, each beginning a line lower on its page than the one before."""
    blocks = []
    for n in range(12):
        blocks += [Line(f"l{n}-{k}", "○", (f"글 {n} {k}",)) for k in range(22 + n)]
        cells = tuple(((f"칸{n}번{k}째",),) for k in range(10))
        blocks.append(replace(table(10), key=f"t{n}", cells=cells))
    return replace(sample(), blocks=tuple(blocks), places=())


def test_three_rows_of_a_broken_table_stay_together_at_either_end(broken):
    pages = pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].export(broken))).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    parts = [[text.count(f"칸{n}번") for text in texts if f"칸{n}번" in text] for n in range(12)]
    assert all(sum(part) == 10 and min(part) >= 3 for part in parts), parts
    assert any(len(part) == 2 for part in parts)
    word = docx.Document(io.BytesIO(FORMATS["docx"].export(broken)))
    kept = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in made.rows]
        for made in word.tables[:12]
    ]
    assert kept == [[True] * 3 + [None] * 5 + [True] * 2 + [None]] * 12


def test_what_an_arrow_leads_to_stands_behind_it():
    cells = tuple(((f"{'가' * n} 31(2020) → 4(2023)시간",),) for n in range(1, 6))
    narrow = (Column("무엇", 0.2, "left"), Column("글", 0.8, "left"))
    rows = tuple((cell[0], ("글",)) for cell in cells)
    arrows = replace(sample(), blocks=(replace(table(5), columns=narrow, cells=rows),), places=())
    pages = pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].export(arrows))).pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    assert sum("→" in line for line in lines) == 5
    assert not [line for line in lines if line.endswith("→")]


def lines_of(*said: str) -> list[str]:
    """Of these words below each other in a PDF."""
    written = tuple(Line(f"l-{n}", "○", (each,)) for n, each in enumerate(said))
    pdf = FORMATS["pdf"].export(replace(sample(), blocks=written, places=()))
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [line.strip() for page in pages for line in page.extract_text().splitlines()]


def test_no_break_spaces_hold_a_short_date_together():
    date = "2027년 2월 초"
    apart = lines_of(*(f"{'가 ' * n}{date} 가" for n in range(25, 45)))
    assert any(line.startswith(("초", "2월")) for line in apart)
    together = lines_of(*(f"{'가 ' * n}{date.replace(' ', chr(0xA0))} 가" for n in range(25, 45)))
    assert sum(date in line.replace("\xa0", " ") for line in together) == 20


def test_words_between_no_break_spaces_alone_still_break_between_words():
    words = "\xa0".join(["버스가오지않음"] * 20)
    lines = [line for line in lines_of(words) if "버스" in line]
    assert len(lines) > 1
    assert all(line.replace("\xa0", " ").endswith("음") for line in lines)


def test_a_heading_of_broad_letters_stays_on_the_page():
    words = (Heading(2, "", "W" * 60), Line("l", "○", ("글",)))
    pdf = FORMATS["pdf"].export(replace(sample(), blocks=words, places=()))
    placed: list[float] = []

    def see(text, _page, matrix, _font, size):
        if "WWW" in text:
            line = max(text.split(), key=len)
            placed.append(0.8 * len(line) * size * abs(matrix[0]))

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=see)
    assert placed and max(placed) <= ROOM_MM / 25.4 * 72
