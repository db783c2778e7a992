"""Which blocks stand on upright pages, which on pages lying on their side, and which together."""

from collections.abc import Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Protocol

from civic.documents.export.evidence_table import with_evidence
from civic.documents.export.text_width import line_count
from civic.documents.model import Block, Document, Heading, Line, Table, Text, plain

WIDE_COLUMNS = 9  # a table with this many columns or more gets a landscape page
FEW_LINES = 6  # of text between a chapter's heading and such a table
WHOLE_ROWS = 6  # below its header, of a table that is not broken over pages
WHOLE_LINES = 18  # of text in such a table, its header counted
END_ROWS, END_LINES = 3, 12  # of a broken table that stay together at either end
EMS, LYING_EMS = 50, 84  # across an upright page in a table's letters, and one on its side


def ems_across(columns: int) -> int:
    """The room of a table of so many columns."""
    return LYING_EMS if columns >= WIDE_COLUMNS else EMS


def page_runs(document: Document) -> list[tuple[bool, list[Block]]]:
    """The blocks as runs on upright pages (False) and on pages lying on their side (True).

    A table of many columns lies on its side, and so do the headings right above it; with the few
    lines that open its chapter it does too, which would else stand alone on a page.
    """
    blocks = with_evidence(document)
    lying = [isinstance(b, Table) and len(b.columns) >= WIDE_COLUMNS for b in blocks]
    for n in [n for n, lies in enumerate(lying) if lies]:
        first = _first_above(blocks, n)
        lying[first:n] = [True] * (n - first)
    runs = groupby(zip(lying, blocks, strict=True), key=itemgetter(0))
    return [(lies, [block for _lies, block in run]) for lies, run in runs]


def _first_above(blocks: Sequence[Block], n: int) -> int:
    """Where what stands on the page of the wide table at n begins."""
    first = n
    while first and isinstance(blocks[first - 1], Line):
        first -= 1
    few = sum(not _is_title(line) for line in blocks[first:n]) <= FEW_LINES
    if not (few and first and isinstance(blocks[first - 1], Heading)):
        first = n
    while first and _is_title(blocks[first - 1]):
        first -= 1
    return first


class Paper(Protocol):
    """A document being written, block by block."""

    def title_block(self) -> None: ...

    def turn(self, landscape: bool) -> None:
        """The next blocks stand on pages of this kind."""

    def add(self, block: Block, stays: bool) -> None:
        """stays: on the page of the next block."""

    def to_bytes(self) -> bytes: ...


def written_on(paper: Paper, document: Document) -> bytes:
    """The file of a document that is drawn and ready to print."""
    paper.title_block()
    for lying, blocks in page_runs(document):
        paper.turn(lying)
        for block, stays in followed(blocks):
            paper.add(block, stays)
    return paper.to_bytes()


def followed(blocks: Sequence[Block]) -> list[tuple[Block, bool]]:
    """Each block, and whether it stays on the page of the next: a title does, and so does a line
    right above a table."""
    followers = [*blocks[1:], None]
    return [
        (block, _is_title(block) or (isinstance(block, Line) and isinstance(follower, Table)))
        for block, follower in zip(blocks, followers, strict=True)
    ]


def stays_whole(table: Table) -> bool:
    """A table is short enough never to be broken over two pages."""
    if len(table.cells) > WHOLE_ROWS:
        return False
    header = [column.title for column in table.columns]
    return sum(_line_counts(table, [header, *_words(table.cells)])) <= WHOLE_LINES


def end_rows(table: Table) -> tuple[int, int]:
    """How many rows a broken table has at least before and behind a break: more than one, unless
    they are long."""
    rows = table.cells
    if len(rows) < 2 * END_ROWS:
        return 1, 1
    first = _line_counts(table, _words(rows[:END_ROWS]))
    last = _line_counts(table, _words(rows[-END_ROWS:]))
    return _together(first), _together(last[::-1])


def _together(counts: Sequence[int]) -> int:
    """So many of the first rows of these lines that they have few lines in sum."""
    sums = list(accumulate(counts))
    return max(1, sum(lines <= END_LINES for lines in sums))


def _words(rows: Sequence[tuple[Text, ...]]) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in rows]


def _line_counts(table: Table, rows: Sequence[Sequence[str]]) -> list[int]:
    widths = [EMS * column.width for column in table.columns]
    return [
        max(line_count(text, max(1.0, width)) for text, width in zip(row, widths, strict=True))
        for row in rows
    ]


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Line) and block.mark == "□")
