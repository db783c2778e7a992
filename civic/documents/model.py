"""The compiled section as plain values: what every exporter writes and the preview shows.

A document holds no live data and no clock: the same document gives the same bytes. Text that
carries a figure is a tuple of pieces, each a str or a Fact, so that every number keeps its source.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TypeGuard

from civic.documents.charts.canvas import Drawing
from civic.documents.charts.png import FORMER_SCALE, Drawn, png, pngs

OWN = "own."  # what the keys of blocks begin with that planners brought themselves
LEFT_OUT = "기준 시점 뒤에 가려진 글 {:,}건은 내용을 싣지 않고 수에만 넣음"


@dataclass(frozen=True)
class Fact:
    """A number (or a name) that comes from the snapshot.

    id: stable within the document, e.g. "issues.reported"; text: as printed, e.g. "312건";
    value: the plain value, for spreadsheets and checks; says: what it counts, in a sentence.
    """

    id: str
    text: str
    value: float | int | str
    says: str


Text = tuple[str | Fact, ...]


@dataclass(frozen=True)
class Heading:
    """level 1 (부문) to 3; number is printed before the text, e.g. "2." or "가.".

    is_appendix: begins a 붙임, on a page of its own. part: the chapter's name in the template, or
    the key of a chapter of the planner's own.
    """

    level: int
    number: str
    text: str
    is_appendix: bool = False
    part: str = ""


@dataclass(frozen=True)
class Line:
    """A 개조식 line. mark: □ ○ - or ※. key: the paragraph's key, for remarks."""

    key: str
    mark: str
    text: Text


@dataclass(frozen=True)
class Column:
    """A table column. width is a share of the table's width (all add up to 1)."""

    title: str
    width: float
    align: str = "left"  # left | center | right


@dataclass(frozen=True)
class Table:
    """A captioned table. number is printed: 표 1. cells: rows of columns, each a Text.

    merges: on paper equal first cells, one below the other, are one. totals: the last row holds the
    sums of those above it.
    """

    key: str
    number: int
    caption: str
    columns: tuple[Column, ...]
    cells: tuple[tuple[Text, ...], ...]
    unit: str = ""  # printed above the right edge, e.g. (단위: 건)
    note: str = ""  # printed below after ※
    merges: bool = False
    totals: bool = False

    def spans(self) -> list[int]:
        """Over how many rows each row's first cell reaches; 0 where one from above does."""
        if not self.merges:
            return [1] * len(self.cells)
        runs = [len(list(run)) for _first, run in groupby(self.cells, key=itemgetter(0))]
        return [span for run in runs for span in (run, *[0] * (run - 1))]


@dataclass(frozen=True)
class Raster:
    """A picture of pixels. kind: jpeg | png."""

    data: bytes
    kind: str
    width_px: int
    height_px: int


@dataclass(frozen=True)
class Picture:
    """A picture with a caption, drawn once as SVG. alt: what it shows, in a sentence.

    width_px, height_px: of its PNG; width_mm: printed; narrow: the same, laid out for a phone, in
    what pages show alone; sources: ids of the facts it shows; photo: where the drawing is one
    photograph, that itself.
    """

    key: str
    number: int
    caption: str
    alt: str
    svg: bytes
    width_px: int
    height_px: int
    width_mm: float
    narrow: Drawing | None = field(default=None, compare=False)
    sources: tuple[str, ...] = ()
    photo: Raster | None = None
    scale: float = FORMER_SCALE  # pixels of the PNG a unit

    @property
    def on_screen(self) -> tuple[int, int]:
        """Width and height in CSS pixels at which its letters have the size of small text."""
        return round(self.width_px / self.scale), round(self.height_px / self.scale)

    @property
    def drawn(self) -> Drawn:
        return self.svg, self.width_px, self.height_px, self.scale

    @property
    def png(self) -> bytes:
        return png(*self.drawn)

    @property
    def raster(self) -> Raster:
        """For formats that take no SVG."""
        return self.photo or Raster(self.png, "png", self.width_px, self.height_px)


Block = Heading | Line | Table | Picture


@dataclass(frozen=True)
class Bars:
    """A chart of bars, drawn by the program that shows it. labels, facts: one of each a bar.

    strong: those of the facts that stand out; none: all alike. places: decimals of each number,
    where not up to two.
    """

    labels: Text
    facts: tuple[Fact, ...]
    unit: str
    strong: tuple[Fact, ...] = ()
    places: int | None = None


