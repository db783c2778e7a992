"""What a Pabulib file (.pb) says, as sections of rows, however it was saved. Pure."""

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

SECTIONS = ("META", "PROJECTS", "VOTES")
HEADING = re.compile(
    rf"^[\ufeff \t]*\"?({'|'.join(SECTIONS)})\"?[ \t:;]*$", re.MULTILINE | re.IGNORECASE
)
LONGEST_QUOTED_LINES = 100
OTHER_NAMES = {"id": "project_id", "project": "project_id", "projectid": "project_id"}
BLANK = "; \t\ufeff\xa0\v\f"

Record = tuple[int, list[str]]


class PabulibError(ValueError):
    """A file that can't be read as an election. line: counted from 1; None for the whole file."""

    def __init__(self, problem: str, line: int | None = None):
        super().__init__(f"line {line}: {problem}" if line else problem)
        self.line = line


@dataclass(frozen=True)
class SectionTable:
    """A section's rows, and the places of its columns by name."""

    places: dict[str, int]
    rows: Iterator[Record]

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """columns() of one, for the long section."""
        place = self.places[name]
        for line, cells in self.rows:
            yield line, cells[place].strip() if place < len(cells) else ""

    def columns(self, *names: str) -> Iterator[tuple]:
        """(line, the cells of these columns), "" where a row or the whole file has none."""
        places = [self.places.get(name, sys.maxsize) for name in names]
        for line, cells in self.rows:
            yield line, *(cells[n].strip() if n < len(cells) else "" for n in places)


def table(records: Iterator[Record], section: str, *needed: str) -> SectionTable:
    """A section's rows below its header.

    Raises: PabulibError when there is no header, or none of these columns.
    """
    line, header = next(records, (None, None))
    if header is None:
        raise PabulibError(f"the section {section} is empty")
    plain = [re.sub(r"[\s-]+", "_", name.strip("\ufeff \t").lower()) for name in header]
    names = [OTHER_NAMES.get(name, name) for name in plain]
    if section == "VOTES" and "vote" not in names:
        names = ["vote" if name == "votes" else name for name in names]
    for name in needed:
        if name not in names:
            raise PabulibError(f"the section {section} has no column {name}", line)
    return SectionTable({name: place for place, name in enumerate(names)}, records)


def text_of(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Polish spreadsheets of the time; any single-byte reading keeps ids equal to themselves.
        return data.decode("cp1250", "replace")


def sections(text: str) -> dict[str, Iterator[Record]]:
    """The rows of each section, with their line numbers; read when asked for.

    Raises: PabulibError for a section that is missing, and for anything before the first.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts: dict[str, Iterator[Record]] = {}
    headings = [*HEADING.finditer(text)]
    starts = [heading.start() for heading in headings] + [len(text)]
    for line, _cells in _records(text[: starts[0]], 1):
        raise PabulibError("something stands before the first section", line)
    line = text.count("\n", 0, starts[0]) + 1
    for heading, end in zip(headings, starts[1:], strict=True):
        name, body = heading[1].upper(), text[heading.end() : end]
        parts[name] = chain(parts.get(name, ()), _records(body, line))
        line += body.count("\n")
    for name in SECTIONS:
        if name not in parts:
            raise PabulibError(f"the section {name} is missing")
    return parts


def _records(body: str, first: int) -> Iterator[Record]:
    """Rows with their line numbers; a quoted cell may hold line breaks, a stray quote may not."""
    lines = body.split("\n")
    if '"' not in body:
        yield from (
            (n, line.split(";")) for n, line in enumerate(lines, first) if line.strip(BLANK)
        )
        return
    at = 0
    while at < len(lines):
        taken = _quoted_lines(lines, at)
        joined = "\n".join(lines[at : at + max(taken, 1)])
        if joined.strip(BLANK):
            yield first + at, _cells(joined, taken, first + at)
        at += max(taken, 1)


def _cells(row: str, quoted: int, line: int) -> list[str]:
    if '"' not in row:
        return row.split(";")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    try:
        return next(csv.reader([row], delimiter=";", quoting=quoting), [])
    except csv.Error as wrong:
        raise PabulibError(f"a row that can't be read: {wrong}", line) from None


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
