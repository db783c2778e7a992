"""What a snapshot shows of things hidden since: their numbers, never their words. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from civic.plans.section.schema import IssueData, PhotoData, SnapshotData, ThemeData
from civic.plans.section.schema.outcome import SolutionData, TallyRowData
from civic.plans.section.schema.people import MeetingsData
from civic.plans.section.schema.project import ProjectData, ScreeningData

CONCEALED = "가려진 글"  # in place of a title
TEXTS = ("problem", "approach", "site", "operation", "effect")  # of a project plan
Changed = set[tuple[str, int]]  # kinds and numbers of what words were taken from


@dataclass(frozen=True)
class Hidden:
    """What is not to be read: issues and photos by the issue's receipt, solutions by number,
    pictures that planners brought by their key, photos of meetings by their id."""

    issues: frozenset[int] = frozenset()
    photos: frozenset[int] = frozenset()
    solutions: frozenset[int] = frozenset()
    materials: frozenset[str] = frozenset()
    meeting_photos: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        of_residents = self.issues or self.photos or self.solutions
        return bool(of_residents or self.materials or self.meeting_photos)


def conceal(data: SnapshotData, hidden: Hidden) -> tuple[SnapshotData, int]:
    """The data of a snapshot without those words and pictures, and of how many things they were.

    Every number stays. An issue keeps its position for the pictures that count by it, but is
    marked, so that no list tells where it is.
    """
    changed: Changed = set()
    titles = list(_titles(data, hidden))
    whole = data | {
        "issues": [_issue(row, hidden, changed) for row in data["issues"]],
        "photos": [_photo(row, hidden, changed) for row in data["photos"]],
        "themes": [_theme(row, hidden, changed) for row in data["themes"]],
        "solutions": [_solution(row, hidden, changed) for row in data["solutions"]],
        "projects": [_project(row, hidden) for row in data["projects"]],
        "screenings": [_screening(row, hidden) for row in data["screenings"]],
        "meetings": _meetings(data["meetings"], hidden, changed),
        "remarks": [row | {"quote": without(row["quote"], titles)} for row in data["remarks"]],
    }
    if hidden.materials:
        whole["material"] = [row for row in data["material"] if row["key"] not in hidden.materials]
    if data["tally"]:
        rows = [_tallied(row, hidden, changed) for row in data["tally"]["rows"]]
        whole["tally"] = data["tally"] | {"rows": rows}
    return whole, len(changed)


def without(text: str, titles: Iterable[str]) -> str:
    """A quote from the plan without these titles."""
    for title in titles:
        text = text.replace(title, CONCEALED) if title else text
    return text


def _titles(data: SnapshotData, hidden: Hidden) -> Iterator[str]:
    yield from (row["title"] for row in data["issues"] if row["receipt"] in hidden.issues)
    yield from (row["title"] for row in data["solutions"] if row["number"] in hidden.solutions)
    for theme in data["themes"]:
        yield from (q["words"] for q in theme["quotes"] if q["receipt"] in hidden.issues)


def _issue(row: IssueData, hidden: Hidden, changed: Changed) -> IssueData:
    if row["receipt"] not in hidden.issues:
        return row
    changed.add(("issue", row["receipt"]))
    return row | {"title": CONCEALED, "concealed": True}


def _photo(row: PhotoData, hidden: Hidden, changed: Changed) -> PhotoData:
    if row["receipt"] in hidden.issues:
        changed.add(("issue", row["receipt"]))
        return row | {"title": CONCEALED, "alt": "", "jpeg": ""}
    if row["receipt"] in hidden.photos:
        changed.add(("photo", row["receipt"]))
        return row | {"alt": "", "jpeg": ""}
    return row


def _meetings(meetings: MeetingsData, hidden: Hidden, changed: Changed) -> MeetingsData:
    """Without photos that were taken out since."""
    if not hidden.meeting_photos:
        return meetings
    rows = []
    for row in meetings["rows"]:
        gone = {photo["photo"] for photo in row["photos"]} & hidden.meeting_photos
        changed.update(("meeting_photo", id) for id in gone)
        kept = [photo for photo in row["photos"] if photo["photo"] not in gone]
        rows.append(row | {"photos": kept})
    return meetings | {"rows": rows}


def _theme(row: ThemeData, hidden: Hidden, changed: Changed) -> ThemeData:
    """Quotes of what is hidden keep their receipt number alone."""
    gone = {quote["receipt"] for quote in row["quotes"]} & hidden.issues
    changed.update(("issue", receipt) for receipt in gone)
    quotes = [q | {"words": CONCEALED} if q["receipt"] in gone else q for q in row["quotes"]]
    return row | {"quotes": quotes}


def _solution(row: SolutionData, hidden: Hidden, changed: Changed) -> SolutionData:
    if row["number"] not in hidden.solutions:
        return row
    changed.add(("solution", row["number"]))
    steps = [step | {"title": CONCEALED} for step in row.get("steps", ())]
    return row | {"title": CONCEALED, "summary": "", "operator": "", "steps": steps}


def _project(row: ProjectData, hidden: Hidden) -> ProjectData:
    """Its money and months stay, without a word beside them."""
    if row["solution"] not in hidden.solutions:
        return row
    texts: dict[str, list[str]] = {name: [] for name in TEXTS}
    steps = [step | {"title": CONCEALED, "detail": ""} for step in row["steps"]]
    costs = [each | {"item": CONCEALED, "basis": ""} for each in row["costs"]]
    running = [each | {"item": CONCEALED, "payer": ""} for each in row["running"]]
    rows = {"steps": steps, "costs": costs, "running": running, "cases": []}
    return cast(ProjectData, row | texts | rows)


def _screening(row: ScreeningData, hidden: Hidden) -> ScreeningData:
    if row["solution"] not in hidden.solutions:
        return row
    return row | {"note": "", "grounds": [], "department": "", "concealed": True}


def _tallied(row: TallyRowData, hidden: Hidden, changed: Changed) -> TallyRowData:
    if row["number"] not in hidden.solutions or row["title"] == CONCEALED:
        return row
    changed.add(("solution", row["number"]))
    return row | {"title": CONCEALED}
