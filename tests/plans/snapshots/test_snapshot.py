"""What a snapshot freezes, and that nothing later changes a byte of what is made from it."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.db import db
from civic.documents.canonical import canonical, fingerprint
from civic.documents.clean import clean
from civic.documents.export.formats import FORMATS
from civic.documents.model import Line, Table, plain
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.plans.models import Plan
from civic.plans.snapshots.documents import compiled, document_of
from civic.plans.snapshots.gather import freeze, gather
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.votes.seal.tally import Tally, TallyRow

HOSTILE = "긴" * 60 + "\u202e뒤집기\u2066 \x07종 👩‍👩‍👧 가나 =1+1"


@pytest.fixture
def report(round):
    def make(title, **values):
        receipt = round.next_receipt
        round.next_receipt += 1
        issue = Issue(round_id=round.id, receipt=receipt, title=title, category="transit")
        for name, value in values.items():
            setattr(issue, name, value)
        db.session.add(issue)
        db.session.flush()
        return issue

    return make


@pytest.fixture
def told(round, report, person):
    """Two listed reports, one merged, one hidden; 민지 and 지우 took part, 하루 only in hiding."""
    minji, jiwoo, haru = (person(name) for name in ("민지", "지우", "하루"))
    west = round.municipality.districts[0].id
    bus = report("버스가 안 와요", reporter_id=minji.id, district_id=west, supports_count=2)
    report("주차할 곳이 없어요", category="parking", reporter_id=minji.id)
    report("버스 늦음", listed=False, merged_into_id=bus.id, status="merged")
    hidden = report("욕설", listed=False, hidden_at=round.created_at, reporter_id=haru.id)
    db.session.add_all(
        [
            Support(issue_id=bus.id, person_id=jiwoo.id),
            Support(issue_id=bus.id, person_id=minji.id),
            IssueComment(issue_id=bus.id, author_id=jiwoo.id, body="저도요"),
            IssueComment(issue_id=hidden.id, author_id=haru.id, body="?"),
        ]
    )
    db.session.commit()
    return bus


@pytest.fixture
def voted(round):
    """A counted vote: the bus is selected, with an indicator 민지's neighbours answered."""
    bus = Solution(round_id=round.id, number=1, title="수요응답형 버스", summary="부르면 와요",
                   category="transit", cost_won=1_500_000_000, status="selected")  # fmt: skip
    park = Solution(round_id=round.id, number=2, title="공유주차", summary="나눠 써요",
                    category="parking", cost_won=3_000_000_000, status="not_selected")  # fmt: skip
    db.session.add_all([bus, park])
    db.session.flush()
    rows = [
        TallyRow(solution_id=bus.id, rank=1, votes=7, cost_won=bus.cost_won, selected=True),
        TallyRow(solution_id=park.id, rank=2, votes=3, cost_won=park.cost_won, selected=False),
    ]
    db.session.add(
        Tally(round_id=round.id, rule="greedy-skip", budget_won=4_000_000_000, voters=8,
              choices=10, eligible=16, rows=rows)
    )  # fmt: skip
    indicator = Indicator(solution_id=bus.id, name="평균 대기시간", unit="분", direction="down",
                          baseline=72, baseline_year=2025, baseline_source="조사",
                          lowest=0, highest=72)  # fmt: skip
    db.session.add(indicator)
    db.session.commit()
    return indicator


def take(round, planner=None):
    snapshot = freeze(Plan.start(round), planner)
    db.session.commit()
    return snapshot


def facts(snapshot) -> dict:
    return {fact.id: fact.value for fact in document_of(snapshot).facts()}


def words(snapshot) -> str:
    texts = []
    for block in document_of(snapshot).blocks:
        texts += [plain(block.text)] if isinstance(block, Line) else []
        if isinstance(block, Table):
            texts += [plain(cell) for row in block.cells for cell in row]
    return "\n".join(texts)


def test_figures_equal_the_rows_they_count(told, round):
    counted = facts(take(round))
    assert counted["issues.reported"] == 3  # the hidden one is left out, the merged one counted
    assert counted["issues.listed"] == 2
    assert counted["issues.merged"] == 1
    assert counted["issues.supports"] == 2
    assert counted["comments.count"] == 1
    assert counted["people.participants"] == 2
    assert counted["district.9900010000.issues"] == 1


def test_districts_add_up_to_all_listed_issues(told, round):
    counted = facts(take(round))
    parts = [v for id, v in counted.items() if id.startswith("district.") and id.endswith("issues")]
    assert sum(parts) == counted["issues.listed"]


def test_hidden_issues_and_residents_names_stay_out(told, round):
    told.shows_name = True
    text = canonical(gather(Plan.start(round))).decode()
    assert "욕설" not in text
    assert not any(name in text for name in ("민지", "지우", "하루", "example.com"))


