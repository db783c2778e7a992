"""Run by workbook.py in a process of its own: a workbook on stdin, its rows as JSON on stdout.
Pure.

First line: {"sheet": name, "others": names of visible sheets left unread}, or {"why": code of
UnreadableFile}. Then [number, cells, places of cells that were never calculated] for each row that
has something, and READ. Last {"peeks": [name, number of rows, the first of them] of the others},
which a sheet too large for the memory may keep from being written.
Arguments: the most rows worth reading; the name or number of the sheet, or nothing for the first
with rows.
"""

import io
import json
import re
import resource
import sys
from datetime import date, datetime, timedelta
from itertools import islice
from time import process_time
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

MEMORY, CPU_S = 1_000_000_000, 12
# Of the sheets that are left: so many rows and letters, until so many seconds are spent.
PEEKED_ROWS, PEEKED_LETTERS, PEEKED_S = 60, 300, 5
MOST_PARTS, MOST_UNPACKED, MOST_COLUMNS = 5_000, 300_000_000, 201
# What a part may hold, counted as it is unpacked. Excel itself has at most 65,490 cell formats.
MOST_MARKS = {b"<si": 1_000_000, b"<xf": 140_000, b"<!ENTITY": 0, b"<!DOCTYPE": 0}
MOST_TEXT = 60_000_000
PIECE = 1 << 20
SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?:id=[\"']([^\"']*)[\"']")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb"(\w+)=[\"']([^\"']*)[\"']")
# A formula without a value: no <v>, or an empty one (which is text, and known, when t="str").
UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# The parser gives errors (#N/A, #DIV/0!) as empty cells.
FAULTY = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>")
TEXT = re.compile(rb"\bt=[\"']str[\"']")
PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
READ = {"read": True}


