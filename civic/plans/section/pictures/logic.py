"""The picture of the plan's logic: problems, what is done about them, what is promised. Pure."""

from civic.documents.charts.canvas import Drawing
from civic.documents.charts.logic import Chain, chains
from civic.documents.numbers import amount
from civic.plans.section.pictures.problems import shortened
from civic.plans.section.reading import linked_issues, says_once, solution_of
from civic.plans.section.schema import IssueData, SnapshotData
from civic.plans.section.schema.outcome import IndicatorData
from civic.plans.section.tables.outcome import promised

TITLES = ("도시문제", "해결방안", "성과지표")
PROBLEMS = 3  # of each solution, the most supported
LETTERS = 30  # of a title since format 5


def _chains(data: SnapshotData) -> list[Chain]:
    return [_chain(data, project["solution"]) for project in data["projects"]]


def _chain(data: SnapshotData, number: int) -> Chain:
    issues = linked_issues(data, number)
    problems = [f"· {_title(i, data)} (공감 {amount(i['supports'])}회)" for i in issues[:PROBLEMS]]
    if len(issues) > PROBLEMS:
        problems.append(f"· 그 밖의 {amount(len(issues) - PROBLEMS)}건")
    measured = [f"· {_promise(row)}" for row in data["indicators"] if row["solution"] == number]
    return Chain((problems, [solution_of(data, number)["title"]], measured))


def _title(issue: IssueData, data: SnapshotData) -> str:
    """Short enough that the number behind it has room."""
    title = issue["title"]
    if not says_once(data) or len(title) <= LETTERS:
        return title
    return title[: LETTERS - 1].rstrip() + "…"


def _promise(row: IndicatorData) -> str:
    values = [row["baseline"], promised(row)]
    arrow = " → ".join(amount(value) if value is not None else "?" for value in values)
    return f"{row['name']} {arrow}{row['unit']}"


def draw(data: SnapshotData, width: int) -> Drawing | None:
    return chains(_chains(data), TITLES, width, most=4 if says_once(data) else 2)


def alt(data: SnapshotData) -> str:
    each = " / ".join(
        " → ".join(", ".join(shortened(words.removeprefix("· ")) for words in column) or "없음"
                   for column in chain.columns)
        for chain in _chains(data)
    )  # fmt: skip
    return f"선정 해결방안마다 도시문제, 해결방안, 성과지표를 화살표로 이은 그림. {each}."


def sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(f"linked.{project['solution']}.issues" for project in data["projects"])
