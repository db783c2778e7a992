"""Excel's XML of 2003 (Spreadsheet 2003), which offices' programs save as .xls or .xml. Pure.

The parser is told of no other file and no entity: a file that declares any is refused.
"""

from dataclasses import dataclass, field
from itertools import islice
from xml.parsers import expat

from civic.places.tables.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    Grid,
    Peek,
    UnreadableFile,
    make_grid,
)
from civic.places.tables.headers import MOST_ABOVE

SHEETS = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL = "urn:schemas-microsoft-com:office:excel"
PIECE = 1 << 16
PEEKED_ROWS = 60  # of the sheets that are not read


@dataclass
class CellsByRow:
    """rows: number → cells. broken: (row, place) of cells that Excel did not calculate."""

    name: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    broken: set[tuple[int, int]] = field(default_factory=set)
    hidden: bool = False

    @property
    def is_table(self) -> bool:
        """Two rows of two cells or more: a cover has none."""
        return sum(sum(map(bool, cells)) > 1 for cells in list(self.rows.values())[:50]) > 1


def xml_2003_grid(text: str, wanted: str = "") -> Grid:
    """The rows of a sheet. wanted: its name, or its number from 1; else the first with a table.

    Raises: UnreadableFile old_markup when it is another XML, no_table when it is broken, empty,
    no_sheet, too_large, too_many_rows.
    """
    reader = _Reader()
    reader.read(text)
    if not reader.is_workbook:
        raise UnreadableFile("old_markup")
    seen = [sheet for sheet in reader.sheets if not sheet.hidden] or reader.sheets
    filled = [sheet for sheet in seen if sheet.rows]
    if not filled:
        raise UnreadableFile("empty")
    sheet = _wanted(seen, wanted) if wanted else _first(filled)
    others = [other for other in filled if other is not sheet][:20]
    return make_grid(
        sheet.rows.values(),
        sheet.rows,
        broken=frozenset(sheet.broken),
        sheet=sheet.name,
        others=tuple(other.name for other in others),
        peeks=() if wanted else tuple(map(_peek, others)),
    )


def _peek(sheet: CellsByRow) -> Peek:
    rows = [(number, tuple(cells)) for number, cells in islice(sheet.rows.items(), PEEKED_ROWS)]
    return Peek(sheet.name, len(sheet.rows), rows)


def _first(filled: list[CellsByRow]) -> CellsByRow:
    return next((sheet for sheet in filled if sheet.is_table), filled[0])


def _wanted(seen: list[CellsByRow], wanted: str) -> CellsByRow:
    named = [sheet for sheet in seen if sheet.name == wanted]
    numbered = [sheet for n, sheet in enumerate(seen, 1) if str(n) == wanted]
    for sheet in (*named, *numbered):
        if sheet.rows:
            return sheet
    raise UnreadableFile("no_sheet")


class _Reader:
    """What the parser says, kept sheet by sheet."""

    def __init__(self):
        self.sheets: list[CellsByRow] = []
        self.is_workbook = False
        self.path: list[str] = []
        self.number, self.place, self.room = 0, 0, MAX_TEXT
        self.cells: list[str] = []
        self.data: list[str] | None = None  # what is being said, inside Data or Visible
        self.kind, self.cell_words, self.attributes = "", "", {}
        # Place of a column → (last row that a cell above spans, what it says)
        self.above: dict[int, tuple[int, str]] = {}

    def read(self, text: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._write
        try:
            for start in range(0, len(text), PIECE):
                parser.Parse(text[start : start + PIECE], start + PIECE >= len(text))
        except expat.ExpatError as wrong:
            raise UnreadableFile("no_table", wrong.lineno) from wrong

    def _start(self, tag, attributes):
        name, parent = self._known(tag), self.path[-1] if self.path else ""
        self.path.append(name)
        if len(self.path) == 1:
            self.is_workbook = name == "Workbook"
        elif name == "Worksheet" and parent == "Workbook":
            self.sheets.append(CellsByRow(attributes.get(f"{SHEETS} Name", "")))
            self.number, self.above = 0, {}
        elif name == "Row" and parent == "Table" and self.sheets:
            self.number = _number(attributes, "Index", self.number + 1)
            self.place, self.cells = 0, []
        elif name == "Cell" and parent == "Row" and self.sheets:
            self.place = _number(attributes, "Index", self.place + 1)
            self.attributes, self.kind, self.cell_words = attributes, "", ""
        elif (name == "Data" and parent == "Cell") or name == "Visible":
            self.kind, self.data = attributes.get(f"{SHEETS} Type", "String"), []

    def _write(self, words):
        if self.data is not None:
            self.data.append(words)

    def _end(self, tag):
        name = self.path.pop()
        parent = self.path[-1] if self.path else ""
        if not self.sheets:
            return
        if name == "Cell" and parent == "Row":
            self._end_cell()
        elif name == "Row" and parent == "Table":
            self._end_row()
        elif (name == "Data" and parent == "Cell") or name == "Visible":
            self.cell_words, self.data = "".join(self.data or ()), None
            if name == "Visible":
                self.sheets[-1].hidden = self.cell_words.startswith(
                    "Sheet"
                )  # SheetHidden, …VeryHidden

    def _end_cell(self):
        words = _written(self.kind, self.cell_words)
        if self.place <= MAX_COLUMNS:
            self._take(self.place - 1, words)
            if self.kind == "Error" or (not words and f"{SHEETS} Formula" in self.attributes):
                self.sheets[-1].broken.add((self.number, self.place - 1))
            below = _number(self.attributes, "MergeDown", 0)
            if below and words:
                self.above[self.place - 1] = self.number + min(below, MAX_ROWS), words
        self.place += _number(self.attributes, "MergeAcross", 0)

    def _end_row(self):
        rows = self.sheets[-1].rows
        if any(self.cells):
            for place, (last, words) in self.above.items():
                is_free = place >= len(self.cells) or not self.cells[place]
                if self.number <= last and is_free:
                    self._take(place, words)
            rows[self.number] = self.cells
            if len(rows) > MAX_ROWS + MOST_ABOVE + 1:
                raise UnreadableFile("too_many_rows")
        self.cells = []

    def _take(self, place: int, words: str) -> None:
        self.cells += [""] * (place + 1 - len(self.cells))
        self.cells[place] = words
        self.room -= len(words)
        if self.room < 0:
            raise UnreadableFile("too_large")

    @staticmethod
    def _known(tag: str) -> str:
        space, _, name = tag.rpartition(" ")
        return name if space in (SHEETS, EXCEL) else ""


def _refuse(*_declared):
    raise UnreadableFile("no_table")


def _number(attributes, name: str, otherwise: int) -> int:
    words = attributes.get(f"{SHEETS} {name}", "")
    fits = words.isascii() and words.isdecimal() and len(words) < 8
    return int(words) if fits else otherwise


def _written(kind: str, words: str) -> str:
    """A cell's value as text, as workbook_child.py writes those of other workbooks."""
    if kind == "Error":
        return ""
    if kind == "Boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(words.strip(), words)
    if kind == "DateTime":
        return words.strip().partition(".")[0].replace("T", " ")
    if kind == "Number":
        return _plain(words.strip())
    return words


def _plain(words: str) -> str:
    """12.0 → 12; long numbers keep their digits."""
    try:
        value = float(words)
    except ValueError:
        return words
    whole = value.is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else words
