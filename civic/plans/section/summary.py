"""요약서: the section on one page, of the same figures. Pure.

Rows and letters are bounded, so that it stays one page whatever a round holds; how many rows are
left to the section is said under each table. What is wrong in the city is said in the planner's
own lines (written for the part SUMMARY), else in the themes' sentences, else by the reports most
supported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from civic.documents.export.text_width import line_count
from civic.documents.model import Block, Document, Line, Table, plain
from civic.documents.numbers import days
from civic.plans.section.labels import receipt_number
from civic.plans.section.reading import (
    printed_issues,
    printed_themes,
    says_how_many,
    says_once,
)
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.sheets.sheet_type import line, titled
from civic.plans.section.tables import TABLES
from civic.plans.section.tables.outcome import baseline_cell, complete, decided_cell
from civic.plans.section.tables.table_type import Cell, Row, TableType, as_text
from civic.plans.section.template import SUMMARY
from civic.plans.section.writer import Writer

TITLE = "주민참여 부문 요약서"
PROBLEMS, SENTENCE = 3, 110  # sentences, and letters of each
ROWS, LINES = 12, 14  # of a table, and how many lines they may have together
NAME = 36  # letters of a name in a table
ON_ONE_LINE = 20  # letters of a date in words
EMS = 58  # across a table's whole width in its letters

# Lines as a template has them (template.py), each by its name; one without its figures is left out.
PEOPLE = (
    "people",
    "○ 참여 주민 {people.participants}: 제보 {issues.new}, 공감 {issues.supports}, 의견"
    " {comments.count}, 해결방안 제안 {solutions.count}[, 기존 민원 {issues.imported}은 따로 셈]",
)
PEOPLE_ONCE = (  # since format 5
    "people",
    "○ 참여 주민 {people.participants}: 제보 {issues.new}, 공감 {issues.supports}[(따로 센 기존"
    " 민원 {issues.imported}의 공감 포함)][, 의견 {comments.count}][, 해결방안 제안"
    " {solutions.count}]",
)
MEETINGS = (
    "meetings",
    "○ 주민 모임 {meetings.held}[, 온 사람 {meetings.people}(모임마다 셈)][, 들은 제보"
    " {meetings.reports}]",
)
VOTE = (
    "vote",
    "○ 주민투표 {votes.voters}[(종이·현장 {votes.paper} 포함)], 확인 주민 중 온라인 투표"
    " {votes.turnout}[, 목표값을 낸 주민 {targets.people}]",
)
NOT_COUNTED = ("vote", "○ 주민투표 집계 전")
PERIOD = ("period", "○ 주민참여 {round.period}")
GOES_ON = ("follow_up", "○ 참여의 지속: 주민과 함께할 활동 {follow_up.activities}")
BUDGET = ("budget", "○ 참여 예산 {round.budget}")
SPENT = (
    "spent",
    "○ 투표로 선정 {votes.selected}, 사업비 {votes.spent} / 예산 {votes.budget} (국비"
    " {votes.national}, 지방비 {votes.local})",
)
SPENT_BY = (SPENT[0], SPENT[1].replace("지방비 ", "{votes.payers} "))  # since format 13
MONEY_TABLES = ("solutions.sources", "solutions.costs")  # the first that has rows


def compile_summary(data: SnapshotData, section: Document) -> Document:
    """section: of the same data, whose title block it shares."""
    blocks = tuple(_blocks(data))
    return replace(
        section, title=TITLE, blocks=blocks, places=(), slides=(), marks=False, is_one_page=True
    )


def _blocks(data: SnapshotData) -> Iterator[Block]:
    writer = Writer(data)
    yield from _titled("problem", "도시문제", _problems(data, writer))
    yield from _titled("voices", "주민의 목소리", _voices(writer))
    yield from _titled("schedule", "추진 일정", _schedule(data, writer))
    yield from _titled("money", "사업비", _money(data, writer))
    yield from _tables(data)


def _titled(key: str, title: str, lines: Iterator[Line]) -> Iterator[Line]:
    for piece in titled(f"summary.{key}", title, lines):
        assert isinstance(piece, Line)  # nothing else stands here
        yield piece


def _said(writer: Writer, *named: tuple[str, str]) -> list[Line]:
    return [
        line
        for name, text in named
        for line in writer.paragraph({"key": f"summary.{name}", "text": text})
    ]


def _voices(writer: Writer) -> Iterator[Line]:
    people = PEOPLE_ONCE if says_once(writer.data) else PEOPLE
    yield from _said(writer, people, MEETINGS)
    yield from _said(writer, VOTE) or _said(writer, NOT_COUNTED)


def _problems(data: SnapshotData, writer: Writer) -> Iterator[Line]:
    own = data["written"].get(SUMMARY, [])
    themes = [theme for theme in printed_themes(data) if theme["sentence"]]
    if own:
        for written in own[:PROBLEMS]:
            yield _shortened(writer.line(written, missing="-"))
    elif themes:
        for theme in themes[:PROBLEMS]:
            count = row_fact("theme.*.reports", theme["id"], theme["reports"],
                             name=theme["name"], unit="건")  # fmt: skip
            words = f"{_clipped(theme['name'])}: {_clipped(theme['sentence'], SENTENCE)} (도시문제 "
            yield line(f"summary.theme.{theme['id']}", "○", words, count, ")")
    else:
        for issue in printed_issues(data)[:PROBLEMS]:
            number = receipt_number(issue)
            supports = row_fact("issue.*.supports", issue["receipt"], issue["supports"],
                                number=number, unit="회")  # fmt: skip
            words = f"“{_clipped(issue['title'], SENTENCE)}” (접수번호 {number}, 공감 "
            yield line(f"summary.issue.{issue['receipt']}", "○", words, supports, ")")


def _shortened(written: Line) -> Line:
    """A planner's line, at most as long as there is room for; a figure stays whole."""
    pieces, left = list(written.text), SENTENCE
    for n, piece in enumerate(pieces):
        length = len(plain((piece,)))
        if length > left:
            cut = (_clipped(piece, left),) if isinstance(piece, str) else ("…",)
            return replace(written, text=(*pieces[:n], *cut))
        left -= length
    return written


