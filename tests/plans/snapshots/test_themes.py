"""Themes in the plan: figures that are recounted, a table, quotes with their receipt numbers."""

import csv
import io

import pytest

from civic.db import db
from civic.documents.export.csv import export
from civic.documents.model import Line, plain
from civic.issues.support import Support
from civic.plans.evidence import recount
from civic.plans.evidence.verify import differences
from civic.plans.jobs.run import packed
from civic.plans.models import Plan
from civic.plans.snapshots.concealing import CONCEALED, conceal
from civic.plans.snapshots.documents import concealed_in, document_of, hidden_of, opened
from civic.plans.snapshots.gather import freeze
from civic.plans.snapshots.staleness import changed_since
from civic.themes.models import Theme
from civic.themes.quotes import Quote, span_of
from tests.factory import add_issue

pytestmark = pytest.mark.either_database


@pytest.fixture
def bus(round, person, seoyeon):
    """A theme of 민지's two reports, one of them merged, and one that was imported; 준호 supports
    both of the reports. A theme nobody named, and a report in none."""
    minji, junho = person("민지"), person("준호")
    where = {"district_id": round.municipality.districts[0].id}
    body = "저녁 일곱 시에 막차가 끊겨요. 학생들이 걸어와요."
    first = add_issue(round, 1, reporter_id=minji.id, body=body, supports_count=1, **where)
    second = add_issue(round, 2, reporter_id=minji.id, title="배차가 길어요", supports_count=1)
    merged = add_issue(
        round, 3, reporter_id=junho.id, listed=False, merged_into_id=first.id, status="merged"
    )
    other = add_issue(round, 4, title="주차할 곳이 없어요")
    unnamed = add_issue(round, 5, title="가로등이 꺼졌어요")
    round.next_receipt = 6
    db.session.add_all([Support(issue_id=first.id, person_id=junho.id)])
    db.session.add_all([Support(issue_id=second.id, person_id=junho.id)])
    theme, _ = Theme.start(round)
    theme.rename("저녁 버스가 뜸해요", "막차와 배차에 관한 글", seoyeon)
    theme.take([first.id, second.id, merged.id], seoyeon)
    dark, _ = Theme.start(round, ["가로등"])
    dark.take([unnamed.id], seoyeon)
    Quote.choose(theme, [span_of(theme, first, "저녁 일곱 시에 막차가 끊겨요.")], seoyeon)
    db.session.commit()
    assert other.id
    return theme


@pytest.fixture
def frozen(bus, round, seoyeon):
    snapshot = freeze(Plan.start(round), seoyeon)
    db.session.commit()
    return snapshot


def table(document, key):
    return next(table for table in document.tables() if table.key == key)


def words(table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.cells]


def test_every_figure_of_themes_is_what_its_rows_give(frozen):
    facts = {fact.id: fact.value for fact in document_of(frozen).facts()}
    figures = [{"id": id, "value": value} for id, value in facts.items()]
    assert recount.differing(frozen.read(), figures) == []
    assert (facts["themes.count"], facts["themes.reports"], facts["themes.none"]) == (1, 2, 2)
    assert facts["themes.reports"] + facts["themes.none"] == facts["issues.listed"]
    assert (facts["theme.1.new"], facts["theme.1.people"]) == (2, 2)
    assert facts["theme.1.supports"] == 2


def test_the_section_tells_themes_and_quotes_with_their_receipt_numbers(frozen, round):
    document = document_of(frozen)
    (row,) = words(table(document, "problems.voices"))
    assert row[:2] == ["저녁 버스가 뜸해요", "2"]
    lines = {block.key: plain(block.text) for block in document.blocks if isinstance(block, Line)}
    number = Quote.of(db.session.scalars(db.select(Theme)).first())[0].issue.receipt_number
    assert lines["theme.1.quote-1"] == f"“저녁 일곱 시에 막차가 끊겨요.” (접수번호 {number})"
    assert lines["theme.1.sentence"] == "막차와 배차에 관한 글"
    assert "가로등" not in "".join(lines.values())


def test_a_bundle_with_themes_is_verified_and_its_list_names_them(frozen):
    assert differences(packed(frozen)) == []
    rows = list(csv.DictReader(io.StringIO(export(document_of(frozen)).decode("utf-8-sig"))))
    assert [row["주제"] for row in rows].count("저녁 버스가 뜸해요") == 2


def test_words_of_a_quote_hidden_since_are_concealed_and_numbers_stay(frozen, bus):
    (quote,) = Quote.of(bus)
    quote.issue.hide("욕설")
    db.session.commit()
    assert concealed_in(frozen) == 1
    shown, _count = conceal(opened(frozen.data), hidden_of(frozen))
    (told,) = shown["themes"][0]["quotes"]
    assert told["words"] == CONCEALED and told["receipt"] == quote.issue.receipt
    assert "막차가 끊겨요" not in str(document_of(frozen).blocks)
    assert shown["themes"][0]["reports"] == 2


def test_a_change_of_themes_is_told_since(frozen, bus, seoyeon):
    assert changed_since(frozen.plan, frozen) == ()
    bus.rename("버스", "", seoyeon)
    db.session.commit()
    assert "themes" in changed_since(frozen.plan, frozen)


def test_without_themes_the_section_says_nothing_of_them(taken):
    document = document_of(taken)
    keys = {getattr(block, "key", "") for block in document.blocks}
    assert keys & {"problems.voices", "theme.1.count", "problems.themes.count"} == set()
    assert not any(fact.id.startswith("theme") for fact in document.facts())