class WorkbookRefused(Exception):
    """Says which code of UnreadableFile."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data, most_rows, sheet = sys.stdin.buffer.read(), int(sys.argv[1]), sys.argv[2]
    lines: list = []
    try:
        for line in read(data, most_rows, sheet):
            lines.append(line)
            if line is READ:
                write(lines)
                lines = []
    except WorkbookRefused as refused:
        lines = [{"why": str(refused)}]
    except MemoryError:
        lines = [{"why": "too_large"}]
    write(lines)


def write(lines):
    sys.stdout.write("".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines))
    sys.stdout.flush()


def read(data: bytes, most_rows: int, sheet: str = ""):
    archive = open_archive(data)
    with open_book(data) as book:
        parts = sheet_parts(archive)
        find = chosen if sheet else first_with_rows
        at, rows = find(book, sheet, most_rows)
        left = [(n, name) for n, name in visible(book) if n != at]
        others = [(n, name) for n, name in left if has_cells(book, parts.get(n), n)][:20]
        yield {"sheet": book.sheet_names[at], "others": [name for _, name in others]}
        empty = uncalculated(parts.get(at, b""))
        for number, cells in rows:
            broken = [n for n, cell in enumerate(cells) if (number, n) in empty]
            yield number, cells, broken
        yield READ
        yield {"peeks": [] if sheet else [[name, *peek(book, n)] for n, name in others]}


def open_archive(data):
    """The archive, once all of it was unpacked within the limits; None for the old format."""
    if not data.startswith(b"PK"):
        if ENCRYPTED in data:
            raise WorkbookRefused("locked")
        return None
    try:
        archive = ZipFile(io.BytesIO(data))
        if len(archive.infolist()) > MOST_PARTS:
            raise WorkbookRefused("too_large")
        unpack_all(archive)
    except (BadZipFile, ZlibError, OSError, EOFError, ValueError, NotImplementedError) as wrong:
        raise WorkbookRefused("no_table") from wrong
    except RuntimeError as wrong:  # a part is encrypted
        raise WorkbookRefused("locked") from wrong
    return archive


def unpack_all(archive):
    total = 0
    for part in archive.infolist():
        counts = dict.fromkeys(MOST_MARKS, 0)
        with archive.open(part) as file:
            while piece := file.read(PIECE):
                total += len(piece)
                for mark in counts:
                    counts[mark] += piece.count(mark)
                if total > MOST_UNPACKED or any(counts[m] > MOST_MARKS[m] for m in counts):
                    raise WorkbookRefused("too_large")


def open_book(data):
    import python_calamine as calamine

    try:
        return calamine.CalamineWorkbook.from_object(io.BytesIO(data))
    except calamine.PasswordError as locked:
        raise WorkbookRefused("locked") from locked
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as wrong:
        raise WorkbookRefused("no_table") from wrong


def visible(book):
    """(place, name) of the sheets of rows that people see; of all of rows when none is seen."""
    sheets = [(n, s) for n, s in enumerate(book.sheets_metadata) if "WorkSheet" in str(s.typ)]
    seen = [(n, s.name) for n, s in sheets if str(s.visible).endswith(".Visible")]
    return seen or [(n, s.name) for n, s in sheets]


def chosen(book, sheet, most_rows):
    """The sheet of a name that people see, or of a number from 1."""
    sheets = visible(book)
    by_number = [at for n, (at, _) in enumerate(sheets, 1) if str(n) == sheet]
    for at in [*(at for at, name in sheets if name == sheet), *by_number]:
        if rows := read_sheet(book, at, most_rows):
            return at, rows
    raise WorkbookRefused("no_sheet")


def first_with_rows(book, _sheet, most_rows):
    """The first sheet with two rows of two cells or more (a cover has none), else the first."""
    first = None
    for at, _ in visible(book):
        rows = read_sheet(book, at, most_rows)
        if sum(sum(map(bool, cells)) > 1 for _, cells in rows[:50]) > 1:
            return at, rows
        if first is None and rows:
            first = at, rows
    if first is None:
        raise WorkbookRefused("empty")
    return first


def read_sheet(book, at, most_rows):
    """(number as the spreadsheet shows it, cells from column A on) of rows with something."""
    import python_calamine as calamine

    rows, text = [], 0
    try:
        sheet = book.get_sheet_by_index(at)
        left = (sheet.start or (0, 0))[1]  # columns before are not given, rows before are
        for number, values in enumerate(sheet.iter_rows(), 1):
            cells = [""] * left + [written(value) for value in values[:MOST_COLUMNS]]
            if any(cells):
                rows.append((number, cells))
                text += sum(map(len, cells))
            if len(rows) > most_rows:
                raise WorkbookRefused("too_many_rows")
            if text > MOST_TEXT:
                raise WorkbookRefused("too_large")
        fill_merged(rows, sheet.merged_cell_ranges or (), MOST_TEXT - text)
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as wrong:
        raise WorkbookRefused("no_table") from wrong
    return rows


def peek(book, at):
    """How many rows a sheet has, and the first of them."""
    import python_calamine as calamine

    if process_time() > PEEKED_S:
        return 0, []
    try:
        rows = enumerate(book.get_sheet_by_index(at).iter_rows(), 1)
        filled = ((number, values) for number, values in rows if any(v != "" for v in values))
        first = [
            [number, [written(value)[:PEEKED_LETTERS] for value in values[:MOST_COLUMNS]]]
            for number, values in islice(filled, PEEKED_ROWS)
        ]
        return len(first) + sum(1 for _ in filled), first
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError):
        return 0, []


def fill_merged(rows, ranges, room):
    """A cell merged over rows says the same in each of them that has something; over columns, it
    stands in the first."""
    at = {number - 1: cells for number, cells in rows}
    for (first, left), (last, _) in ranges:
        above = at.get(first, [])[left : left + 1]
        for number in range(first + 1, last + 1) if above and above[0] else ():
            cells = at.get(number)
            if cells is not None and left < len(cells):
                cells[left] = cells[left] or above[0]
                room -= len(above[0])
                if room < 0:
                    raise WorkbookRefused("too_large")
            if number > rows[-1][0]:
                break


def written(value) -> str:
    """A cell's value as text: 12.0 → 12, a time to the second."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return str((value + timedelta(microseconds=500_000)).replace(microsecond=0))
    return value.isoformat() if isinstance(value, date) else str(value)


def sheet_parts(archive) -> dict[int, bytes]:
    """Place of a sheet in the book → its XML. Nothing for formats other than XLSX."""
    names = archive.namelist() if archive else []
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(names):
        return {}
    relations = {}
    for relation in RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        attributes = dict(ATTRIBUTE.findall(relation))
        relations[attributes.get(b"Id")] = (
            attributes.get(b"Target", b"").decode().removeprefix("/xl/")
        )
    ids = SHEET.findall(archive.read("xl/workbook.xml"))
    paths = {n: f"xl/{relations.get(id)}" for n, id in enumerate(ids)}
    return {n: archive.read(path) for n, path in paths.items() if path in names}


def has_cells(book, part: bytes | None, at: int) -> bool:
    if part is None:
        return bool(book.get_sheet_by_index(at).total_height)
    return b"<v>" in part or b"<is>" in part or b":v>" in part


def uncalculated(part: bytes) -> set[tuple[int, int]]:
    """(row's number, column's place from 0) of formulas without a value, and of errors."""
    places = set()
    for attributes in (*UNCALCULATED.findall(part), *FAULTY.findall(part)):
        place = PLACE.search(attributes)
        if place and not TEXT.search(attributes):
            places.add((int(place[2]), column_of(place[1])))
    return places


def column_of(letters: bytes) -> int:
    """A → 0, AA → 26."""
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1


if __name__ == "__main__":
    main()
