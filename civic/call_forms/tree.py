"""A form as paragraphs, cells and tables in the order of the document, whatever its format. Each
keeps the element it stands for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from civic.call_forms.refusals import MAX_COLUMNS, MAX_GRID, MAX_ROWS, FormRefused

BOXES = "□■☐☑☒▢▣"


@dataclass(eq=False)
class FormParagraph:
    """text: its own, without what tables and text boxes in it say; "\\n" for a line break."""

    element: Any
    number: int
    text: str
    holder: "Cell | None"
    body: bool = True  # of the pages' text: no caption, text box, header or note
    boxed: bool = False  # of a text box
    twins: tuple[Any, ...] = ()  # of a DOCX's: the same one, kept for older programs
    objects: tuple[str, ...] = ()  # table, picture, shape, box (a check box), fixed (section…)
    coloured: bool = False  # every word in a colour that is no grey: guide text
    tinted: str = ""  # such words among others
    fields: tuple["FormField", ...] = ()
    checks: tuple["CheckBox", ...] = ()  # form objects, not letters
    tables: list["FormTable"] = field(default_factory=list)

    @property
    def on_page(self) -> bool:
        """Of the pages' text, or of a text box on them."""
        return self.body or self.boxed


def tinted(texts: Iterable[tuple[str, bool]]) -> str:
    """Of texts in their order, and whether each is in a colour: what those in one say."""
    pieces = [""]
    for text, is_in in texts:
        if is_in or not text.strip():
            pieces[-1] += text
        elif pieces[-1]:
            pieces.append("")
    return " … ".join(filter(None, map(str.strip, pieces)))


@dataclass(eq=False)
class FormField:
    """A click-here field or content control."""

    element: Any
    name: str
    guide: str
    text: str
    twins: tuple[Any, ...] = ()


@dataclass(eq=False)
class CheckBox:
    element: Any
    caption: str
    checked: bool
    twins: tuple[Any, ...] = ()


@dataclass(eq=False)
class Cell:
    element: Any
    table: "FormTable"
    row: int
    column: int
    rows: int
    columns: int
    width: int  # in hundredths of a point
    shaded: bool
    name: str = ""
    look: str = ""  # the format of its first words
    paragraphs: list[FormParagraph] = field(default_factory=list)
    label: bool | None = None  # what cells.is_label found, asked often
    beside: list["FormTable"] = field(default_factory=list)  # of a DOCX: between its paragraphs
    wrapped: bool = False  # of a DOCX: it or its row stands in a content control

    @cached_property
    def text(self) -> str:
        return "\n".join(one.text for one in self.paragraphs).strip()

    @cached_property
    def is_field(self) -> bool:
        """It holds the words of fields alone."""
        words = "".join(entry.text for one in self.paragraphs for entry in one.fields)
        return bool(words) and "".join(words.split()) == "".join(self.text.split())

    @cached_property
    def objects(self) -> set[str]:
        kinds = {kind for one in self.paragraphs for kind in one.objects}
        return kinds | {"table"} if self.beside else kinds

    @property
    def coloured(self) -> bool:
        spoken = [one for one in self.paragraphs if one.text.strip()]
        return bool(spoken) and all(one.coloured for one in spoken)


@dataclass(eq=False)
class FormTable:
    element: Any
    number: int
    holder: Cell | None
    depth: int
    rows: int = 0
    columns: int = 0
    cells: list[Cell] = field(default_factory=list)
    heading: str = ""  # the last heading before it
    gutters: set[int] | None = None  # as shades: columns between labels and values
    looks: set[str] | None = None  # as shades: formats that labels alone have
    shades: bool | None = None  # as label: whether some cells are filled
    shorts: tuple[str, ...] | None = None
    after: int = -1  # of a DOCX: the paragraph before it, in no paragraph itself

    def measure(self) -> None:
        """Say how large it is. Raises: FormRefused for one that only claims to be so large."""
        self.rows = max((c.row + c.rows for c in self.cells), default=0)
        self.columns = max((c.column + c.columns for c in self.cells), default=0)
        covered = sum(c.rows * c.columns for c in self.cells)
        if self.rows > MAX_ROWS or self.columns > MAX_COLUMNS or covered > MAX_GRID:
            raise FormRefused("too_large")

    @cached_property
    def grid(self) -> dict[tuple[int, int], Cell]:
        """Every position a cell covers."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    @cached_property
    def lines(self) -> set[int]:
        """Rows in which a cell begins, whatever the table says of their number."""
        return {cell.row for cell in self.cells}

    def right_of(self, cell: Cell) -> Cell | None:
        return self.grid.get((cell.row, cell.column + cell.columns))

    def left_of(self, cell: Cell) -> Cell | None:
        return self.grid.get((cell.row, cell.column - 1))

    def above(self, cell: Cell) -> Cell | None:
        return self.grid.get((cell.row - 1, cell.column))

    def in_row(self, row: int) -> list[Cell]:
        """Cells that begin in the row, from left to right."""
        return list(self._by_row.get(row, ()))

    @cached_property
    def _by_row(self) -> dict[int, list[Cell]]:
        rows: dict[int, list[Cell]] = {}
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            rows.setdefault(cell.row, []).append(cell)
        return rows

    @property
    def all_text(self) -> str:
        return "\n".join(cell.text for cell in self.cells if cell.text)


@dataclass
class Tree:
    """headings: number of a paragraph → the heading that stands before it."""

    paragraphs: list[FormParagraph] = field(default_factory=list)
    tables: list[FormTable] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)

    def cells(self) -> Iterator[Cell]:
        for table in self.tables:
            yield from table.cells


def whole(value: str) -> int:
    """A number of a file; 0 for what is none, or too long to be one of a form."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 9 else 0
