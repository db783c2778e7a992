"""The HWPX file as 한글 will see it."""

import csv
import io
import time
from zipfile import ZIP_STORED, ZipFile

import pytest
import unhwp
from hwpx import HwpxDocument
from lxml import etree

from civic.documents.export.formats import FORMATS
from civic.documents.export.hwpx.writer import export
from civic.documents.model import Column, Picture, Table, plain
from tests.documents.readers import hwpforge, rhwp
from tests.documents.sample_document import hostile, picture, sample

HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"


@pytest.fixture(scope="module")
def made() -> bytes:
    return export(sample())


def part(made: bytes, name: str):
    with ZipFile(io.BytesIO(made)) as file:
        return etree.fromstring(file.read(name))


def body(made: bytes):
    """All sections under one element."""
    whole = etree.Element("all")
    with ZipFile(io.BytesIO(made)) as file:
        names = sorted(name for name in file.namelist() if "Contents/section" in name)
        whole.extend(etree.fromstring(file.read(name)) for name in names)
    return whole


@pytest.mark.parametrize("document", [sample(), hostile()], ids=["sample", "hostile"])
def test_three_readers_and_the_library_open_it(document):
    data = export(document)
    assert rhwp.Document.from_bytes(data).page_count > 1
    report = hwpforge.Document.from_bytes(data).validate()
    assert report["ok"] and not report["warnings"]
    with unhwp.parse_bytes(data) as result:
        assert result.section_count >= 1
    assert HwpxDocument.open(io.BytesIO(data)).validate().ok


def test_the_archive_begins_with_its_stored_type(made):
    with ZipFile(io.BytesIO(made)) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_headings_are_outline_paragraphs_with_our_own_numbers(made):
    header = part(made, "Contents/header.xml")
    styles = {s.get("id"): s.get("name") for s in header.iter(f"{HH}style")}
    found = [
        (styles[p.get("styleIDRef")], "".join(p.itertext()))
        for p in body(made).iter(f"{HP}p")
        if styles[p.get("styleIDRef")].startswith("개요")
    ]
    assert found[:2] == [("개요 1", "1. 주민 참여 개요"), ("개요 2", "가. 참여 규모와 방법")]
    assert not any(head.text for head in header.iter(f"{HH}paraHead"))


def test_tables_fit_the_page_repeat_their_header_and_give_rows_room(made):
    limits = {170: 48189, 257: 72851}  # mm of printed width, HWPUNIT
    for table in body(made).iter(f"{HP}tbl"):
        assert int(table.find(f"{HP}sz").get("width")) <= max(limits.values())
        assert all(int(size.get("height")) >= 1200 for size in table.iter(f"{HP}cellSz"))
    first = next(t for t in body(made).iter(f"{HP}tbl") if t.get("rowCnt") == "21")
    assert first.get("repeatHeader") == "1"
    assert {c.get("header") for c in first[4].iter(f"{HP}tc")} == {"1"}
    assert first.find(f"{HP}pos").get("treatAsChar") == "0"


def test_cells_stand_where_they_were_compiled(made):
    with unhwp.parse_bytes(made) as result:
        read = [list(csv.reader(io.StringIO(table["text"]))) for table in result.get_tables()]
    for table in sample().tables():
        rows = [[column.title for column in table.columns]]
        rows += [[plain(cell) for cell in row] for row in table.cells]
        assert rows in read


def test_the_twelve_column_table_lies_on_its_side(made):
    sections = list(body(made))
    turned = [s.find(f".//{HP}pagePr").get("landscape") for s in sections]
    assert turned == ["WIDELY", "NARROWLY", "WIDELY"]
    assert sections[1].find(f".//{HP}tbl").get("colCnt") == "12"


def test_pictures_are_whole_in_size_and_described(made):
    whole, small = body(made).iter(f"{HP}pic")
    assert whole.find(f"{HP}imgDim").get("dimwidth") == str(1600 * 75)
    assert whole.find(f"{HP}imgClip").get("bottom") == str(1000 * 75)
    size = small.find(f"{HP}sz")
    assert (int(size.get("width")), int(size.get("height"))) == (17008, 21260)
    said = small.find(f"{HP}shapeComment").text
    assert said.startswith("달내초 후문을 파란 선으로 그린 그림 (근거 번호 ")


def test_a_tall_picture_stays_on_its_page():
    made = export(sample(blocks=(picture(1, "긴 그림", (100, 2000), 160),)))
    size = body(made).find(f".//{HP}pic/{HP}sz")
    assert int(size.get("height")) < 60_000


def test_there_is_one_page_number_and_one_header(made):
    numbers = list(body(made).iter(f"{HP}pageNum"))
    assert [n.get("sideChar") for n in numbers] == ["-"]
    (header,) = body(made).iter(f"{HP}header")
    assert "".join(header.itertext()) == "가온시 주민참여 부문"


def test_ids_are_unique_in_a_section(made):
    for section in body(made):
        ids = [item.get("id") for item in section.iter(f"{HP}p", f"{HP}tbl", f"{HP}pic")]
        assert len(ids) == len(set(ids))


def test_a_table_of_1400_cells_takes_well_under_a_second():
    columns = tuple(Column(f"열 {n}", 1 / 14) for n in range(14))
    cells = tuple(tuple((f"칸 {r}-{c}",) for c in range(14)) for r in range(100))
    document = sample(blocks=(Table("big", 1, "큰 표", columns, cells),))
    began = time.process_time()
    export(document)
    assert time.process_time() - began < 1


def test_every_picture_is_drawn_from_hwp_as_from_hwpx():
    document = sample()
    pictures = sum(isinstance(block, Picture) for block in document.blocks)
    for format in ("hwpx", "hwp"):
        drawn = rhwp.Document.from_bytes(FORMATS[format].export(document))
        pages = "".join(drawn.render_svg(number) for number in range(drawn.page_count))
        assert pages.count("<image") == pictures > 0, format
