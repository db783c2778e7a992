"""A spreadsheet file as a header and numbered rows of text, whatever software wrote it."""

import csv
import io
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL = 200_000
MAX_UNPACKED = 300_000_000
ZIP, OLD_EXCEL, UTF16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")


class UnreadableFile(Exception):
    """why: old_excel | hwp_or_other | encoding | quotes | empty | no_rows | too_many_rows.

    line: where reading stopped, counted from 1, when known.
    """

    def __init__(self, why: str, line: int | None = None):
        super().__init__(why)
        self.why, self.line = why, line


@dataclass(frozen=True)
class Table:
    """header: column names, each different. rows: (number as the spreadsheet shows it, cells)."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(data: bytes) -> Table:
    """The first sheet of an XLSX file, or a CSV in UTF-8, UTF-16 or CP949, told by content.

    Empty rows are left out and keep their numbers. Raises: UnreadableFile.
    """
    if data.startswith(ZIP):
        return _table(_xlsx_rows(data))
    if data.startswith(OLD_EXCEL):
        raise UnreadableFile("old_excel")
    return _table(_csv_rows(_decode(data)))


def pack(table: Table) -> bytes:
    """The table, small and quick to read again with unpack()."""
    return zlib.compress(json.dumps([table.header, table.rows], ensure_ascii=False).encode(), 3)


def unpack(data: bytes) -> Table:
    header, rows = json.loads(zlib.decompress(data))
    return Table(tuple(header), tuple((number, tuple(cells)) for number, cells in rows))


def _decode(data):
    for encoding in ["utf-16"] if data.startswith(UTF16) else ["utf-8-sig", "cp949"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise UnreadableFile("hwp_or_other")
        return text
    raise UnreadableFile("encoding")


def _csv_rows(text):
    first_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as wrong:
        raise UnreadableFile("quotes", reader.line_num) from wrong


def _xlsx_rows(data):
    # Loaded at first use: it is a tenth of the program's start, and few files are XLSX.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        if sum(part.file_size for part in ZipFile(io.BytesIO(data)).infolist()) > MAX_UNPACKED:
            raise UnreadableFile("too_many_rows")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True):
            yield [_cell(value) for value in row]
    # What openpyxl lets through when a file is broken or is another kind of zip.
    except (BadZipFile, InvalidFileException, ParseError, zlib.error, OSError) as wrong:
        raise UnreadableFile("hwp_or_other") from wrong
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as wrong:
        raise UnreadableFile("hwp_or_other") from wrong


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def _table(rows: Iterable[list[str]]) -> Table:
    numbered = ((n, row) for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row))
    first = next(numbered, None)
    if first is None:
        raise UnreadableFile("empty")
    header = _names(first[1])
    # A row longer than the header keeps its extra cells: they are a mistake to report.
    kept = [(n, _fitted(row, len(header))) for n, row in islice(numbered, MAX_ROWS + 1)]
    if not kept:
        raise UnreadableFile("no_rows")
    if len(kept) > MAX_ROWS:
        raise UnreadableFile("too_many_rows")
    return Table(header, tuple(kept))


def _names(cells):
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    names = []
    for place, cell in enumerate(cells[:MAX_COLUMNS], 1):
        name = " ".join(cell.split())[:80] or f"({place})"
        names.append(name if name not in names else f"{name} ({place})")
    return tuple(names)


def _fitted(row, width):
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    return tuple(row) + ("",) * (width - len(row))
