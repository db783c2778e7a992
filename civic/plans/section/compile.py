"""From a snapshot's data to the section and its summary, every number with its source.

Pure: the same data give the same document. What is said, and in which order, is the template in
the data, see writer.py; the summary page is summary.py.
"""

from collections.abc import Iterable
from dataclasses import replace

from civic.documents.decimals import even_line
from civic.documents.model import (
    OWN,
    Block,
    Document,
    Heading,
    Line,
    Picture,
    Table,
    is_own,
)
from civic.documents.uncollected import uncollected
from civic.plans.section.listed import ListedIssues
from civic.plans.section.reading import argues, is_even, sums_up
from civic.plans.section.schema import SnapshotData
from civic.plans.section.slides.deck import Deck
from civic.plans.section.summary import compile_summary
from civic.plans.section.template import check_template
from civic.plans.section.writer import Writer


def compile_document(
    data: SnapshotData, number: int, taken_at: str, sha256: str, is_on_pages: bool = True
) -> Document:
    """The participation section, with its summary page.

    Args: data: as civic/plans/snapshots/gather.py makes it; number, taken_at (ISO 8601 UTC) and
    sha256 of the snapshot it came from; is_on_pages: pictures are laid out for phones, too, which
    no file asks for.
    """
    with uncollected():
        return _compiled(data, number, taken_at, sha256, is_on_pages)


def _compiled(
    data: SnapshotData, number: int, taken_at: str, sha256: str, is_on_pages: bool
) -> Document:
    template = check_template(data["template"])
    blocks = tuple(_even(Writer(data, is_on_pages).section(template), data))
    section = Document(
        title=template["title"],
        municipality=data["municipality"]["name"],
        programme=data["call"]["programme"],
        round_title=data["round"]["title"],
        is_example=data["is_example"],
        notice=data["municipality"]["notice"],
        number=number,
        taken_at=taken_at,
        sha256=sha256,
        blocks=blocks,
        slides=Deck(data, blocks),
        places=ListedIssues(data["issues"]),
        evidence=not argues(data),
        seals=not is_even(data),
        ledger_root=(data["tally"]["root"] or "") if data["tally"] else "",
        own=sum(map(_is_brought, blocks)),
        marks=bool(template.get("marks")),
    )
    if not sums_up(data):
        return section
    summary = compile_summary(data, section)
    blocks = tuple(_even(summary.blocks, data))
    return replace(section, summary=replace(summary, blocks=blocks, fills=is_even(data)))


def _even(blocks: Iterable[Block], data: SnapshotData) -> Iterable[Block]:
    """Shares in a line have as many decimals; those of tables have them already."""
    for block in blocks:
        if isinstance(block, Line) and is_even(data):
            block = replace(block, text=even_line(block.text))
        yield block


def _is_brought(block: Block) -> bool:
    """A table or picture of the planner's own, or the heading of a chapter."""
    if isinstance(block, Heading):
        return block.part.startswith(OWN)
    return isinstance(block, Table | Picture) and is_own(block)
