"""Pabulib files (.pb): real elections in sections META, PROJECTS and VOTES, read as they are.

Format: D. Stolicki, S. Szufa, N. Talmon, arXiv:2012.06539, http://pabulib.org/format.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from civic.votes.greedy import Project

SECTIONS = ("META", "PROJECTS", "VOTES")
VOTE_TYPES = {
    "approval": "approval",
    "choose-1": "approval",
    "ordinal": "ordinal",
    "cumulative": "cumulative",
    "scoring": "scoring",
}
# vote_type: the form of ballot that civic.votes.counting knows.
FORMS = {"approval": "approval", "ordinal": "ranked", "cumulative": "points", "scoring": "points"}
LONGEST_QUOTED_LINES = 100
OTHER_NAMES = {"id": "project_id", "project": "project_id", "projectid": "project_id"}
NOTHING = ("", "none", "nan", "null", "-")

Number = int | Decimal
Vote = tuple[tuple[str, Number], ...]
Record = tuple[int, list[str]]


class PabulibError(ValueError):
    """A file that can't be read as an election. line: counted from 1; None for the whole file."""

    def __init__(self, problem: str, line: int | None = None):
        super().__init__(f"line {line}: {problem}" if line else problem)
        self.line = line


@dataclass(frozen=True)
class Listed:
    """A project of the file; cost in the file's currency."""

    id: str
    cost: Number
    name: str


@dataclass(frozen=True)
class Election:
    """A whole file. votes: one tuple of (project id, points) for each voter.

    Points are 1 for approvals; max_length, max_length - 1 … down the ranks for ordinal ballots
    (Borda); what the voter gave for cumulative and scoring ballots, and default_score for each
    project that a scoring ballot leaves out. max_length is the longest ballot in the file when META
    does not say. least_votes: votes or points a project needs to be selected at all
    (min_project_score_threshold).
    """

    meta: dict[str, str]
    budget: Number
    vote_type: str
    max_length: int
    projects: tuple[Listed, ...]
    votes: tuple[Vote, ...]
    least_votes: Number = 0

    @property
    def form(self) -> str:
        """The form of the ballots, as in civic.votes.counting."""
        return FORMS[self.vote_type]

    def ballots(self) -> Iterator[Sequence]:
        """The ballots as civic.votes.counting takes them in this form."""
        for vote in self.votes:
            yield vote if self.form == "points" else [project for project, _ in vote]

    def totals(self) -> list[Project]:
        """Each project with its sum of points, in the order of the file."""
        sums: dict[str, Number] = {listed.id: 0 for listed in self.projects}
        for vote in self.votes:
            for project, points in vote:
                sums[project] += points
        return [
            Project(listed.id, listed.cost, sums[listed.id], order)
            for order, listed in enumerate(self.projects)
        ]


def read(data: bytes) -> Election:
    """The election in a .pb file.

    Raises: PabulibError, naming the line, for a missing section or column, a number that is none,
    a vote for a project that is not listed, points that do not pair with the vote, a scoring
    function other than Borda.
    """
    sections = _sections(_text(data))
    meta = _meta(sections["META"])
    budget = _number(meta.get("budget", ""), "budget", None)
    vote_type = _vote_type(meta)
    projects = _projects(sections["PROJECTS"])
    ballots = list(_ballots(sections["VOTES"], {listed.id for listed in projects}))
    longest = max((len(chosen) for _, chosen, _ in ballots), default=0)
    max_length = int(_optional(meta, "max_length", longest))
    votes = tuple(
        _points(vote_type, max_length, line, chosen, given) for line, chosen, given in ballots
    )
    least = _optional(meta, "min_project_score_threshold", 0)
    default = _optional(meta, "default_score", 0, least=None)
    if vote_type == "scoring" and default:
        everything = {listed.id: default for listed in projects}
        votes = tuple(tuple({**everything, **dict(vote)}.items()) for vote in votes)
    return Election(meta, budget, vote_type, max_length, projects, votes, least)


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


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Polish spreadsheets of the time; any single-byte reading keeps ids equal to themselves.
        return data.decode("cp1250", "replace")


