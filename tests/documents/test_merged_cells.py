"""On paper, what stands in several rows of a table's first column stands there once."""

import io
from dataclasses import replace

import docx
import pytest
from hwpx import HwpxDocument
from hwpx.oxml.namespaces import HP

from civic.documents.export.formats import FORMATS
from civic.documents.model import Column, Table
from tests.documents.readers import HWPX_READERS, READERS, squeezed
from tests.documents.sample_document import sample

STEPS = [("골목 가로등", "설계", "1개월째"), ("골목 가로등", "설치", "2~5개월째"),
         ("골목 가로등", "운영", "6~12개월째"), ("공유주차", "협약", "1~2개월째")]  # fmt: skip


@pytest.fixture(scope="module")
def table():
    return Table(
        key="steps",
        number=1,
        caption="구축 일정",
        columns=(Column("해결방안", 0.4), Column("구축 단계", 0.4), Column("기간", 0.2)),
        cells=tuple(tuple((words,) for words in row) for row in STEPS),
        merges=True,
    )


@pytest.fixture(scope="module")
def document(table):
    return replace(sample(), blocks=(table,), places=())


def test_equal_cells_one_below_the_other_are_one(table):
    assert table.spans() == [3, 0, 0, 1]
    assert replace(table, merges=False).spans() == [1, 1, 1, 1]
    assert replace(table, cells=()).spans() == []


def test_a_name_that_comes_again_later_is_written_again(table):
    again = (*table.cells, table.cells[0])
    assert replace(table, cells=again).spans() == [3, 0, 0, 1, 1]


def test_hwpx_says_how_many_rows_a_cell_takes_and_leaves_the_others_out(document):
    made = HwpxDocument.open(io.BytesIO(FORMATS["hwpx"].export(document)))
    cells = [
        cell
        for tbl in made.sections[0].element.iter(f"{HP}tbl")
        if tbl.get("rowCnt") == "5"
        for cell in tbl.iter(f"{HP}tc")
    ]
    firsts = [cell for cell in cells if cell.find(f"{HP}cellAddr").get("colAddr") == "0"]
    spans = [int(cell.find(f"{HP}cellSpan").get("rowSpan")) for cell in firsts]
    heights = [int(cell.find(f"{HP}cellSz").get("height")) for cell in firsts]
    assert (spans, len(cells)) == ([1, 3, 1], 3 + 4 * 3 - 2)
    assert heights[1] == 3 * heights[2]


def test_docx_joins_the_cells(document):
    made = docx.Document(io.BytesIO(FORMATS["docx"].export(document)))
    [table] = [table for table in made.tables if len(table.rows) == 5]
    firsts = [row.cells[0] for row in table.rows]
    assert [cell.text for cell in firsts] == ["해결방안", *["골목 가로등"] * 3, "공유주차"]
    assert firsts[1]._tc is firsts[2]._tc is firsts[3]._tc
    assert firsts[4]._tc is not firsts[3]._tc


@pytest.mark.parametrize("reader", [*HWPX_READERS, "pdf"])
def test_readers_find_every_step_and_the_name_once(reader, document):
    kind = "pdf" if reader == "pdf" else "hwpx"
    read = {**HWPX_READERS, **READERS}[reader]
    text = squeezed(read(FORMATS[kind].export(document)))
    once = squeezed("골목 가로등")
    assert (
        once in text if reader == "rhwp" else text.count(once) == 1
    )  # rhwp tells a table in 4 ways
    for _name, step, months in STEPS:
        assert squeezed(step) in text and squeezed(months) in text
