"""요약서: the section's own figures on one page, whatever the round holds."""

import io
import json
from copy import deepcopy

import pytest
from pypdf import PdfReader

from civic.documents.export.formats import SUMMARY_FORMATS
from civic.documents.model import Document, Line, plain
from civic.plans.evidence import recount
from civic.plans.evidence.bundle import figures
from civic.plans.section import summary
from civic.plans.section.compile import compile_document
from civic.plans.section.upgrade import upgrade
from tests.documents.readers import rhwp
from tests.plans.snapshots.test_schema import KEPT

TAKEN = "2026-11-22T03:00:00+00:00"
LONG = "아주 긴 이름이라 한 줄에 다 들어가지 않는 해결방안과 성과지표 " * 3


def kept() -> dict:
    return deepcopy(dict(upgrade(json.loads(KEPT[-1].read_bytes()))))


def crowded() -> dict:
    """Eight chosen solutions and twelve indicators with long names, and long sentences."""
    data = kept()
    (project,), solution, indicator = data["projects"], data["solutions"][0], data["indicators"][0]
    data["solutions"] = [solution | {"number": n, "title": LONG} for n in range(1, 9)]
    data["projects"] = [project | {"solution": n} for n in range(1, 9)]
    data["indicators"] = [indicator | {"id": n, "name": LONG, "missing": []} for n in range(12)]
    data["written"][summary.SUMMARY] = [
        {"key": f"summary.w{n}", "text": LONG * 3} for n in range(9)
    ]
    return data


def page_of(data: dict) -> Document:
    page = compile_document(data, 1, TAKEN, "0" * 64).summary
    assert page is not None
    return page


def lines(page: Document) -> dict[str, str]:
    return {block.key: plain(block.text) for block in page.blocks if isinstance(block, Line)}


def pdf_pages(page: Document) -> int:
    return len(PdfReader(io.BytesIO(SUMMARY_FORMATS["pdf"].export(page))).pages)


def test_every_figure_of_the_summary_is_recounted_and_none_is_its_own():
    data = kept()
    document = compile_document(data, 1, TAKEN, "0" * 64)
    facts = document.summary.facts()
    assert len(facts) > 10
    assert recount.differing(data, [{"id": f.id, "value": f.value} for f in facts]) == []
    assert {f.id for f in facts} <= {f["id"] for f in figures(document)["figures"]}
    of_section = {fact.id: fact.value for fact in document.facts()}
    assert all(of_section.get(fact.id, fact.value) == fact.value for fact in facts)


def test_the_problem_is_the_planners_own_lines_else_the_themes_else_the_reports():
    data = kept()
    data["written"][summary.SUMMARY] = [{"key": "summary.w1", "text": "제보 {issues.new}이 말함"}]
    assert lines(page_of(data))["summary.w1"].startswith("제보 ")
    data["written"] = {}
    counts = {"reports": 1, "imported": 0, "people": 1, "supports": 4, "on_paper": 0}
    counts |= {"heard": 0, "authors": 0, "quotes": [], "shares": [], "categories": []}
    theme = {"id": 1, "name": "버스", "sentence": "버스가 뜸함", "printed": True}
    data["themes"] = [theme | counts]
    assert "버스가 뜸함" in " ".join(lines(page_of(data)).values())
    data["themes"] = []
    assert any(key.startswith("summary.issue.") for key in lines(page_of(data)))


def test_money_by_source_targets_and_the_vote_stand_on_it():
    page = page_of(kept())
    money, promises = page.tables()
    assert [column.title for column in money.columns][:2] == ["해결방안", "계"]
    assert plain(money.cells[-1][0]) == "합계"
    assert [column.title for column in promises.columns][3:] == ["기준값(연도)", "목표값(연도)"]
    assert "확인 주민 중 온라인 투표" in lines(page)["summary.vote"]


def test_before_the_vote_it_says_so_and_has_no_money():
    data = kept() | {"tally": None, "projects": [], "indicators": []}
    page = page_of(data)
    assert page.tables() == [] and lines(page)["summary.vote"] == "주민투표 집계 전"
    assert "summary.budget" in lines(page)


def test_it_is_one_page_for_eight_solutions_and_twelve_indicators_with_long_names():
    page = page_of(crowded())
    money, promises = page.tables()
    assert len(money.cells) - 1 + int(money.note.removeprefix("나머지 ").split("건")[0]) == 8
    assert promises.note.startswith("나머지 ")
    assert pdf_pages(page) == pdf_pages(page_of(kept())) == 1


@pytest.mark.parametrize("format", ["hwpx", "hwp"])
def test_it_is_one_page_in_hangul_too(format):
    made = SUMMARY_FORMATS[format].export(page_of(crowded()))
    assert made == SUMMARY_FORMATS[format].export(page_of(crowded()))
    assert rhwp.Document.from_bytes(made).page_count == 1


def test_short_names_all_stand_there():
    data = crowded()
    for n, row in enumerate([*data["solutions"], *data["indicators"]]):
        row["title"] = row["name"] = f"이름 {n}"
    page = page_of(data)
    money, promises = page.tables()
    assert (len(money.cells), len(promises.cells)) == (9, 12)
    assert (money.note, promises.note) == ("", "") and pdf_pages(page) == 1


def test_a_snapshot_of_before_has_none():
    data = upgrade(json.loads(KEPT[0].read_bytes()))
    assert compile_document(data, 1, TAKEN, "0" * 64).summary is None