@dataclass(frozen=True)
class Numbers:
    """A few numbers written large. labels, facts: one of each a number."""

    labels: Text
    facts: tuple[Fact, ...]


SlideBody = Table | Picture | Bars | Numbers


@dataclass(frozen=True)
class Slide:
    """One page of a presentation. title: what it says, in a sentence; lines: beside its bodies;
    sources: printed in its notes; snug: its pictures leave the room they don't fill; level: its
    tables have letters of one size, its numbers the whole width."""

    key: str
    title: Text
    lines: tuple[Text, ...] = ()
    bodies: tuple[SlideBody, ...] = ()
    sources: tuple[str, ...] = ()
    snug: bool = False
    level: bool = False


@dataclass(frozen=True)
class ListedIssue:
    """An issue for the GeoJSON export: public fields only; lat, lon None when it has no place."""

    receipt: str
    title: str
    category: str
    district: str
    status: str
    supports: int
    reported_on: str  # ISO date
    lat: float | None
    lon: float | None
    theme: str = ""


@dataclass(frozen=True)
class Document:
    """The participation section of one plan, at one moment.

    taken_at: ISO 8601 UTC time of the snapshot; sha256: of the snapshot's data; places: every
    listed issue, for GeoJSON and the XLSX/CSV issue list. concealed: how many things were hidden
    after the snapshot was taken, whose words are left out. evidence: every figure's source is
    printed at the end; else a page on how they were counted. seals: with the numbers of the data
    and of the vote's ledger, if any; else it says which files of the bundle hold them.
    slides: the same told to people in a room, with figures of the blocks alone. summary: the same
    on one page, itself a document; is_one_page: it is set small, and nothing is put behind it;
    fills: as large as there is room for on that page.
    own: how many tables, pictures and chapters are the planner's own, none of whose numbers is
    counted. marks: behind each figure where it first stands in a paragraph, the number of its row
    in the evidence is printed.
    """

    title: str
    municipality: str
    programme: str
    round_title: str
    is_example: bool  # the template is an 예시, not the official form
    notice: str  # e.g. that the city is invented; printed on the first page when not empty
    number: int
    taken_at: str
    sha256: str
    blocks: tuple[Block, ...]
    places: Sequence[ListedIssue] = ()
    concealed: int = 0
    evidence: bool = True
    seals: bool = True
    ledger_root: str = ""
    slides: Sequence[Slide] = ()
    summary: "Document | None" = None
    is_one_page: bool = False
    fills: bool = False
    own: int = 0
    marks: bool = False

    @property
    def left_out(self) -> str:
        """What is printed about words left out; empty when none are."""
        return LEFT_OUT.format(self.concealed) if self.concealed else ""

    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    def draw(self, slides: bool = False) -> None:
        """Draw all pictures at once, those of the slides or those of the blocks, before they are
        asked for one by one."""
        bodies = (body for slide in self.slides for body in slide.bodies)
        shown = (each for each in (bodies if slides else self.blocks) if isinstance(each, Picture))
        pngs(picture.drawn for picture in shown if picture.photo is None)

    def letters(self) -> dict[str, int]:
        """How many letters the paragraphs of each chapter have, by its part, spaces counted."""
        counts: dict[str, int] = {}
        part = ""
        for block in self.blocks:
            if isinstance(block, Heading) and block.part:
                part = block.part
                counts[part] = 0
            elif isinstance(block, Line) and part:
                counts[part] += len(plain(block.text))
        return counts

    def facts(self) -> list[Fact]:
        """Every fact of the blocks in reading order, each id once."""
        by_id: dict[str, Fact] = {}
        for block in self.blocks:
            texts = [block.text] if isinstance(block, Line) else []
            if isinstance(block, Table):
                texts = [cell for row in block.cells for cell in row]
            for text in texts:
                for piece in text:
                    if isinstance(piece, Fact):
                        by_id.setdefault(piece.id, piece)
        return list(by_id.values())


def plain(text: Text | str) -> str:
    """A text without its sources."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in text)


def is_own(block: Block) -> bool:
    """A planner brought it, so that none of its numbers is counted."""
    return not isinstance(block, Heading) and block.key.startswith(OWN)


def is_number(fact: object) -> TypeGuard[Fact]:
    return isinstance(fact, Fact) and isinstance(fact.value, int | float)
