"""Themes in the plan: figures that are recounted, a table, quotes with their receipt numbers."""

import csv
import io
import json
import subprocess
import sys
from datetime import timedelta
from zipfile import ZipFile

import pytest

from civic.db import db
from civic.documents.export.csv import export
from civic.documents.model import Line, plain
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.meetings.models import Meeting
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
from tests.conftest import NOW
from tests.factory import add_issue

pytestmark = pytest.mark.either_database


@pytest.fixture
def bus(round, person, seoyeon):
    """A theme of 민지's two reports and of one of 준호, with three supports on paper, that was
    merged into the first; 준호 supports both. A theme nobody named, and a report in none."""
    minji, junho = person("민지"), person("준호")
    where = {"district_id": round.municipality.districts[0].id}
    body = "저녁 일곱 시에 막차가 끊겨요. 학생들이 걸어와요."
    first = add_issue(round, 1, reporter_id=minji.id, body=body, supports_count=4, **where)
    later = {"supports_count": 1, "created_at": NOW + timedelta(hours=1)}
    second = add_issue(round, 2, reporter_id=minji.id, title="배차가 길어요", **later)
    paper = {"offline_supports": 3, "supports_count": 3}
    merged = add_issue(
        *(round, 3),
        **{"reporter_id": junho.id, "listed": False, "status": "merged"} | paper,
        merged_into_id=first.id,
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
    assert (facts["theme.1.supports"], facts["theme.1.on_paper"]) == (5, 3)


def test_all_that_a_theme_says_is_counted_from_rows_and_kept_whole(frozen, bus):
    data = frozen.read()
    (theme,) = data["themes"]
    assert (theme["reports"], theme["people"], theme["supports"]) == (2, 2, 5)
    assert theme["on_paper"] == 3, "with what was merged into it"
    assert theme["categories"] == [{"name": "대중교통", "reports": 2}]
    days = [row["reported_at"] for row in data["issues"] if row["theme"] == bus.name]
    assert [theme["first_at"], theme["last_at"]] == [min(days), max(days)] and days[0] != days[1]
    assert recount.uneven_themes(data) == []


def test_what_was_heard_at_meetings_and_who_wrote_in_files_are_recounted(bus, round, seoyeon):
    words = {"kind": "briefing", "title": "경로당 설명회", "place": "경로당", "host": "교통과"}
    meeting = Meeting.plan(round, seoyeon, "meeting-0001", starts_at=NOW, **words)
    file = IssueImport.keep(round, None, "민원.csv", "제목\n버스".encode())
    db.session.flush()
    merged = db.session.scalars(db.select(Issue).filter_by(receipt=3)).one()
    merged.merged_into, merged.listed = None, True
    merged.hear(meeting.id, 4)
    merged.merge_into(db.session.scalars(db.select(Issue).filter_by(receipt=1)).one(), seoyeon)
    old = [add_issue(round, n, import_id=file.id, author_key="a" * 24) for n in (6, 7)]
    bus.take([issue.id for issue in old], seoyeon)
    snapshot = freeze(Plan.start(round), seoyeon)
    data = snapshot.read()
    (theme,) = data["themes"]
    assert (theme["heard"], theme["imported"], theme["authors"], theme["people"]) == (4, 2, 1, 2)
    facts = {fact.id: fact.value for fact in document_of(snapshot).facts()}
    assert (facts["theme.1.heard"], facts["theme.1.authors"]) == (4, 1)
    figures = [{"id": id, "value": value} for id, value in facts.items()]
    assert recount.differing(data, figures) == recount.uneven_themes(data) == []
    for what in ("heard", "authors"):
        wrong = data | {"themes": [theme | {what: 9}]}
        assert any(what in sentence for sentence in recount.uneven_themes(wrong))


@pytest.mark.parametrize(
    ("what", "value"),
    [
        *(("reports", 3), ("imported", 1), ("people", 3), ("supports", 6), ("on_paper", 0)),
        *(("first_at", "2020-01-01"), ("last_at", "2027-01-01")),
        ("shares", [{"code": "4700000000", "name": "달내동", "reports": 1}]),
        ("categories", [{"name": "대중교통", "reports": 1}]),
    ],
)
def test_a_number_of_a_theme_that_its_rows_do_not_give_is_named(what, value, frozen):
    data = frozen.read()
    data["themes"][0][what] = value
    assert recount.uneven_themes(data) != []


def test_themes_and_what_is_in_none_are_all_that_is_listed(frozen):
    data = frozen.read()
    data["themes"].append(data["themes"][0] | {"id": 9, "reports": 1})
    told = recount.uneven_themes(data)
    assert "주제에 든 것과 들지 않은 것을 더해도 목록에 있는 도시문제와 다름" in told
    assert any(sentence.startswith("주제 9의 reports") for sentence in told)


def test_a_bundle_whose_theme_was_changed_is_not_verified(frozen, tmp_path):
    packed_again = io.BytesIO()
    with ZipFile(io.BytesIO(packed(frozen))) as old, ZipFile(packed_again, "w") as new:
        old.extractall(tmp_path)
        for name in old.namelist():
            body = old.read(name)
            if name == "snapshot.json":
                data = json.loads(body)
                data["themes"][0]["on_paper"] = 99  # printed nowhere
                body = json.dumps(data, ensure_ascii=False).encode()
                (tmp_path / name).write_bytes(body)
            new.writestr(name, body)
    sentence = "주제 1의 on_paper: 적힌 값 99, 세어 보니 3"
    assert sentence in differences(packed_again.getvalue())
    run = [sys.executable, "recount.py"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and sentence in done.stdout


def test_the_section_tells_themes_and_quotes_with_their_receipt_numbers(frozen, round):
    document = document_of(frozen)
    (row,) = words(table(document, "problems.voices"))
    assert row[:2] == ["저녁 버스가 뜸해요", "2"]
    lines = {block.key: plain(block.text) for block in document.blocks if isinstance(block, Line)}
    number = Quote.of(db.session.scalars(db.select(Theme)).first())[0].issue.receipt_number
    assert lines["theme.1.quote-1"] == f"“저녁 일곱 시에 막차가 끊겨요.” (접수번호 {number})"
    assert lines["theme.1.sentence"] == "막차와 배차에 관한 글"
    assert "가로등" not in "".join(lines.values())


def test_of_three_quotes_the_section_prints_both_stances(bus, round, seoyeon):
    first = db.session.scalars(db.select(Issue).filter_by(receipt=1)).one()
    first.body = (
        "막차를 늦춰 주세요, 걸어와요.\n배차를 늘려 주세요, 길어요.\n노선은 그대로 두어 주세요."
    )
    lines = first.body.split("\n")
    Quote.choose(bus, [span_of(bus, first, words) for words in lines], seoyeon)
    snapshot = freeze(Plan.start(round), seoyeon)
    (theme,) = snapshot.read()["themes"]
    assert [quote["words"] for quote in theme["quotes"]] == [lines[0], lines[2], lines[1]]
    printed = [
        plain(block.text)
        for block in document_of(snapshot).blocks
        if isinstance(block, Line) and block.key.startswith("theme.1.quote")
    ]
    assert len(printed) == 2 and lines[2] in printed[1]


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
