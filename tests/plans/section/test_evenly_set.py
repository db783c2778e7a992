"""Format 11: numbers as many decimals as those beside them, pages without holes."""

import io
import json
import re
from copy import deepcopy

from pypdf import PdfReader

from civic.documents.charts.canvas import ROOM
from civic.documents.export.captions import TALLEST_MM
from civic.documents.export.evidence_table import with_evidence
from civic.documents.export.formats import SUMMARY_FORMATS
from civic.documents.export.one_page import LEAST, STEPS, WORD, fit, fits
from civic.documents.model import Document, Line, Picture, Table, plain
from civic.plans.section.compile import compile_document
from civic.plans.section.upgrade import FORMAT, upgrade
from tests.plans.snapshots.test_schema import KEPT

FORMER = 10


def kept(format: int = FORMAT) -> dict:
    return deepcopy(dict(upgrade(json.loads(KEPT[-1].read_bytes()) | {"format": format})))


def document_in(data: dict) -> Document:
    return compile_document(data, 1, "2026-11-30T00:00:00+00:00", "0" * 64)


def table_in(document: Document, key: str) -> Table:
    return next(block for block in document.tables() if block.key == key)


def pictures_in(document: Document) -> dict[str, Picture]:
    return {block.key: block for block in document.blocks if isinstance(block, Picture)}


def cells(document: Document, key: str) -> str:
    return " ".join(plain(cell) for row in table_in(document, key).cells for cell in row)


def test_money_and_years_have_one_number_of_decimals_since_format_11():
    now, before = document_in(kept()), document_in(kept(FORMER))
    assert "1,400.5 700.0 200.0 500.5" in cells(now, "solutions.sources")
    assert "1,400.5 700 200 500.5" in cells(before, "solutions.sources")
    assert "72.0(2026) 50.0 30.5 12.0" in cells(now, "follow_up.yearly")
    assert [f.value for f in now.facts()] == [f.value for f in before.facts()]


def test_numbers_in_the_middle_of_a_column_stand_right_since_format_11():
    sides = [
        {c.title: c.align for c in table_in(document_in(kept(n)), "follow_up.yearly").columns}
        for n in (FORMAT, FORMER)
    ]
    assert [side["기준값(연도)"] for side in sides] == ["right", "center"]


def theme(quotes: int) -> dict:
    counts = {"reports": 1, "imported": 0, "people": 1, "supports": 4, "on_paper": 0}
    counts |= {"heard": 0, "authors": 0, "shares": [], "categories": []}
    said = [
        {"words": f"말 {n}", "receipt": n, "reported_at": "2026-11-01T00:00:00+00:00"}
        for n in range(1, quotes + 1)
    ]
    return {"id": 1, "name": "버스", "sentence": "뜸함", "printed": True, "quotes": said} | counts


def lines_with_quotes(quotes: int) -> tuple[dict[str, str], int]:
    data = kept()
    data["themes"] = [theme(quotes)]
    data["issues"] = [issue | {"theme": "버스"} for issue in data["issues"]]
    lines = {b.key: plain(b.text) for b in document_in(data).blocks if isinstance(b, Line)}
    return lines, data["projects"][0]["solution"]


def test_a_sheet_repeats_no_quote_of_its_theme_and_says_where_they_are():
    lines, number = lines_with_quotes(2)
    assert "말 1" in lines["theme.1.quote-1"] and f"sheet.{number}.quote-1" not in lines
    assert lines[f"sheet.{number}.theme-1"].endswith("(주민의 말은 2장)")


def test_a_sheet_has_the_quote_that_its_theme_has_no_room_for():
    lines, number = lines_with_quotes(3)
    assert "말 3" in lines[f"sheet.{number}.quote-1"]
    assert f"sheet.{number}.quote-2" not in lines


def test_no_title_is_cut_in_the_picture_of_the_logic():
    data = kept()
    title = "끝까지 " * 24 + "읽음"
    data["issues"] = [issue | {"title": title} for issue in data["issues"]]
    picture = pictures_in(document_in(data))["solutions.chain"]
    assert "…" not in picture.svg.decode() and "읽음" in picture.svg.decode()
    before = pictures_in(document_in(data | {"format": FORMER}))["solutions.chain"]
    assert "…" in before.svg.decode()


def test_the_map_of_a_site_is_low_with_its_legend_beside_it():
    low, tall = (
        next(p for key, p in pictures_in(document_in(kept(n))).items() if key.endswith(".map")
             and key.startswith("sheet."))
        for n in (FORMAT, FORMER)
    )  # fmt: skip
    assert low.on_screen[1] < 0.75 * tall.on_screen[1]


def test_maps_on_slides_are_laid_out_for_a_room():
    document = document_in(kept())
    maps = {p.key: p for slide in document.slides for p in slide.bodies if isinstance(p, Picture)}
    assert (
        maps["problems.map"].on_screen[0]
        == ROOM
        < pictures_in(document)["problems.map"].on_screen[0]
    )
    before = document_in(kept(FORMER))
    shown = [p for slide in before.slides for p in slide.bodies if isinstance(p, Picture)]
    assert all(picture in before.blocks for picture in shown)


def test_a_summary_is_as_large_as_its_one_page_has_room_for():
    page = document_in(kept()).summary
    before = document_in(kept(FORMER)).summary
    assert page is not None and before is not None
    assert fits(before) == [fit(before, WORD)] == [LEAST]
    assert fit(page, WORD) > LEAST and fits(page) == sorted(fits(page), reverse=True)
    assert set(fits(page)) <= set(STEPS) and list(STEPS) == sorted(STEPS, reverse=True)
    pdf = PdfReader(io.BytesIO(SUMMARY_FORMATS["pdf"].export(page)))
    assert len(pdf.pages) == 1


def test_no_seal_stands_in_what_is_filed_and_the_files_that_hold_it_are_named():
    now, before = (
        " ".join(plain(b.text) for b in with_evidence(document_in(kept(n))) if isinstance(b, Line))
        for n in (FORMAT, FORMER)
    )
    assert not re.search("[0-9a-f]{20}", now) and "manifest.json" in now
    assert "0" * 64 in before


def test_the_picture_of_many_long_titles_shares_a_page_and_says_what_it_leaves_out():
    data, title = kept(), "아주 긴 제목이라 한 줄에 다 들어가지 않는 도시문제 " * 4
    (project,), solution, indicator = data["projects"], data["solutions"][0], data["indicators"][0]
    data["solutions"] = [solution | {"number": n, "title": title[:60]} for n in range(1, 8)]
    data["projects"] = [project | {"solution": n} for n in range(1, 8)]
    data["issues"] = [issue | {"title": title[:100]} for issue in data["issues"]]
    linked = data["rows"]["linked"]["rows"][0]
    data["rows"]["linked"]["rows"] = [[n, *linked[1:]] for n in range(1, 8)]
    data["indicators"] = [
        indicator | {"id": n, "solution": n, "name": title[:40]} for n in range(1, 8)
    ]
    picture = pictures_in(document_in(data))["solutions.chain"]
    assert picture.on_screen[1] * picture.width_mm / picture.on_screen[0] <= TALLEST_MM
    assert "그 밖의 해결방안" in picture.alt and "…" not in picture.svg.decode()
