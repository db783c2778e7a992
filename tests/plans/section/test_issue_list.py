"""The appendix that lists a round's issues: ranked, cut where the template says, traceable."""

import io

import hwpx
import pypdf
import pytest
import unhwp

from civic.db import db
from civic.documents.export import pdf
from civic.documents.export.captions import described, heading_text
from civic.documents.export.docx import writer as docx_writer
from civic.documents.export.evidence_table import evidence, with_evidence
from civic.documents.export.hwpx import writer as hwpx_writer
from civic.documents.model import Heading, Picture, plain
from civic.issues.models import Issue
from civic.plans.models import Plan
from civic.plans.section.template import EXAMPLE, check_template
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze

pytestmark = pytest.mark.either_database


def issue_list(document):
    return next(table for table in document.tables() if table.key == "appendix.issues")


def at_most(rows: int) -> dict:
    """The shipped template with that many rows in the list."""
    chapters = [
        chapter | {"blocks": [block | {"most_rows": rows} if "most_rows" in block else block
                              for block in chapter["blocks"]]}
        for chapter in EXAMPLE["chapters"]
    ]  # fmt: skip
    return {"chapters": chapters}


@pytest.fixture
def reported(round, person):
    """250 issues; the tenth is the most supported, the eleventh is hidden."""
    haru = person("하루")
    for n in range(1, 251):
        db.session.add(
            Issue(
                round_id=round.id,
                receipt=n,
                title=f"문제 {n}",
                category="transit",
                reporter_id=haru.id,
                listed=n != 11,
                supports_count=9 if n == 10 else 1,
                hidden_at=round.created_at if n == 11 else None,
            )
        )
    plan = Plan.start(round)
    db.session.commit()
    return plan


@pytest.fixture
def document(reported, seoyeon):
    snapshot = freeze(reported, seoyeon)
    db.session.commit()
    return document_of(snapshot)


def test_the_most_supported_200_are_listed_and_the_caption_says_so(document):
    table = issue_list(document)
    assert len(table.cells) == 200 and table.caption == "도시문제 목록(공감 상위 200건)"
    first, second = ([plain(cell) for cell in row] for row in table.cells[:2])
    assert first == ["1", "2026-0010", "문제 10", "대중교통", "9", "접수"]
    assert second[:3] == ["2", "2026-0001", "문제 1"]
    assert "249건 가운데 공감이 많은" in " ".join(
        plain(b.text) for b in document.blocks if hasattr(b, "mark")
    )


def test_hidden_issues_and_reporters_stay_out(document):
    words = [plain(cell) for row in issue_list(document).cells for cell in row]
    assert "문제 12" in words and "문제 11" not in words and "하루" not in words


def test_lists_in_files_have_every_issue_in_that_order(document):
    places = document.places
    assert [len(places), places[0].receipt, places[-1].receipt] == [249, "2026-0010", "2026-0250"]
    assert places == tuple(places) and places[1:3] == list(places)[1:3] and places[:0] == ()


def test_each_number_of_supports_has_its_source(document):
    ids = {fact.id for fact in document.facts()}
    assert {f"issue.{n}.supports" for n in (1, 10, 200)} <= ids


def test_a_short_list_is_whole(taken):
    table = issue_list(document_of(taken))
    assert table.caption == "도시문제 목록(전체 2건)"


def test_the_template_says_how_many_rows(reported, seoyeon):
    reported.template = at_most(5)
    table = issue_list(document_of(freeze(reported, seoyeon)))
    assert table.caption == "도시문제 목록(공감 상위 5건)" and len(table.cells) == 5


def test_the_appendix_comes_last_and_may_be_left_out():
    turned = {"chapters": list(reversed(EXAMPLE["chapters"]))}
    assert [c["part"] for c in check_template(turned)["chapters"]][-1] == "appendix"
    without = {"chapters": EXAMPLE["chapters"][:1]}
    assert [c["part"] for c in check_template(without)["chapters"]] == ["overview"]


def test_appendices_are_numbered(document):
    found = [b for b in with_evidence(document) if isinstance(b, Heading) and b.is_appendix]
    assert [heading_text(b) for b in found] == [
        "붙임 1. 도시문제 목록",
        "붙임 2. 숫자를 센 방법과 확인",
    ]


def test_every_picture_has_its_id_in_the_table_of_evidence_and_in_its_words(document):
    shown = [block for block in document.blocks if isinstance(block, Picture)]
    rows = {plain(row[1]): [plain(cell) for cell in row[2:]] for row in evidence(document).cells}
    assert shown and all(rows[each.key][0] == f"그림 {each.number}" for each in shown)
    assert rows["overview.flow"][1] == "참여의 흐름: issues.reported, issues.supports"
    alts = pdf_alts(pdf.export(document))
    assert {described(each) for each in shown} <= alts


def pdf_alts(made: bytes) -> set[str]:
    """The alternative texts in a PDF's structure."""
    file = pypdf.PdfReader(io.BytesIO(made))
    every = (file.get_object(n) for n in range(1, file.trailer["/Size"]))
    return {str(each["/Alt"]) for each in every if isinstance(each, dict) and "/Alt" in each}


def test_a_later_report_changes_no_byte(reported, seoyeon, document):
    before = hwpx_writer.export(document)
    db.session.add(Issue(round_id=reported.round_id, receipt=999, title="늦은", category="transit"))
    db.session.commit()
    assert hwpx_writer.export(document_of(reported.snapshot())) == before


def test_every_format_begins_it_on_a_new_page(document):
    pages = pypdf.PdfReader(io.BytesIO(pdf.export(document))).pages
    assert any(p.extract_text().lstrip().split("\n")[1].startswith("붙임 1.") for p in pages)
    made = hwpx_writer.export(document)
    body = hwpx.HwpxDocument.open(io.BytesIO(made)).sections
    broken = [p for s in body for p in s.element.iterchildren() if p.get("pageBreak") == "1"]
    assert "".join(broken[0].itertext()) == "붙임 1. 도시문제 목록"
    with unhwp.parse_bytes(made) as result:
        assert any("2026-0010" in table["text"] for table in result.get_tables())
    word = docx_writer.new_docx(io.BytesIO(docx_writer.export(document)))
    turned = [p.text for p in word.paragraphs if p.paragraph_format.page_break_before]
    assert turned == ["붙임 1. 도시문제 목록", "붙임 2. 숫자를 센 방법과 확인"]
