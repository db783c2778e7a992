"""What planners may bring into the section, and how much of it. Pure."""

from collections.abc import Sequence

from civic.text import one_line, paragraphs

KINDS = ("table", "picture", "chapter")
MOST = {"table": 20, "picture": 8, "chapter": 8}  # of a round's plan
MOST_REMOVED = 20  # that are kept to be taken back; the oldest goes
MOST_EDITIONS = 20  # of one that are kept, today's among them
TITLE, SOURCE, ALT, UNIT, TEXT = 80, 120, 200, 12, 6000  # letters
COLUMNS, ROWS, CELL, TABLE_TEXT = 12, 60, 120, 12_000  # of a table; its letters in all
FILE_BYTES = 5_000_000  # of a table's file


class TooMuchMaterial(Exception):
    """As many of a kind as a plan may hold are there. kind: of KINDS."""

    def __init__(self, kind: str):
        super().__init__(kind)
        self.kind = kind


class TableWrong(ValueError):
    """why: no_rows | columns | rows | cell | text. n: how many there are, or the number of the
    row, from 1 with the titles."""

    def __init__(self, why: str, n: int = 0):
        super().__init__(f"{why}: {n}")
        self.why, self.n = why, n


def typed_cells(text: str) -> list[list[str]]:
    """The cells of a table as it is pasted from a spreadsheet: a line a row, parted by tabs."""
    return [line.split("\t") for line in paragraphs(text).split("\n")] if text.strip() else []


def typed(cells: Sequence[Sequence[str]]) -> str:
    """The same table as it is typed."""
    return "\n".join("\t".join(row) for row in cells)


def checked_cells(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows as they are kept: each cell on one line, all of one length, none empty; the first
    has the titles.

    Raises: TableWrong.
    """
    cells = [[one_line(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    used = {n for row in cells for n, cell in enumerate(row) if cell}
    if len(cells) < 2:
        raise TableWrong("no_rows")
    if len(used) > COLUMNS:
        raise TableWrong("columns", len(used))
    if len(cells) > ROWS + 1:
        raise TableWrong("rows", len(cells) - 1)
    for number, row in enumerate(cells, 1):
        if max(map(len, row)) > CELL:
            raise TableWrong("cell", number)
    if (letters := sum(len(cell) for row in cells for cell in row)) > TABLE_TEXT:
        raise TableWrong("text", letters)
    return [[row[n] if n < len(row) else "" for n in sorted(used)] for row in cells]