def _clipped(words: str, most: int = NAME) -> str:
    return words if len(words) <= most else words[: max(0, most - 1)].rstrip() + "…"


def _unbroken(words: str, data: SnapshotData) -> str:
    """Of a short date in words (2027년 2월 초) none stands alone on the next line."""
    is_short = says_how_many(data) and len(words) <= ON_ONE_LINE
    return words.replace(" ", "\xa0") if is_short else words


def _schedule(data: SnapshotData, writer: Writer) -> Iterator[Line]:
    yield from _said(writer, PERIOD)
    call = data["call"]
    stated = (
        ("접수", days(call["apply_from_on"], call["apply_to_on"])),
        ("평가", days(call["evaluation_from_on"], call["evaluation_to_on"])),
        ("선정", _unbroken(call["selection"], data)),
    )
    known = ", ".join(f"{name} {words}" for name, words in stated if words)
    if known:
        yield line("summary.call", "○", f"공모 {known}")
    steps = [step for project in data["projects"] for step in project["steps"]]
    if steps:
        first, last = min(step["from"] for step in steps), max(step["to"] for step in steps)
        words = f"구축 {first}~{last}개월째(사업 시작 달을 1개월째로 셈)"
        yield line("summary.steps", "○", words)
    yield from _said(writer, GOES_ON)


def _money(data: SnapshotData, writer: Writer) -> Iterator[Line]:
    """What the vote spent of its budget; before the count the budget alone."""
    spent = SPENT_BY if says_how_many(data) else SPENT
    yield from _said(writer, spent) or _said(writer, BUDGET)


def _tables(data: SnapshotData) -> Iterator[Table]:
    """Who pays how much for which solution, and what is promised of them."""
    for kind in map(TABLES.__getitem__, MONEY_TABLES):
        rows = list(kind.rows(data))
        if rows:
            *chosen, total = rows
            money = replace(kind, caption="선정 해결방안의 사업비와 재원", note="")
            yield _table("summary.solutions", 1, money, chosen, (total,), data)
            break
    measured = list(_promises(data))
    if measured:
        yield _table("summary.indicators", 2, PROMISES, measured, (), data)


def _promises(data: SnapshotData) -> Iterator[Row]:
    for row in complete(data):
        weight: Cell = "-"
        if row["weight_percent"] is not None:
            percent, name = row["weight_percent"], row["name"]
            weight = row_fact("indicator.*.weight", row["id"], percent, name=name)
        yield row["name"], row["unit"], weight, baseline_cell(row), decided_cell(row)


PROMISES = TableType(
    "성과지표와 목표값",
    (
        ("성과지표", 0.42, "left"), ("단위", 0.1, "center"), ("가중치", 0.12, "center"),
        ("기준값(연도)", 0.18, "center"), ("목표값(연도)", 0.18, "center"),
    ),
    _promises,
)  # fmt: skip


def _table(
    key: str,
    number: int,
    kind: TableType,
    rows: Sequence[Row],
    total: Sequence[Row],
    data: SnapshotData,
) -> Table:
    """As many rows as there is room for; how many are left is said under them."""
    named: list[Row] = [(_clipped(plain(as_text(first))), *rest) for first, *rest in rows]
    kept = named[: _fitting(named, kind)]
    left, note = len(rows) - len(kept), ""
    if left:
        counted = ", 합계에는 들어 있음" if total else ""
        note = f"나머지 {left}건은 계획서에 있음{counted}"
    shown = replace(kind, rows=lambda _data: iter([*kept, *total]), note=note, totals=not left)
    drawn = shown.draw(key, number, data, {})
    assert drawn is not None  # there are rows
    return drawn


def _fitting(rows: Sequence[Row], kind: TableType) -> int:
    """How many of the rows have room."""
    used = 0
    for n, row in enumerate(rows[:ROWS]):
        cells = zip(row, kind.columns, strict=True)
        used += max(line_count(plain(as_text(cell)), EMS * column[1]) for cell, column in cells)
        if used > LINES:
            return n
    return min(len(rows), ROWS)
