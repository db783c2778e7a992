"""XLSX, CSV and GeoJSON: real numbers, no formula, places only where there is one."""

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from civic.documents.export import csv as csv_file
from civic.documents.export import geojson, xlsx
from civic.documents.export.xlsx import number_format
from civic.documents.model import Fact, ListedIssue, Picture, Table
from tests.documents.sample_document import hostile, sample


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(xlsx.export(sample())))


def test_there_is_a_sheet_for_each_table_the_issues_and_the_facts(book):
    names = ["표지", "표 1", "표 2", "표 3", "표 4", "도시문제", "근거"]
    assert book.sheetnames == names
    assert all(book[name].freeze_panes for name in names[1:])


def test_a_counted_cell_is_a_number_shown_as_printed(book):
    cell = book["표 2"]["C3"]
    assert (cell.value, cell.number_format) == (1189, '#,##0"표"')
    assert book["표 1"]["E3"].value == 87


def test_the_facts_sheet_equals_the_document(book):
    rows = list(book["근거"].iter_rows(min_row=2, values_only=True))
    facts = [(f.id, f.value, f.text, f.says) for f in sample().facts()]
    assert rows[: len(facts)] == facts
    assert {row[0] for row in rows[len(facts) :]} == {picture.key for picture in _pictures()}


def test_the_facts_sheet_says_what_each_picture_is_drawn_from(book):
    rows = {row[0]: row[1:] for row in book["근거"].iter_rows(min_row=2, values_only=True)}
    first = _pictures()[0]
    value, shown, says = rows[first.key]
    assert (value, shown) == (None, f"그림 {first.number}")
    assert says.startswith(first.caption)


def _pictures():
    return [block for block in sample().blocks if isinstance(block, Picture)]


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("1,204명", 1204, '#,##0"명"'),
        ("74.5%", 74.5, '0.0"%"'),
        ("4.1억 원", 410_000_000, None),
        ("약 3건", 3, '"약 "0"건"'),
        ("−", 3, None),
        ("7.5건", float("nan"), None),
    ],
)
def test_a_number_format_is_used_only_when_it_prints_the_same(text, value, shown):
    assert number_format(Fact("f", text, value, "")) == shown


def test_no_cell_is_a_formula():
    book = openpyxl.load_workbook(io.BytesIO(xlsx.export(hostile())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)


def test_two_tables_with_one_number_get_two_sheets():
    table = next(block for block in sample().blocks if isinstance(block, Table))
    twice = sample(blocks=(table, replace(table, key="again")))
    book = openpyxl.load_workbook(io.BytesIO(xlsx.export(twice)))
    assert {"표 1", "표 1 (2)"} <= set(book.sheetnames)


def test_the_csv_opens_in_a_korean_spreadsheet():
    made = csv_file.export(sample())
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    assert len(rows) == 20
    assert (rows[0]["접수번호"], rows[0]["공감(명)"]) == ("GA-26-0001", "87")
    assert (rows[3]["위도"], rows[3]["경도"]) == ("", "")


def test_geojson_keeps_missing_places_missing():
    features = json.loads(geojson.export(sample()))["features"]
    assert len(features) == 20
    assert features[3]["geometry"] is None
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [127.099765, 36.513346]}
    assert features[0]["properties"]["supports"] == 87


@pytest.mark.parametrize("lat", [float("nan"), float("inf"), 91.0])
def test_an_impossible_position_is_no_place(lat):
    place = ListedIssue("GA-1", "제목", "", "", "", 0, "", lat, 127.0)
    made = geojson.export(sample(places=(place,)))
    assert json.loads(made)["features"][0]["geometry"] is None
