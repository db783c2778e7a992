"""Pabulib files (.pb): real elections in sections META, PROJECTS and VOTES, read as they are. Pure.

Format: D. Stolicki, S. Szufa, N. Talmon, arXiv:2012.06539, http://pabulib.org/format.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from civic.votes.counting.count import count, totals
from civic.votes.counting.greedy import Placed, Project
from civic.votes.pabulib.rows import PabulibError, Record, SectionTable, sections, table, text_of

VOTE_TYPES = {
    "approval": "approval",
    "choose-1": "approval",
    "ordinal": "ordinal",
    "cumulative": "cumulative",
    "scoring": "scoring",
}
# vote_type: the form of ballot that civic.votes.counting.count knows.
FORMS = {"approval": "approval", "ordinal": "ranked", "cumulative": "points", "scoring": "points"}
NOTHING = ("", "none", "nan", "null", "-")
# A number beyond is a slip or an attack. FINEST: digits behind the point.
LARGEST, FINEST = Decimal(10) ** 15, 9

Number = int | Decimal


class ElectionTooLarge(ValueError):
    """More ballots, projects or marks than whoever reads it counts."""


class Limits(NamedTuple):
    """The most that is counted. marks: what all ballots choose, or give points to, together."""

    ballots: int
    projects: int
    marks: int

    def require(self, ballots: Sequence[Sequence], projects: int, *, fills_up: bool) -> None:
        """fills_up: each ballot will be as long as the list of projects. Raises:
        ElectionTooLarge."""
        marks = len(ballots) * projects if fills_up else sum(map(len, ballots))
        if len(ballots) > self.ballots or projects > self.projects or marks > self.marks:
            raise ElectionTooLarge


@dataclass(frozen=True)
class ListedProject:
    """A project of the file; cost in the file's currency."""

    id: str
    cost: Number
    name: str


@dataclass(frozen=True)
class Election:
    """A whole file. ballots: one for each voter, as votes/counting/count.py takes them.

    Ranks count by Borda points, max_length for a first place. Points are what the voter gave for
    cumulative and scoring ballots, and default_score for each project that a scoring ballot leaves
    out. max_length is the longest ballot in the file when META does not say. least_votes: votes or
    points a project needs to be selected at all (min_project_score_threshold).
    """

    meta: dict[str, str]
    budget: Number
    vote_type: str
    max_length: int
    projects: tuple[ListedProject, ...]
    ballots: tuple[tuple, ...]
    least_votes: Number = 0

    @property
    def form(self) -> str:
        """The form of the ballots, as in civic.votes.counting.count."""
        return FORMS[self.vote_type]

    def totals(self) -> list[Project]:
        """Each project with its sum of votes or points, in the order of the file."""
        sums = totals(self.form, self.ballots, self.max_length)
        return [Project(p.id, p.cost, sums[p.id], n) for n, p in enumerate(self.projects)]

    def count(self, rule: str, completion: str = "add1u-greedy", step=1) -> list[Placed]:
        """The result under a rule of civic.votes.counting.count; equal votes go as listed.

        Raises: counting.RuleNotDefined.
        """
        return count(
            rule,
            [Project(p.id, p.cost, 0, n) for n, p in enumerate(self.projects)],
            self.ballots,
            self.budget,
            form=self.form,
            completion=completion,
            max_choices=self.max_length,
            least_votes=self.least_votes,
            step=step,
        )


def read(data: bytes, limits: Limits | None = None) -> Election:
    """The election in a .pb file.

    Raises: ElectionTooLarge; PabulibError, naming the line, for a missing section or column, a
    number that is none or beyond reason, a vote for a project that is not listed, points that do
    not pair with the vote, a scoring function other than Borda.
    """
    parts = sections(text_of(data))
    meta = _meta(parts["META"])
    budget = _number(meta.get("budget", ""), "budget", None)
    vote_type = _vote_type(meta)
    projects = _projects(parts["PROJECTS"])
    known = {listed.id: listed.id for listed in projects}
    ballots: tuple[tuple, ...]
    if FORMS[vote_type] == "points":
        ballots = tuple(_pointed(table(parts["VOTES"], "VOTES", "vote", "points"), known))
    else:
        ballots = tuple(_chosen(table(parts["VOTES"], "VOTES", "vote"), known))
    longest = max(map(len, ballots), default=0)
    max_length = int(_optional(meta, "max_length", 0)) or longest
    least = _optional(meta, "min_project_score_threshold", 0)
    default = _optional(meta, "default_score", 0, least=None)
    fills_up = vote_type == "scoring" and bool(default)
    if limits is not None:  # before any ballot is filled up
        limits.require(ballots, len(projects), fills_up=fills_up)
    if fills_up:
        everything = dict.fromkeys(known, default)
        ballots = tuple(tuple((everything | dict(ballot)).items()) for ballot in ballots)
    return Election(meta, budget, vote_type, max_length, projects, ballots, least)


