"""The rows of an HTML page's tables: many offices' programs save such pages as .xls. Pure."""

from collections.abc import Iterator
from time import thread_time

from civic.places.tables.grid import MAX_COLUMNS, MAX_ROWS, UnreadableFile
from civic.places.tables.markup import attribute, pieces

MOST_PIECES = 3_000_000
MOST_CELLS = 20_000  # of one row; a workbook has 16,384 columns at most
CPU_S = 12  # as a workbook's child has; the largest upload, cells all over, takes about half of it
BREAKS = frozenset({"br", "p", "div", "li"})


def html_rows(text: str) -> Iterator[list[str]]:
    """Every row of every table in order; cells that span columns leave the others empty, those that
    span rows say the same in each.

    Raises: UnreadableFile old_markup when there is no table or one inside another, too_large.
    """
    reader, last = _Reader(), thread_time() + CPU_S
    for count, piece in enumerate(pieces(text)):
        if count > MOST_PIECES or (count % 4096 == 0 and thread_time() > last):
            raise UnreadableFile("too_large")
        reader.read(piece)
        yield from reader.done()
    reader.end_row()
    yield from reader.done()
    if not reader.tables:
        raise UnreadableFile("old_markup")


class _Reader:
    def __init__(self):
        self.tables, self.depth = 0, 0
        self.row, self.cell, self.rows = None, None, []
        # place of a column → rows below that a cell above spans, and what it says
        self.taken, self.below_words = {}, {}
        self.widest = 0  # columns up to the last that some cell above spans

    def read(self, piece):
        if piece.name == "table":
            self.end_row()
            self.depth = max(0, self.depth + (-1 if piece.ends else 1))
            self.tables, self.taken, self.below_words = self.tables + (not piece.ends), {}, {}
            self.widest = 0
            if self.depth > 1:
                raise UnreadableFile("old_markup")
        elif piece.name == "tr":
            self.end_row()
            self.row = None if piece.ends else []
        elif piece.name in ("td", "th"):
            self._end_cell()
            if not piece.ends:
                self._begin_cell(piece.inside)
        elif self.cell is not None:
            self._write(piece)

    def done(self):
        rows, self.rows = self.rows, []
        return rows

    def end_row(self):
        self._end_cell()
        if self.row is not None:
            own = len(self.row)
            self._pass_behind()
            self.rows += [self.row] if own else []
        self.row = None

    def _begin_cell(self, inside):
        if self.row is None:
            self.row = []
        if len(self.row) > MOST_CELLS:
            raise UnreadableFile("too_large")
        self._pass_taken()
        self.cell = []
        across, below = (_span(attribute(inside, name)) for name in ("colspan", "rowspan"))
        self.across = min(across, MAX_COLUMNS)
        if below > 1:
            self.widest = max(self.widest, min(len(self.row) + self.across, MAX_COLUMNS))
        for place in range(len(self.row), len(self.row) + self.across):
            self.taken[place], self.below_words[place] = min(below, MAX_ROWS) - 1, ""

    def _pass_taken(self):
        while len(self.row) < MAX_COLUMNS and self.taken.get(len(self.row), 0) > 0:
            self.taken[len(self.row)] -= 1
            self.row.append(self.below_words.get(len(self.row), ""))

    def _pass_behind(self):
        """The cells above that span this row behind its last one."""
        own = len(self.row)
        while len(self.row) < self.widest:
            place = len(self.row)
            self._pass_taken()
            if len(self.row) == place:
                self.row.append("")
        while len(self.row) > own and not self.row[-1]:
            self.row.pop()

    def _end_cell(self):
        if self.cell is None:
            return
        words = "\n".join(" ".join(line.split()) for line in "".join(self.cell).split("\0"))
        self.below_words[len(self.row)] = words.strip()
        self.row += [words.strip(), *[""] * (self.across - 1)]
        self.cell = None

    def _write(self, piece):
        if not piece.name:
            self.cell.append(piece.text)
        elif piece.name in BREAKS:
            self.cell.append("\0")


def _span(value):
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 1
