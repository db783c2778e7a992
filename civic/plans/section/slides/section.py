"""What a section says, found by its keys, for slides. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from civic.documents.export.column_widths import roomy
from civic.documents.model import (
    Bars,
    Block,
    Column,
    Fact,
    Line,
    Numbers,
    Picture,
    Table,
    Text,
    is_number,
    plain,
)

MOST_BARS, MOST_ROWS = 10, 10
HALF_EMS = 22  # across half a slide in letters of 18 points
CHOSEN = "선정"  # a cell of a row that stands out
WRITTEN = re.compile(r"\.w[0-9a-f]{8}$")  # keys of plans/writing/paragraphs.py


@dataclass(frozen=True)
class KeyedBlocks:
    """A section's blocks, each under its key."""

    lines: dict[str, Text] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)

    @classmethod
    def by(cls, blocks: Iterable[Block]) -> "KeyedBlocks":
        section = cls()
        for block in blocks:
            if isinstance(block, Line):
                section.lines.setdefault(block.key, block.text)
            elif isinstance(block, Table):
                section.tables.setdefault(block.key, block)
            elif isinstance(block, Picture):
                section.pictures.setdefault(block.key, block)
        return section

    def fact(self, id: str) -> Fact | None:
        """A figure that one of the lines shows."""
        pieces = (piece for text in self.lines.values() for piece in text)
        return next((each for each in pieces if isinstance(each, Fact) and each.id == id), None)

    def claim(self, *pieces: str, otherwise: str) -> Text:
        """A sentence of words and figures, {id} for a figure; without all of them another one."""
        text: list[str | Fact] = []
        for piece in pieces:
            fact = self.fact(piece[1:-1]) if piece.startswith("{") else piece
            if fact is None:
                return (otherwise,)
            text.append(fact)
        return tuple(text)

    def numbers(self, named: Sequence[tuple[str, str]]) -> tuple[Numbers, ...]:
        """(label, id of a figure) pairs, those that are shown anywhere."""
        known = [(label, fact) for label, id in named if (fact := self.fact(id)) is not None]
        labels, facts = tuple(label for label, _ in known), tuple(fact for _, fact in known)
        return (Numbers(labels, facts),) if known else ()

    def line(self, *keys: str) -> tuple[Text, ...]:
        """The lines of these keys, those there are."""
        return tuple(self.lines[key] for key in keys if key in self.lines)

    def written(self, *parts: str) -> tuple[Text, ...]:
        """What planners wrote themselves in these chapters."""
        keys = ((key, key.partition(".")[0]) for key in self.lines)
        return tuple(self.lines[key] for key, part in keys if part in parts and WRITTEN.search(key))

    def below(self, beginning: str) -> tuple[Text, ...]:
        """The lines whose keys begin so, in order."""
        return tuple(text for key, text in self.lines.items() if key.startswith(beginning))

    def picture(self, *keys: str) -> tuple[Picture, ...]:
        return tuple(self.pictures[key] for key in keys if key in self.pictures)

    def table(
        self, key: str, columns: Sequence[str] = (), most: int = MOST_ROWS
    ) -> tuple[Table, ...]:
        """A table, of which a slide has room for some columns and rows."""
        if key not in self.tables:
            return ()
        return (_smaller(self.tables[key], columns, most),)

    def bars(self, key: str, label: str, value: str, unit: str) -> tuple[Bars, ...]:
        """A column of a table as bars, in the table's order; none without numbers."""
        if key not in self.tables:
            return ()
        table = self.tables[key]
        titles = [column.title for column in table.columns]
        at = next((n for n, title in enumerate(titles) if title.startswith(value)), None)
        if at is None or label not in titles:
            return ()
        rows = [(row, _fact(row[at])) for row in table.cells]
        known = [(row, fact) for row, fact in rows if fact is not None][:MOST_BARS]
        labels = tuple(plain(row[titles.index(label)]) for row, _fact in known)
        facts = tuple(fact for _row, fact in known)
        chosen = tuple(fact for row, fact in known if CHOSEN in map(plain, row))
        return (Bars(labels, facts, unit, chosen),) if known else ()


def _fact(cell: Text) -> Fact | None:
    """The cell's one number."""
    return next((piece for piece in cell if is_number(piece)), None)


def balanced(table: Table) -> Table:
    """With columns as wide as their words need on half a slide."""
    titles = [column.title for column in table.columns]
    rows = [titles, *([plain(cell) for cell in row] for row in table.cells)]
    shares = roomy(rows, [column.width for column in table.columns], HALF_EMS)
    columns = (replace(c, width=w) for c, w in zip(table.columns, shares, strict=True))
    return replace(table, columns=tuple(columns))


def _smaller(table: Table, columns: Sequence[str], most: int) -> Table:
    titles = [column.title for column in table.columns]
    kept = [n for n, title in enumerate(titles) if not columns or title.startswith(tuple(columns))]
    whole = sum(table.columns[n].width for n in kept)
    rows = table.cells if len(table.cells) <= most else table.cells[:most]
    if table.totals and rows and rows[-1] != table.cells[-1]:
        rows = (*rows[: most - 1], table.cells[-1])
    left = len(table.cells) - len(rows)
    return replace(
        table,
        columns=tuple(_wider(table.columns[n], whole) for n in kept),
        cells=tuple(tuple(row[n] for n in kept) for row in rows),
        note=f"나머지 {left}행은 계획서의 표 {table.number}에 있음" if left else "",
    )


def _wider(column: Column, whole: float) -> Column:
    return replace(column, width=column.width / whole)