def _vote_type(meta):
    name = meta.get("vote_type", "").lower()
    if name not in VOTE_TYPES:
        raise PabulibError(
            f"vote_type {meta.get('vote_type', '')!r} is not one of {', '.join(VOTE_TYPES)}"
        )
    function = meta.get("scoring_fn", "")
    if VOTE_TYPES[name] == "ordinal" and function.lower() not in ("borda", *NOTHING):
        raise PabulibError(f"scoring_fn {function!r} is not Borda")
    return VOTE_TYPES[name]


def _optional(meta, name, otherwise, least=0):
    stated = meta.get(name, "")
    return otherwise if stated.lower() in NOTHING else _number(stated, name, None, least)


def _meta(records: Iterator[Record]) -> dict[str, str]:
    pairs = {cells[0].strip().lower(): cells[1].strip() for _, cells in records if len(cells) > 1}
    if pairs.get("key", "").lower() == "value":
        del pairs["key"]
    return pairs


def _projects(records: Iterator[Record]) -> tuple[ListedProject, ...]:
    projects: dict[str, ListedProject] = {}
    listed = table(records, "PROJECTS", "project_id", "cost")
    for line, key, cost, name in listed.columns("project_id", "cost", "name"):
        if not key:
            raise PabulibError("a project without project_id", line)
        if key in projects:
            raise PabulibError(f"project {key} is listed twice", line)
        projects[key] = ListedProject(key, _number(cost, "cost", line), name)
    return tuple(projects.values())


def _chosen(votes: SectionTable, known: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """The ids each ballot names, once each, as the projects spell them."""
    same = known.__getitem__
    for line, cell in votes.column("vote"):
        try:
            ids = tuple(map(same, cell.split(",")))  # as nearly every row is written
        except KeyError:
            ids = tuple(_named(cell, known, line))
        yield ids if len(set(ids)) == len(ids) else tuple(dict.fromkeys(ids))


def _pointed(
    votes: SectionTable, known: dict[str, str]
) -> Iterator[tuple[tuple[str, Number], ...]]:
    """(id, points) of each ballot. A project named twice counts once, as it was named first."""
    for line, vote, points in votes.columns("vote", "points"):
        ids, given = _named(vote, known, line), _list(points)
        if len(given) != len(ids):
            raise PabulibError(f"{len(ids)} projects but {len(given)} points", line)
        numbers = [_number(text, "points", line, least=None) for text in given]
        first = dict(zip(reversed(ids), reversed(numbers), strict=True))
        yield tuple((id, first[id]) for id in dict.fromkeys(ids))


def _named(cell: str, known: dict[str, str], line: int) -> list[str]:
    ids = _list(cell)
    for id in ids:
        if id not in known:
            raise PabulibError(f"a vote for project {id}, which is not listed", line)
    return [known[id] for id in ids]


def _list(cell: str) -> list[str]:
    if cell.lower() in NOTHING:
        return []
    return [part for part in (part.strip() for part in cell.split(",")) if part]


def _number(text: str, what: str, line: int | None, least: int | None = 0) -> Number:
    plain = _plain_number(text)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise PabulibError(f"{what} {_short(text)} is not a number", line) from None
    # Compared before anything is calculated with it: 1e999999999 is a short text.
    if not value.is_finite() or (least is not None and value < least) or _absurd(value):
        raise PabulibError(f"{what} {_short(text)} is out of range", line)
    return int(value) if value == value.to_integral_value() else value


def _absurd(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return value.copy_abs() > LARGEST or (isinstance(exponent, int) and exponent < -FINEST)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def _plain_number(text: str) -> str:
    """The digits of a sum of money as people write it: 1 234,50 zł; €1,234,567; 1.234.567,50.

    447,000 is read as thousands: a decimal comma is never written with three digits behind it.
    447.000 is what programs print, and read as 447.
    """
    plain = re.sub(r"[\s_'’]", "", text)
    plain = re.sub(r"^([A-Z]{3}|[€$£₩])|(zł|원|[A-Z]{3}|[€$£₩])$", "", plain)
    last = max(plain.rfind(","), plain.rfind("."))
    if last < 0:
        return plain
    mark, rest = plain[last], plain[:last].replace(",", "").replace(".", "")
    # A mark that comes twice parts thousands.
    grouped = plain.count(mark) > 1 or re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", plain)
    return rest + plain[last + 1 :] if grouped else f"{rest}.{plain[last + 1 :]}"
