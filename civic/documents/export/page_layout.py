"""Which blocks stand on upright pages, which on pages lying on their side, and which together."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from civic.documents.export.evidence_table import with_evidence
from civic.documents.export.text_width import line_count
from civic.documents.model import Block, Document, Heading, Line, Table, plain

WIDE_COLUMNS = 9  # a table with this many columns or more gets a landscape page
FEW_LINES = 6  # of text between a chapter's heading and such a table
WHOLE_LINES = 18  # of text in a table that is not broken over pages, its header counted
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
    rows = [[column.title for column in table.columns]]
    rows += [[plain(cell) for cell in row] for row in table.cells[: WHOLE_LINES + 1]]
    widths = [EMS * column.width for column in table.columns]
    counts = (
        max(line_count(text, max(1.0, width)) for text, width in zip(row, widths, strict=True))
        for row in rows
    )
    return sum(counts) <= WHOLE_LINES


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Line) and block.mark == "□")