def _sections(text: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    records: list[Record] | None = None
    for line, cells in _records(re.split(r"\r\n|\r|\n", text)):
        heading = cells[0].strip("\ufeff :").upper()
        if heading in SECTIONS and not any(cells[1:]):
            records = found.setdefault(heading, [])
        elif records is not None:
            records.append((line, cells))
        elif any(cells):
            raise PabulibError("something stands before the first section", line)
    for name in SECTIONS:
        if name not in found:
            raise PabulibError(f"the section {name} is missing")
    return found


def _records(lines: list[str]) -> Iterator[Record]:
    """Rows with their line numbers; a quoted cell may hold line breaks, a stray quote may not."""
    at = 0
    while at < len(lines):
        taken = _quoted_lines(lines, at)
        if '"' not in lines[at]:
            cells = lines[at].split(";")
        else:
            joined = "\n".join(lines[at : at + max(taken, 1)])
            quoting = csv.QUOTE_MINIMAL if taken else csv.QUOTE_NONE
            cells = next(csv.reader([joined], delimiter=";", quoting=quoting), [])
        if any(cell.strip() for cell in cells):
            yield at + 1, [cell.strip() for cell in cells]
        at += max(taken, 1)


def _quoted_lines(lines: list[str], at: int) -> int:
    """How many lines one row takes; 0 when its quotes never close and are plain characters."""
    if lines[at].count('"') % 2 == 0:
        return 1
    for more in range(1, LONGEST_QUOTED_LINES):
        if at + more >= len(lines) or lines[at + more].strip("; ").upper() in SECTIONS:
            return 0
        if lines[at + more].count('"') % 2:
            return more + 1 if re.search(r'(^|;)\s*"', lines[at]) else 0
    return 0


def _meta(records: list[Record]) -> dict[str, str]:
    pairs = {cells[0].lower(): cells[1] if len(cells) > 1 else "" for _, cells in records}
    if pairs.get("key", "").lower() == "value":
        del pairs["key"]
    return pairs


def _rows(records: list[Record], section: str, *needed: str) -> Iterator[tuple[int, dict]]:
    if not records:
        raise PabulibError(f"the section {section} is empty")
    line, header = records[0]
    plain = [re.sub(r"[\s-]+", "_", name.strip("\ufeff").lower()) for name in header]
    names = [OTHER_NAMES.get(name, name) for name in plain]
    if section == "VOTES" and "vote" not in names:
        names = ["vote" if name == "votes" else name for name in names]
    for name in needed:
        if name not in names:
            raise PabulibError(f"the section {section} has no column {name}", line)
    for at, cells in records[1:]:
        padded = cells + [""] * (len(names) - len(cells))
        yield at, dict(zip(names, padded, strict=False))


def _projects(records: list[Record]) -> tuple[Listed, ...]:
    found: dict[str, Listed] = {}
    for line, row in _rows(records, "PROJECTS", "project_id", "cost"):
        key = row["project_id"]
        if not key:
            raise PabulibError("a project without project_id", line)
        if key in found:
            raise PabulibError(f"project {key} is listed twice", line)
        found[key] = Listed(key, _number(row["cost"], "cost", line), row.get("name", ""))
    return tuple(found.values())


def _ballots(records: list[Record], known: set[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    for line, row in _rows(records, "VOTES", "vote"):
        chosen = _list(row["vote"])
        for project in chosen:
            if project not in known:
                raise PabulibError(f"a vote for project {project}, which is not listed", line)
        yield line, chosen, _list(row.get("points", ""))


def _list(cell: str) -> list[str]:
    if cell.lower() in NOTHING:
        return []
    return [part for part in (part.strip() for part in cell.split(",")) if part]


def _points(vote_type: str, max_length: int, line: int, chosen: list, given: list) -> Vote:
    if vote_type == "approval":
        pairs = [(project, 1) for project in chosen]
    elif vote_type == "ordinal":
        pairs = [(project, max(0, max_length - i)) for i, project in enumerate(chosen)]
    elif len(given) != len(chosen):
        raise PabulibError(f"{len(chosen)} projects but {len(given)} points", line)
    else:
        numbers = (_number(text, "points", line, least=None) for text in given)
        pairs = list(zip(chosen, numbers, strict=True))
    # A project named twice on one ballot counts once, as it was named first.
    return tuple(dict(reversed(pairs)).items())[::-1]


def _number(text: str, what: str, line: int | None, least: int | None = 0) -> Number:
    plain = _plain_number(text)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise PabulibError(f"{what} {text!r} is not a number", line) from None
    if not value.is_finite() or (least is not None and value < least):
        raise PabulibError(f"{what} {text!r} is out of range", line)
    return int(value) if value == value.to_integral_value() else value


def _plain_number(text: str) -> str:
    """The digits of a sum of money as people write it: 1 234,50 zł; €1,234,567; 1.234.567,50."""
    plain = re.sub(r"[\s_'’]", "", text)
    plain = re.sub(r"^([A-Z]{3}|[€$£₩])|(zł|원|[A-Z]{3}|[€$£₩])$", "", plain)
    last = max(plain.rfind(","), plain.rfind("."))
    if last < 0:
        return plain
    mark, rest = plain[last], plain[:last].replace(",", "").replace(".", "")
    grouped = plain.count(mark) > 1  # a mark that comes twice parts thousands
    return rest + plain[last + 1 :] if grouped else f"{rest}.{plain[last + 1 :]}"
