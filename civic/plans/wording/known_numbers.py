"""The numbers a snapshot knows, with the words people use for them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from civic.plans.section.facts import FIGURES
from civic.plans.section.schema import SnapshotData
from civic.plans.section.tables.projects import whole_cost

# (nouns, units, the figure that is meant, others that the same words may mean)
HEADLINES: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    (
        "참여 주민|참여한 주민|참여자|참여 인원|주민 참여",
        ("명",),
        "people.participants",
        ("votes.voters", "votes.online", "targets.people", "meetings.people", "people.voters"),
    ),
    (
        "투표 주민|투표자|투표한 주민|투표 참여",
        ("명",),
        "votes.voters",
        ("votes.online", "people.voters"),
    ),
    ("투표율|온라인 투표율", ("%",), "votes.turnout", ()),
    ("확인 주민|거주 확인 주민", ("명",), "votes.eligible", ()),
    ("기존 민원", ("건",), "issues.imported", ()),
    (
        "제보|접수",
        ("건",),
        "issues.new",
        ("issues.reported", "issues.listed", "issues.merged", "issues.imported", "issues.office",
         "meetings.reports"),
    ),
    (
        "도시문제",
        ("건", "개"),
        "issues.listed",
        ("issues.reported", "issues.new", "issues.printed", "issues.left_out", "themes.reports",
         "themes.none"),
    ),
    ("공감", ("회", "건", "개", "명"), "issues.supports", ("meetings.supports",)),
    ("컨설팅 의견", ("건", "개"), "remarks.count", ("remarks.answered",)),
    ("주민 의견|댓글", ("건", "개"), "comments.count", ()),
    ("희망 목표값", ("건", "개", "명"), "preferences.count", ("targets.people",)),
    ("해결방안 제안|제안", ("건", "개"), "solutions.count", ("votes.selected", "solutions.office")),
    ("선정한 해결방안|선정 해결방안|선정", ("건", "개"), "votes.selected", ()),
    ("주제", ("개",), "themes.count", ()),
    ("주민 모임", ("회", "번", "건"), "meetings.held", ()),
    ("총사업비|사업비", ("원",), "votes.spent", ("round.budget", "votes.budget", "votes.national",
                                              "votes.local")),
    ("국비", ("원",), "votes.national", ()),
    ("지방비", ("원",), "votes.local", ()),
)  # fmt: skip


@dataclass(frozen=True)
class KnownNumber:
    """nouns: a pattern of the words for it. units: that it is written with; 원 in any size. value:
    of the figure `fact`; others: of what the same words may mean. says: what it counts. name: of
    what it is about; a line that does not have the name is about something else."""

    nouns: str
    units: tuple[str, ...]
    value: float
    fact: str
    says: str
    others: tuple[float, ...] = ()
    name: str = ""


def known_numbers(data: SnapshotData) -> list[KnownNumber]:
    """Those with a name first: they are meant where the name stands."""
    named = [*_of_solutions(data), *_of_indicators(data), *_of_themes(data)]
    return [*named, *_of_categories(data), *_headlines(data)]


def _headlines(data: SnapshotData) -> Iterator[KnownNumber]:
    for nouns, units, id, others in HEADLINES:
        value = _value(id, data)
        if value is not None:
            more = tuple(v for v in (_value(other, data) for other in others) if v is not None)
            yield KnownNumber(nouns, units, value, id, FIGURES[id].says, more)


def _value(id: str, data: SnapshotData) -> float | None:
    value = FIGURES[id].value(data)
    return None if isinstance(value, str) else value


def _of_solutions(data: SnapshotData) -> Iterator[KnownNumber]:
    titles = {row["number"]: row["title"] for row in data["solutions"]}
    planned = {row["solution"]: whole_cost(row) for row in data["projects"]}
    for row in data["tally"]["rows"] if data["tally"] else []:
        number = row["number"]
        title = titles.get(number, row["title"])
        votes = ("득표|투표|표", ("표",), row["votes"], f"solution.{number}.votes")
        yield KnownNumber(*votes, f"‘{title}’의 득표", name=title)
        cost = ("사업비|예산", ("원",), row["cost_won"], f"solution.{number}.cost")
        others = (planned[number],) if planned.get(number) else ()
        yield KnownNumber(*cost, f"‘{title}’의 사업비", others, title)


def _of_indicators(data: SnapshotData) -> Iterator[KnownNumber]:
    for row in data["indicators"]:
        id, name, unit = row["id"], row["name"], (row["unit"],)
        if row["baseline"] is not None:
            about = ("기준값|현재값|현재", unit, row["baseline"], f"indicator.{id}.baseline")
            yield KnownNumber(*about, f"‘{name}’의 기준값", name=name)
        target = row["departure"]["value"] if row["departure"] else row["median"]
        if target is not None:
            about = ("목표값|목표", unit, target, f"indicator.{id}.target")
            years = data["follow_up"]["yearly"]
            others = tuple(each["value"] for each in years if each["indicator"] == id)
            yield KnownNumber(*about, f"‘{name}’의 목표값", others, name)


def _of_themes(data: SnapshotData) -> Iterator[KnownNumber]:
    for theme in data["themes"]:
        about = ("제보|도시문제", ("건",), theme["reports"], f"theme.{theme['id']}.reports")
        others = (theme["reports"] - theme["imported"], theme["imported"])
        yield KnownNumber(*about, f"주제 ‘{theme['name']}’의 도시문제", others, theme["name"])
    for district in data["districts"]:
        about = (
            "제보|도시문제",
            ("건",),
            district["reports"],
            f"district.{district['code']}.issues",
        )
        yield KnownNumber(*about, f"{district['name']}의 도시문제", name=district["name"])


def _of_categories(data: SnapshotData) -> Iterator[KnownNumber]:
    """Also by a half of its name (보행·도로). Without a name: other numbers stay comparable."""
    for category in data["categories"]:
        name = category["name"]
        halves = "|".join(map(re.escape, (name, *name.split("·"))))
        nouns = rf"(?:{halves})(?: ?(?:분야|부문|관련))?(?:의)? ?(?:제보|도시문제)"
        id = f"category.{name}.issues"
        yield KnownNumber(nouns, ("건",), category["reports"], id, f"{name}의 도시문제")
