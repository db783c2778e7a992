"""What several tables, sheets and pictures ask of a snapshot's data. Pure."""

from collections.abc import Iterable, Sequence

from civic.documents.charts.png import FORMER_SCALE, LIGHT_SCALE, SCALE
from civic.plans.printing.rules import PRINTED
from civic.plans.section.schema import IssueData, SnapshotData, ThemeData
from civic.plans.section.schema.outcome import IndicatorData, SolutionData

LINKED = "linked"  # the row set of reports that chosen solutions are to solve
ARGUES = 2  # the format from which on a plan argues; see upgrade.py
SUMS_UP = 3  # the format from which on there is a summary page
SAYS_ONCE = 5  # the format from which on nothing is said twice, and no column says nothing
IN_NOUNS = 6  # the format from which on it is in 개조식 throughout
LOW_PICTURES = 7  # the format from which on no picture fills a page because there is much to draw
FITS = 8  # the format from which on columns and names have the room they need
LIGHT = 9  # the format from which on pictures have fewer dots, and the logic's whole titles
IN_A_ROOM = 10  # the format from which on slides' words are large enough for a room
EVEN = 11  # the format from which on numbers and pages are evenly set
FEWER_DOTS = 12  # the format from which on pictures have the dots an office's printer shows
SAYS_HOW_MANY = 13  # the format from which on what is shown of a part says so
Place = tuple[float, float]


def argues(data: SnapshotData) -> bool:
    """Documents of these data look as they do since format 2."""
    return data["format"] >= ARGUES


def sums_up(data: SnapshotData) -> bool:
    """There is a summary page beside the section: since format 3."""
    return data["format"] >= SUMS_UP


def says_once(data: SnapshotData) -> bool:
    """What is printed was looked through for what is said twice: since format 5."""
    return data["format"] >= SAYS_ONCE


def is_in_nouns(data: SnapshotData) -> bool:
    """Words were looked through once more for how documents are written: since format 6."""
    return data["format"] >= IN_NOUNS


def has_low_pictures(data: SnapshotData) -> bool:
    """Pictures draw the first of many, in few lines: since format 7."""
    return data["format"] >= LOW_PICTURES


def hides_few_answers(data: SnapshotData) -> bool:
    """No answer of a survey is told that few gave: since format 7."""
    return data["format"] >= LOW_PICTURES


def gives_room(data: SnapshotData) -> bool:
    """Columns are as wide as their words need, and names on maps apart: since format 8."""
    return data["format"] >= FITS


def has_light_pictures(data: SnapshotData) -> bool:
    """Pictures have 200 dots an inch, and the one of the plan's logic tells titles over two
    lines and is a slide: since format 9."""
    return data["format"] >= LIGHT


def dots(data: SnapshotData) -> float:
    """Pixels a unit of its pictures: 150 dots an inch since format 12, 200 since 9, 270 before."""
    if data["format"] >= FEWER_DOTS:
        return SCALE
    return LIGHT_SCALE if has_light_pictures(data) else FORMER_SCALE


def is_read_in_a_room(data: SnapshotData) -> bool:
    """Slides have no picture made for paper; where a target departs from the residents' each
    value has its unit; titles that quote stand in double quotation marks: since format 10."""
    return data["format"] >= IN_A_ROOM


def is_even(data: SnapshotData) -> bool:
    """Numbers read beside each other have as many decimals, the summary fills its page, maps of
    sites are low, no quote is printed twice and no title of the logic is cut: since format 11."""
    return data["format"] >= EVEN


def says_how_many(data: SnapshotData) -> bool:
    """Sheets and maps of some themes say of how many; what running costs is named as in the table
    of costs; dates in tables are not broken; tables on one slide are alike: since format 13."""
    return data["format"] >= SAYS_HOW_MANY


def solving(data: SnapshotData, number: int) -> str:
    """The proposal of this number, as what is to solve something."""
    return f"제안 {number}호" + ("가" if says_how_many(data) else "이")


def has_placed_issues(data: SnapshotData) -> bool:
    """There are reports, and since format 2 one whose district is known."""
    is_placed = any(district["reports"] for district in data["districts"])
    return bool(data["issues"]) and (is_placed or not argues(data))


def printed_issues(data: SnapshotData) -> list[IssueData]:
    """Those that are named, most supported first."""
    return [issue for issue in data["issues"] if issue["printed"] == PRINTED]


def printed_themes(data: SnapshotData) -> list[ThemeData]:
    return [theme for theme in data["themes"] if theme["printed"]]


def solution_of(data: SnapshotData, number: int) -> SolutionData:
    return next(each for each in data["solutions"] if each["number"] == number)


def linked_issues(data: SnapshotData, number: int) -> list[IssueData]:
    """The reports that a chosen solution is to solve, most supported first."""
    packed = data["rows"].get(LINKED, {"columns": [], "rows": []})
    receipts = {receipt for solution, receipt, _supports in packed["rows"] if solution == number}
    issues: list[IssueData] = []
    for issue in data["issues"] if receipts else ():
        if issue["receipt"] in receipts:
            issues.append(issue)
            if len(issues) == len(receipts):
                break  # those of a solution are among the first: 20,000 need not be looked through
    return issues


def themes_of(data: SnapshotData, issues: Iterable[IssueData]) -> list[ThemeData]:
    """The printed themes that these reports are in, most reports first."""
    names = {issue["theme"] for issue in issues}
    return [theme for theme in printed_themes(data) if theme["name"] in names]


def followed_indicators(data: SnapshotData) -> list[IndicatorData]:
    """Those with a target for each year, or with words in a column of the planner's own."""
    followed = data["follow_up"]
    known = {row["indicator"] for row in followed["yearly"]}
    known |= {note["indicator"] for column in followed["columns"] for note in column["notes"]}
    return [row for row in data["indicators"] if row["id"] in known]


def places_of(issues: Iterable[IssueData]) -> list[Place]:
    """Where they are, those that may be told."""
    open_issues = (issue for issue in issues if "concealed" not in issue)
    places = ((issue["lat"], issue["lon"]) for issue in open_issues)
    return [(lat, lon) for lat, lon in places if lat is not None and lon is not None]


def area_indexes(data: SnapshotData, names: Sequence[str]) -> set[int]:
    """The places in the list of districts of those with these names."""
    wanted = set(names)
    return {n for n, each in enumerate(data["districts"]) if each["name"] in wanted}
