"""Footnote numbers: behind a figure, small, the number of its row in the evidence."""

from collections.abc import Iterator
from dataclasses import replace

from civic.documents.model import Document, Fact, Line, Text

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def numbers(document: Document) -> dict[str, int]:
    """Id of a figure → the number of its row in the evidence."""
    return {fact.id: n for n, fact in enumerate(document.facts(), 1)}


def marked(document: Document) -> Document:
    """The document with a number behind each figure where it first stands in a paragraph."""
    if not document.marks:
        return document
    rows, seen = numbers(document), set[str]()
    blocks = tuple(
        replace(block, text=tuple(_marked(block.text, rows, seen)))
        if isinstance(block, Line)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _marked(text: Text, rows: dict[str, int], seen: set[str]) -> Iterator[str | Fact]:
    for piece in text:
        yield piece
        if isinstance(piece, Fact) and piece.id not in seen:
            seen.add(piece.id)
            yield str(rows[piece.id]).translate(RAISED)
