"""Grid: the rows of a file as text, and the Table below whichever of them names the columns.
Pure."""

import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL = 200_000
MAX_TEXT = 60_000_000  # characters of all cells
# Titles, dates and names of departments stand above the header, in no more rows than this.
MOST_ABOVE = 20
NUMBER = re.compile(r"[-+\d.,%\s:/()]+")

Row = tuple[int, tuple[str, ...]]


class UnreadableFile(Exception):
    """why: no_table | old_markup | locked | encoding | quotes | empty | no_rows | too_many_rows |
    too_large (the sentences are in labels.py).

    line: where reading stopped, counted from 1, when known.
    """

    def __init__(self, why: str, line: int | None = None):
        super().__init__(why)
        self.why, self.line = why, line


@dataclass(frozen=True)
class Table:
    """header: column names, each different. header_row: its number.

    rows: (number as the spreadsheet shows it, cells). broken: (row number, place of the column) of
    cells that are empty or hold an error only because the spreadsheet did not calculate them.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: frozenset[tuple[int, int]] = frozenset()
    header_row: int = 1


@dataclass(frozen=True)
class Grid:
    """Every row with something in it. sheet: the one that was read; others: those that were not."""

    rows: tuple[Row, ...]
    broken: frozenset[tuple[int, int]] = frozenset()
    sheet: str = ""
    others: tuple[str, ...] = ()

    def table(
        self, header_row: int | None = None, is_name: Callable[[str], bool] = lambda cell: False
    ) -> Table:
        """The rows below the one that names the columns: the given one, else the likeliest.

        Args: is_name: whether a cell is a name of a column as the reader knows them.
        Raises: UnreadableFile empty, no_rows, too_many_rows.
        """
        if not self.rows:
            raise UnreadableFile("empty")
        numbers = [number for number, _ in self.rows]
        if header_row not in numbers:
            header_row = likeliest_header(self.rows, is_name)
        at = numbers.index(header_row)
        header = _names(self.rows[at][1])
        # A row longer than the header keeps its extra cells: they are a mistake to report.
        kept = tuple((n, _fitted(cells, len(header))) for n, cells in self.rows[at + 1 :])
        if not kept:
            raise UnreadableFile("no_rows")
        if len(kept) > MAX_ROWS:
            raise UnreadableFile("too_many_rows")
        return Table(header, kept, self.broken, header_row)

    @property
    def possible_headers(self) -> tuple[Row, ...]:
        """The first rows, of which one names the columns."""
        return self.rows[: MOST_ABOVE + 1]


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
    """The grid, small and quick to read again with unpack()."""
    parts: dict[str, object] = {"rows": grid.rows, "broken": sorted(grid.broken)}
    parts |= {"sheet": grid.sheet, "others": grid.others}
    return zlib.compress(json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace"), 3)


def unpack(data: bytes) -> Grid:
    parts = json.loads(zlib.decompress(data))
    rows = tuple((number, tuple(cells)) for number, cells in parts["rows"])
    broken = frozenset((number, place) for number, place in parts["broken"])
    return Grid(rows, broken, parts["sheet"], tuple(parts["others"]))


def likeliest_header(rows: tuple[Row, ...], is_name: Callable[[str], bool]) -> int:
    """The number of the row that has the most known names, or else the first about as full as
    the others, made of words."""
    first = rows[: MOST_ABOVE + 1]
    known = {number: sum(map(is_name, cells)) for number, cells in first}
    most = max(known.values())
    if most >= 2:
        return next(number for number, names in known.items() if names == most)
    widths = Counter(_filled(cells) for _, cells in rows[:100])
    usual = max(widths, key=lambda width: (widths[width], width))
    full = (n for n, cells in first if _filled(cells) >= usual * 0.6 and _is_words(cells))
    return next(full, rows[0][0])


def _filled(cells):
    return sum(bool(cell.strip()) for cell in cells)


def _is_words(cells):
    written = [cell for cell in cells if cell.strip()]
    return sum(bool(NUMBER.fullmatch(cell)) for cell in written) * 2 < len(written)


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
