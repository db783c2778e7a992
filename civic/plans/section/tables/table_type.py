"""What a named table is: its caption, its columns and how its rows are read from the data."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from civic.documents.decimals import even_cells
from civic.documents.export.column_widths import roomy
from civic.documents.export.page_layout import ems_across
from civic.documents.model import Column, Fact, Table, Text, is_number, plain
from civic.documents.numbers import MILLIONS
from civic.plans.section.reading import gives_room, is_even, says_how_many, says_once
from civic.plans.section.schema import SnapshotData, Template

NOTHING = ("", "-")
CHANGE = " → "  # between what was measured before and after
RIGHT = "right"
Cell = str | Fact | Text
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class TableType:
    """columns: (title, width, align); rows: from the snapshot's data, as many cells as columns.

    extent: the caption tells how many of the rows are printed, and by which order. merges, totals:
    as in Table, merges while the first column stays the first. A column without a word is left out,
    unless the template asks for its columns by name. renamed: title → the one printed.
    """

    caption: str
    columns: tuple[tuple[str, float, str], ...]
    rows: Callable[[SnapshotData], Iterator[Row]]
    unit: str | Callable[[SnapshotData], str] = ""
    note: str | Callable[[SnapshotData], str] = ""
    extent: str = ""
    merges: bool = False
    totals: bool = False
    renamed: Callable[[SnapshotData], Mapping[str, str]] = lambda data: {}

    def titles(self) -> list[str]:
        return [title for title, _width, _align in self.columns]

    def draw(self, key: str, number: int, data: SnapshotData, block: Template) -> Table | None:
        """The table as the template's block asks (columns, most_rows); None without rows."""
        picked = [self.titles().index(title) for title in block.get("columns") or self.titles()]
        all_rows = self.rows(data)
        rows = list(islice(all_rows, block.get("most_rows")))
        if not rows:
            return None
        is_cut = next(iter(all_rows), None) is not None
        if says_once(data) and not block.get("columns"):
            picked = [n for n in picked if n == 0 or _says_something(row[n] for row in rows)]
        cells = tuple(tuple(as_text(row[n]) for n in picked) for row in rows)
        unit = self.unit if isinstance(self.unit, str) else self.unit(data)
        if is_even(data):
            cells = even_cells(cells, is_money=MILLIONS in unit)
        return Table(
            key=key,
            number=number,
            caption=self._caption(len(rows), is_cut),
            columns=self._columns(picked, cells, data),
            cells=cells,
            unit=unit,
            note=self.note if isinstance(self.note, str) else self.note(data),
            merges=self.merges and picked[0] == 0,
            totals=self.totals and not is_cut,
        )

    def _columns(
        self, picked: list[int], cells: tuple[tuple[Text, ...], ...], data: SnapshotData
    ) -> tuple[Column, ...]:
        names = self.renamed(data)
        chosen = (self.columns[n] for n in picked)
        columns = [(names.get(title, title), width, align) for title, width, align in chosen]
        total = sum(width for _title, width, _align in columns)
        shares = [width / total for _title, width, _align in columns]
        if gives_room(data):
            titles = [title for title, _width, _align in columns]
            rows = [titles, *([plain(cell) for cell in row] for row in cells)]
            room = ems_across(len(columns))
            shares = roomy(rows, shares, room, whole_dates=says_how_many(data))
        sides = [align for _title, _width, align in columns]
        if is_even(data):
            sides = [RIGHT if _are_numbers([row[n] for row in cells]) else side
                     for n, side in enumerate(sides)]  # fmt: skip
        titles = [title for title, _width, _align in columns]
        return tuple(map(Column, titles, shares, sides))

    def _caption(self, rows: int, is_cut: bool) -> str:
        if not self.extent:
            return self.caption
        return f"{self.caption}({self.extent if is_cut else '전체'} {rows:,}건)"


def _says_something(cells: Iterable[Cell]) -> bool:
    return any(plain(as_text(cell)) not in NOTHING for cell in cells)


def _are_numbers(cells: Sequence[Text]) -> bool:
    """All begin with a number, those that say something, and are no change of one."""
    filled = [cell for cell in cells if plain(cell) not in NOTHING]
    return bool(filled) and all(is_number(cell[0]) and CHANGE not in cell for cell in filled)


def as_text(cell: Cell) -> Text:
    if isinstance(cell, tuple):
        return cell
    return (cell,) if cell != "" else ()
