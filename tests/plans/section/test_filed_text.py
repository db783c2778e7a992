"""What is filed: no identifiers in running text, evidence in the bundle, real numbers in XLSX."""

import io
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from civic.documents.export.evidence_table import METHOD, with_evidence
from civic.documents.export.formats import FORMATS
from civic.documents.export.title_block import base_line
from civic.documents.model import Column, Document, Heading, Line, Table, plain
from civic.documents.numbers import millions
from civic.plans.evidence.bundle import parts
from civic.plans.section.compile import compile_document
from civic.plans.section.upgrade import upgrade
from tests.plans.snapshots.test_schema import KEPT

SHA = "ab" * 32
TAKEN = "2026-11-22T03:00:00+00:00"


def document_in(path: Path) -> Document:
    return compile_document(upgrade(json.loads(path.read_bytes())), 1, TAKEN, SHA)


def test_a_plan_that_argues_files_a_page_of_method_and_no_identifier_before_it():
    document = document_in(KEPT[-1])
    blocks = with_evidence(document)
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == METHOD)
    before = " ".join(plain(b.text) for b in blocks[:at] if isinstance(b, Line))
    assert not re.search(r"[0-9a-f]{12}", before + base_line(document))
    after = [plain(b.text) for b in blocks[at:] if isinstance(b, Line)]
    assert any("manifest.json" in words for words in after) and len(after) < 20
    assert SHA not in " ".join(after)
    assert not any(isinstance(b, Table) for b in blocks[at:])


def test_a_plan_of_before_files_the_table_of_evidence_as_it_did():
    document = document_in(KEPT[7])
    assert isinstance(with_evidence(document)[-1], Table)
    assert base_line(document).endswith(SHA[:12])
    assert "evidence.csv" not in dict(parts(b"{}", document))


def test_the_bundle_holds_every_figures_evidence():
    document = document_in(KEPT[-1])
    rows = dict(parts(b"{}", document))["evidence.csv"].decode("utf-8-sig").splitlines()
    assert rows[0] == "근거 번호,적힌 값,값,무엇을 센 값인가"
    assert {row.split(",")[0] for row in rows[1:]} >= {fact.id for fact in document.facts()}


@pytest.mark.parametrize(("kept", "count"), [(KEPT[-1], 1), (KEPT[11], 3)], ids=["7", "5"])
def test_every_section_of_an_hwpx_names_the_schema_of_2016(kept, count):
    """Before format 6 a page lay on its side, and a section ends where the paper turns."""
    with ZipFile(io.BytesIO(FORMATS["hwpx"].export(document_in(kept)))) as file:
        sections = [n for n in file.namelist() if n.startswith("Contents/section")]
        assert len(sections) == count
        for name in sections:
            head = file.read(name)[:3000].decode()
            assert 'xmlns:hp10="http://www.hancom.co.kr/hwpml/2016/paragraph"' in head


def test_money_in_a_workbook_is_won_shown_in_millions_and_sums_are_formulas():
    paid = (700_000_000, 349_500_000)
    cells = [((f"비목 {n}",), (millions(f"c{n}", won, ""),)) for n, won in enumerate(paid)]
    cells.append((("계",), (millions("c", sum(paid), ""),)))
    columns = (Column("비목", 0.5), Column("계", 0.5, "right"))
    table = Table("t", 1, "사업비", columns, tuple(cells), "(단위: 백만원)", totals=True)
    whole = Document("", "", "", "", False, "", 1, TAKEN, SHA, (table,))
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].export(whole)))
    sheet = book["표 1"]
    assert [sheet.cell(row, 2).value for row in (3, 4, 5)] == [*paid, "=SUM(B3:B4)"]
    assert sheet.cell(4, 2).number_format == "#,##0.0,,"
    values = load_workbook(io.BytesIO(FORMATS["xlsx"].export(whole)), data_only=True)["표 1"]
    assert values.cell(5, 2).value == sum(paid)
