"""The picture of the plan's logic: problems, what is done about them, what is promised. Pure."""

from civic.documents.charts.canvas import Drawing
from civic.documents.charts.logic import Chain, chains
from civic.documents.decimals import alike
from civic.documents.export.text_width import line_count
from civic.documents.numbers import amount
from civic.plans.section.pictures.problems import shortened
from civic.plans.section.reading import (
    gives_room,
    has_light_pictures,
    has_low_pictures,
    is_even,
    linked_issues,
    says_once,
    solution_of,
)
from civic.plans.section.schema import IssueData, SnapshotData
from civic.plans.section.schema.outcome import IndicatorData
from civic.plans.section.tables.outcome import promised

TITLES = ("도시문제", "해결방안", "성과지표")
PROBLEMS = 3  # of each solution, the most supported
FEW = 2  # of them since format 9
LINES, LINE = 12, 18  # of one title of each solution together, two to four each; letters; format 9
LETTERS = 30  # of a title since format 5
MOST, LINE_LETTERS = 7, 20  # solutions, and of a title on one line without its number; format 7
SHARES = (0.44, 0.22, 0.34)  # of the columns since format 7
ARROW, UNBROKEN = " → ", "\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}"  # whole on a line; format 9
WHOLE = 12  # lines that no title has; format 11
FEW_LINES, MOST_LINES = 28, 32  # of a picture that shares a page with its table; format 11
EMS = 38  # across its columns; format 11
HANG = 7.5  # units: a dot and the space behind it; format 8


def _numbers(data: SnapshotData) -> list[int]:
    """The solutions that are drawn."""
    chosen = [project["solution"] for project in data["projects"]]
    if not has_low_pictures(data):
        return chosen
    drawn = chosen[:MOST]
    while is_even(data) and len(drawn) > 1 and _lines(_chains_of(data, drawn, 1)) > MOST_LINES:
        drawn.pop()
    return drawn


def _rest(data: SnapshotData) -> str:
    left = len(data["projects"]) - len(_numbers(data))
    return f"그 밖의 해결방안 {left}개는 표에 있음" if left else ""


def _chains(data: SnapshotData) -> list[Chain]:
    numbers, most = _numbers(data), FEW if has_light_pictures(data) else PROBLEMS
    rows = _chains_of(data, numbers, most)
    if is_even(data) and _lines(rows) > FEW_LINES:
        return _chains_of(data, numbers, 1)
    return rows


def _chains_of(data: SnapshotData, numbers: list[int], most: int) -> list[Chain]:
    """most: problems of each solution."""
    return [_chain(data, number, most) for number in numbers]


def _lines(rows: list[Chain]) -> int:
    """About as many as a picture of these has."""
    ems = [share * EMS for share in SHARES]
    return sum(
        max(sum(line_count(words, wide) for words in column)
            for column, wide in zip(row.columns, ems, strict=True))
        for row in rows
    )  # fmt: skip


def _chain(data: SnapshotData, number: int, most: int) -> Chain:
    issues = linked_issues(data, number)
    problems = [_problem(issue, data) for issue in issues[:most]]
    if len(issues) > most:
        problems.append(f"· 그 밖의 {amount(len(issues) - most)}건")
    measured = [
        f"· {_promise(row, data)}" for row in data["indicators"] if row["solution"] == number
    ]
    return Chain((problems, [solution_of(data, number)["title"]], measured))


def _problem(issue: IssueData, data: SnapshotData) -> str:
    if is_even(data):
        return f"· {issue['title']}"
    if has_low_pictures(data):  # the table beside tells numbers and whole titles
        return f"· {_cut(issue['title'], _letters(data))}"
    return f"· {_title(issue, data)} (공감 {amount(issue['supports'])}회)"


def _letters(data: SnapshotData) -> int:
    """Of a title without its number."""
    if not has_light_pictures(data):
        return LINE_LETTERS
    return LINE * min(4, max(2, LINES // len(_numbers(data))))


def _title(issue: IssueData, data: SnapshotData) -> str:
    """Short enough that the number behind it has room."""
    return _cut(issue["title"], LETTERS) if says_once(data) else issue["title"]


def _cut(title: str, letters: int) -> str:
    return title if len(title) <= letters else title[: letters - 1].rstrip() + "…"


def _promise(row: IndicatorData, data: SnapshotData) -> str:
    values = [row["baseline"], promised(row)]
    words = [amount(value) if value is not None else "?" for value in values]
    arrow = ARROW.join(alike(values) if is_even(data) else words)
    return f"{row['name']} {arrow}{row['unit']}"


def _unbroken(row: Chain) -> Chain:
    """What a value becomes stands on one line with it."""
    problems, titles, measured = row.columns
    return Chain((problems, titles, [words.replace(ARROW, UNBROKEN) for words in measured]))


def draw(data: SnapshotData, width: int) -> Drawing | None:
    if has_low_pictures(data):
        hang = HANG if gives_room(data) else 0
        rows = _chains(data)
        if has_light_pictures(data):
            rows = [_unbroken(row) for row in rows]
        most = WHOLE if is_even(data) else 4
        rest = _rest(data)
        return chains(rows, TITLES, width, most=most, shares=SHARES, rest=rest, hang=hang)
    return chains(_chains(data), TITLES, width, most=4 if says_once(data) else 2)


def alt(data: SnapshotData) -> str:
    each = " / ".join(
        " → ".join(", ".join(shortened(words.removeprefix("· ")) for words in column) or "없음"
                   for column in chain.columns)
        for chain in _chains(data)
    )  # fmt: skip
    rest = f" {_rest(data)}." if _rest(data) else ""
    return f"선정 해결방안마다 도시문제, 해결방안, 성과지표를 화살표로 이은 그림. {each}.{rest}"


def sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(f"linked.{number}.issues" for number in _numbers(data))
