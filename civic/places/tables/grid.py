"""Grid: the rows of a file as text, and the HeadedTable below whichever of them names the columns.
Pure."""

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from civic.places.tables.headers import (
    MOST_ABOVE,
    MOST_COLUMNS,
    NO_HEADER,
    Row,
    find_header,
    header_names,
    headers_below,
    letters,
)

MAX_ROWS = 50_000
MAX_COLUMNS = MOST_COLUMNS
MAX_CELL = 200_000
MAX_TEXT = 60_000_000  # characters of all cells


class UnreadableFile(Exception):
    """why: no_table | old_markup | locked | encoding | quotes | empty | no_rows | too_many_rows |
    too_many_columns | too_large | no_sheet | broken | other_file (the sentences are in labels.py).

    line: where reading stopped, counted from 1, when known. really: what another file is.
    """

    def __init__(self, why: str, line: int | None = None, really: str = ""):
        super().__init__(why)
        self.why, self.line, self.really = why, line, really


@dataclass(frozen=True)
class HeadedTable:
    """header: column names, each different. header_row: the number of its first line, of
    header_lines; NO_HEADER and 0 where none names the columns: they are A, B, C.

    rows: (number as the spreadsheet shows it, cells). broken: (row number, place of the column) of
    cells that are empty or hold an error only because the spreadsheet did not calculate them.
    above: what stands over the header.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: frozenset[tuple[int, int]] = frozenset()
    header_row: int = 1
    header_lines: int = 1
    above: tuple[str, ...] = ()


class Peek(NamedTuple):
    """A sheet: how many rows it has, and the first of them."""

    sheet: str
    total: int
    rows: Sequence[Row]


@dataclass(frozen=True)
class Grid:
    """Every row with something in it. sheet: the one that was read; others: those that were not;
    peeks: what these begin with, where nobody named the sheet."""

    rows: tuple[Row, ...]
    broken: frozenset[tuple[int, int]] = frozenset()
    sheet: str = ""
    others: tuple[str, ...] = ()
    peeks: tuple[Peek, ...] = ()

    def table(
        self,
        header_row: int | None = None,
        is_name: Callable[[str], bool] = lambda cell: False,
        header_lines: int = 1,
    ) -> HeadedTable:
        """The rows below those that name the columns: the given ones, else the likeliest.

        Args: header_row: NO_HEADER where none does. is_name: whether a cell is a name of a column
        as the reader knows them. Raises: UnreadableFile empty, no_rows, too_many_rows,
        too_many_columns.
        """
        if not self.rows:
            raise UnreadableFile("empty")
        numbers = [number for number, _ in self.rows]
        if header_row not in (NO_HEADER, *numbers):
            header_row, header_lines = find_header(self.rows, is_name)
        if header_row == NO_HEADER:
            header_lines, below = 0, self.rows
            header = tuple(map(letters, range(min(self._columns(), MAX_COLUMNS))))
        else:
            at = numbers.index(header_row)
            below = self.rows[at + header_lines :]
            # Columns of a sheet count with a name or without. A line of a CSV that is longer than
            # the header keeps its extra cells: they are a mistake to report.
            widest = max((_width(cells) for _, cells in below), default=0) if self.sheet else 0
            lines = [cells for _, cells in self.rows[at : at + header_lines]]
            if max(map(_width, lines)) > MAX_COLUMNS:
                raise UnreadableFile("too_many_columns")
            header = header_names(lines, widest)
        kept = tuple((n, _fitted(cells, len(header))) for n, cells in below)
        if not kept:
            raise UnreadableFile("no_rows")
        if len(kept) > MAX_ROWS:
            raise UnreadableFile("too_many_rows")
        above = tuple(cell for n, cells in self.rows if n < header_row for cell in cells if cell)
        return HeadedTable(header, kept, self.broken, header_row, header_lines, above)

    def _columns(self) -> int:
        """How many there are: of a sheet up to the last that says something; of lines as many as
        most have, for one that is longer lacks a quote."""
        widths = [_width(cells) for _, cells in self.rows]
        return max(widths) if self.sheet else Counter(widths).most_common(1)[0][0]

    @property
    def possible_headers(self) -> tuple[Row, ...]:
        """The first rows, of which one names the columns."""
        return self.rows[: MOST_ABOVE + 1]

    def other_headers(self, is_name: Callable[[str], bool]) -> tuple[Row, ...]:
        """Rows further down that name columns: another table begins there."""
        return tuple(islice(headers_below(self.rows[MOST_ABOVE + 1 :], is_name), MOST_ABOVE))


def make_grid(rows: Iterable[list[str]], numbers: Iterable[int] | None = None, **about) -> Grid:
    """A grid of rows in order; empty ones are left out and keep their numbers.

    Raises: UnreadableFile too_many_rows, too_large.
    """
    numbered = zip(numbers, rows, strict=False) if numbers else enumerate(rows, 1)
    filled = ((n, tuple(row)) for n, row in numbered if any(cell.strip() for cell in row))
    kept = tuple(islice(filled, MAX_ROWS + MOST_ABOVE + 2))
    if len(kept) > MAX_ROWS + MOST_ABOVE + 1:
        raise UnreadableFile("too_many_rows")
    if sum(len(cell) for _, row in kept for cell in row) > MAX_TEXT:
        raise UnreadableFile("too_large")
    return Grid(kept, **about)


def pack(grid: Grid) -> bytes:
    """The grid, small and quick to read again with unpack(). A line a row: whoever packs or
    unpacks a large one lets other threads in between."""
    packer = zlib.compressobj(3)
    pieces = [packer.compress(line.encode("utf-8", "replace")) for line in _lines(grid)]
    return b"".join([*pieces, packer.flush()])


def unpack(data: bytes) -> Grid:
    first, *lines = zlib.decompress(data).decode().split("\n")
    parts = json.loads(first)
    packed = parts["rows"] if "rows" in parts else map(json.loads, lines)  # once it was one line
    rows = tuple((number, tuple(cells)) for number, cells in packed)
    broken = frozenset((number, place) for number, place in parts["broken"])
    return Grid(rows, broken, parts["sheet"], tuple(parts["others"]))


def _lines(grid) -> Iterator[str]:
    about = {"broken": sorted(grid.broken), "sheet": grid.sheet, "others": grid.others}
    yield json.dumps(about, ensure_ascii=False)
    for row in grid.rows:
        yield "\n" + json.dumps(row, ensure_ascii=False)


def _fitted(row, width):
    row = row[: max(width, _width(row))]
    return tuple(row) + ("",) * (width - len(row))


def _width(row):
    """How many cells there are up to the last that says something."""
    return next((n for n in range(len(row), 0, -1) if row[n - 1].strip()), 0)