def test_the_vote_and_the_target_come_from_their_rows(told, voted, person, round):
    for n, value in enumerate((10, 12, 20)):
        db.session.add(
            Preference(indicator_id=voted.id, person_id=person(f"이웃{n}").id, value=value)
        )
    db.session.commit()
    counted = facts(take(round))
    assert (counted["votes.voters"], counted["votes.eligible"]) == (8, 16)
    assert counted["votes.turnout"] == 50.0
    assert (counted["solution.1.votes"], counted["solution.2.votes"]) == (7, 3)
    assert counted["votes.spent"] == 1_500_000_000
    assert counted[f"indicator.{voted.id}.target"] == 12


def test_a_target_nobody_wished_for_is_left_open(voted, round):
    table = next(t for t in document_of(take(round)).tables() if t.key == "targets.indicators")
    assert plain(table.cells[0][7]) == "-"


def test_an_empty_round_still_makes_a_section(round):
    snapshot = take(round)
    assert "해당 없음" in words(snapshot)
    assert "집계 전" in words(snapshot)
    assert facts(snapshot)["people.participants"] == 0


def test_the_indicator_tables_have_the_columns_of_the_form(voted, round):
    titles = {
        table.key: [column.title for column in table.columns]
        for table in document_of(take(round)).tables()
    }
    assert titles["targets.indicators"] == [
        *("연번", "성과목표", "성과지표", "단위", "가중치", "방향", "기준값(연도)", "목표값(연도)")
    ]
    assert set(titles["targets.measuring"]) == {
        *("연번", "성과지표", "설정근거", "산출식", "측정방법", "자료출처")
    }


def test_later_changes_change_no_byte(told, voted, round):
    snapshot = take(round)
    before = {name: made.export(document_of(snapshot)) for name, made in FORMATS.items()}
    told.title, told.supports_count = "바뀐 제목", 99
    db.session.delete(db.session.scalars(db.select(TallyRow)).first())
    round.municipality.name = "다른시"
    db.session.commit()
    compiled.cache_clear()
    again = Plan.of(round).snapshot(snapshot.number)
    assert {name: made.export(document_of(again)) for name, made in FORMATS.items()} == before


def test_the_same_rows_give_the_same_data(told, voted, round):
    plan = Plan.start(round)
    once = canonical(gather(plan))
    db.session.expire_all()
    assert canonical(gather(plan)) == once


def test_each_snapshot_has_the_next_number_and_its_fingerprint(told, round):
    first, second = take(round), take(round)
    assert (first.number, second.number) == (1, 2)
    assert second.sha256 == fingerprint(canonical(second.read()))


def test_hostile_words_are_frozen_clean_and_exported(report, round):
    report(HOSTILE, lat=36.55, lon=127.05)
    db.session.commit()
    snapshot = take(round)
    title = snapshot.read()["issues"][0]["title"]
    assert not set("\u202e\u2066\x07") & set(title)
    assert "가나" in title
    for made in FORMATS.values():
        assert made.export(document_of(snapshot))


def test_column_widths_of_every_table_add_up(told, voted, round):
    for table in document_of(take(round)).tables():
        assert sum(column.width for column in table.columns) == pytest.approx(1)
        assert all(len(row) == len(table.columns) for row in table.cells)


def test_a_planners_lines_keep_their_marks_and_keys(round, person):
    plan = Plan.start(round)
    paragraph = plan.write("overview", "□ 설명회\n- 경로당 4회", person("서연", "planner"))
    snapshot = take(round)
    lines = [b for b in document_of(snapshot).blocks if isinstance(b, Line)]
    mine = [(b.key, b.mark, plain(b.text)) for b in lines if b.key.startswith(paragraph.key)]
    assert mine == [(paragraph.key, "□", "설명회"), (f"{paragraph.key}.2", "-", "경로당 4회")]


def test_acts_are_counted_by_day_in_korea_and_merged_supports_once(told, round, report):
    duplicate = db.session.scalars(db.select(Issue).filter_by(merged_into_id=told.id)).one()
    late = datetime(2026, 10, 5, 15, 30, tzinfo=UTC)  # half past midnight in Korea
    db.session.add(Support(issue_id=duplicate.id, person_id=told.reporter_id, created_at=late))
    report("자정 무렵", created_at=late)
    db.session.commit()
    acts = take(round).read()["acts"]
    assert acts["reports"]["2026-10-06"] == 1
    assert sum(acts["reports"].values()) == 4  # not the hidden one
    assert sum(acts["supports"].values()) == 2
    assert acts["ballots"] == {}  # nobody's vote before the count


LETTERS = st.text('a "\\\n,:[]{}가\u1100\u1161\u202e\u3000é\u200d\ud800😀', max_size=6)
VALUES = st.recursive(
    LETTERS | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab"), inner, max_size=4),
)


@given(VALUES)
def test_every_word_of_a_snapshot_is_clean_however_it_is_nested(value):
    def cleaned(value):
        if isinstance(value, list):
            return [cleaned(inner) for inner in value]
        if isinstance(value, dict):
            return {key: cleaned(inner) for key, inner in value.items()}
        return clean(value) if isinstance(value, str) else value

    assert json.loads(canonical({"value": value})) == {"value": cleaned(value)}
