"""What holds for every export: the same numbers, the same bytes, and no word that breaks it."""

import io
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hwpx import HwpxDocument
from hwpx.oxml.namespaces import HP

from civic.documents.clean import clean
from civic.documents.export.captions import caption, picture_size
from civic.documents.export.cleaned import cleaned
from civic.documents.export.formats import FORMATS
from civic.documents.export.title_block import base_line, notices
from civic.documents.model import Document, Fact, Line, plain
from tests.alone import alone
from tests.documents.readers import HWPX_READERS, READERS, squeezed
from tests.documents.sample_document import hostile, picture, sample
from tests.paths import ROOT

HANGUL = [(format, reader) for format in ("hwpx", "hwp") for reader in HWPX_READERS]
TEXT_FORMATS = HANGUL + [(name, name) for name in READERS]
RECOUNT = """
import sys
from hashlib import sha256
from civic.documents.export.formats import FORMATS
from tests.documents.sample_document import sample
for name, format in FORMATS.items():
    print(name, sha256(format.export(sample())).hexdigest())
"""


@cache
def file(document: Callable[[], Document], format: str) -> bytes:
    return FORMATS[format].export(document())


@cache
def read(document: Callable[[], Document], format: str, reader: str) -> str:
    return squeezed((HWPX_READERS | READERS)[reader](file(document, format)))


@pytest.mark.parametrize(("format", "reader"), TEXT_FORMATS)
def test_every_number_is_printed_and_explained(format, reader):
    text = read(sample, format, reader)
    for fact in sample().facts():
        assert squeezed(fact.text) in text
        assert squeezed(fact.says) in text
        assert fact.id in text


@pytest.mark.parametrize(
    ("format", "reader"), [each for each in TEXT_FORMATS if "xlsx" not in each]
)
def test_every_line_stands_as_compiled(format, reader):
    text = read(sample, format, reader)
    for block in sample().blocks:
        if isinstance(block, Line):
            assert squeezed(plain(block.text)) in text.replace('"},{"', "")


@pytest.mark.parametrize(("format", "reader"), TEXT_FORMATS)
def test_base_time_and_notices_are_on_the_first_page(format, reader):
    text = read(sample, format, reader)
    for sentence in [base_line(sample()), *notices(sample())]:
        assert squeezed(sentence) in text


@pytest.mark.parametrize(("format", "reader"), TEXT_FORMATS)
def test_every_table_has_its_caption(format, reader):
    text = read(sample, format, reader)
    for table in sample().tables():
        assert squeezed(caption(table)) in text


@pytest.mark.parametrize(
    ("zone", "language", "seed"),
    [
        ("America/New_York", "C", "7"),
        ("Asia/Seoul", "ko_KR.UTF-8", "0"),
        ("Pacific/Kiritimati", "tr_TR.UTF-8", "4294967295"),
    ],
)
def test_the_same_document_is_the_same_bytes_on_any_machine(zone, language, seed):
    outside = {"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
    root = ROOT
    done = subprocess.run(
        alone(RECOUNT),
        cwd=root,
        env=os.environ | outside | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [f"{name} {sha256(file(sample, name)).hexdigest()}" for name in FORMATS]
    assert done.stdout.splitlines() == here


@pytest.mark.parametrize(("format", "reader"), TEXT_FORMATS)
def test_hostile_words_keep_every_number(format, reader):
    text = read(hostile, format, reader)
    for fact in hostile().facts():
        assert squeezed(fact.text) in text


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_document_still_opens(format):
    empty = Document("", "", "", "", False, "", 1, "2026-11-22T03:00:00+00:00", "", ())
    assert FORMATS[format].export(empty)


def test_words_are_cleaned_of_what_no_file_can_hold():
    assert clean("\u202e뒤집기\u2066!\ud800\x00\x1b \ufeff가\ufffe") == "뒤집기! 가"
    assert clean("줄\r\n바꿈\t칸\u2028끝") == "줄 바꿈 칸 끝"
    assert clean("가나") == "가나"


def test_cleaning_keeps_the_spaces_around_a_number():
    line = Line("p", "□", (" 주민 ", Fact("a", "3명\x00", 3, ""), " 참여"))
    assert plain(cleaned(line).text) == " 주민 3명 참여"


@pytest.mark.parametrize(
    ("pixels", "asked", "printed"),
    [((1600, 1000), 150, (150, 93.75)), ((800, 600), 400, (166, 124.5)), ((1, 10), 60, (20, 200))],
)
def test_a_picture_fits_its_page_in_its_own_proportions(pixels, asked, printed):
    drawn = replace(picture(1, "그림", (80, 60), asked), width_px=pixels[0], height_px=pixels[1])
    assert picture_size(drawn, 166) == printed


@pytest.mark.parametrize("document", [sample, hostile])
def test_each_figure_is_a_bookmark_where_it_first_stands(document):
    facts = {f"figure_{n}": fact for n, fact in enumerate(document().facts(), start=1)}
    word = docx.Document(io.BytesIO(file(document, "docx"))).element.body
    starts = word.findall(f".//{qn('w:bookmarkStart')}")
    assert [start.get(qn("w:name")).split("_")[1] for start in starts] == [
        str(n) for n in range(1, len(facts) + 1)
    ]
    for start in starts:
        fact = facts["_".join(start.get(qn("w:name")).split("_")[:2])]
        assert squeezed(start.getnext().text) == squeezed(clean(fact.text))
    hangul = HwpxDocument.open(io.BytesIO(file(document, "hwpx")))
    names = [
        mark.get("name") for part in hangul.sections for mark in part.element.iter(f"{HP}bookmark")
    ]
    book = openpyxl.load_workbook(io.BytesIO(file(document, "xlsx")))
    assert names == [start.get(qn("w:name")) for start in starts]
    assert set(names) == set(book.defined_names) and all(len(name) <= 40 for name in names)
    for name, defined in book.defined_names.items():
        [(sheet, cell)] = defined.destinations
        assert book[sheet][cell].value == facts["_".join(name.split("_")[:2])].value
