"""The appendix of evidence: each fact as printed and what it counts, then each picture."""

import re
from dataclasses import replace

from civic.documents.model import Block, Column, Document, Heading, Picture, Table

EVIDENCE_COLUMNS = (
    Column("연번", 0.07, "center"),
    Column("근거 번호", 0.38),
    Column("적힌 값", 0.18),
    Column("무엇을 센 값인가", 0.37),
)
APPENDIX = "붙임"  # what the heading of an appendix begins with


def evidence(document: Document) -> Table:
    """The table at the end: each fact, as printed, and what it counts; then each picture."""
    facts = [((fact.id,), (fact,), (fact.says,)) for fact in document.facts()]
    drawn = [tuple((words,) for words in picture) for picture in pictures(document)]
    rows = tuple(((str(n),), *row) for n, row in enumerate([*facts, *drawn], start=1))
    number = max((table.number for table in document.tables()), default=0) + 1
    return Table("evidence", number, "적힌 값의 근거", EVIDENCE_COLUMNS, rows)


def pictures(document: Document) -> list[tuple[str, str, str]]:
    """Of each picture its id, its number as printed and what it is drawn from."""
    shown = [block for block in document.blocks if isinstance(block, Picture)]
    return [(picture.key, f"그림 {picture.number}", _drawn_from(picture)) for picture in shown]


def _drawn_from(picture: Picture) -> str:
    """Its caption and the ids it is drawn from, those that differ in one name as one: issue.*."""
    kinds = dict.fromkeys(re.sub(r"(?<=\.).+(?=\.)", "*", id) for id in picture.sources)
    return f"{picture.caption}: {', '.join(kinds)}" if kinds else picture.caption


def with_evidence(document: Document) -> tuple[Block, ...]:
    """The document's blocks and the appendix of evidence, heading levels without gaps."""
    blocks, level = [], 0
    for block in document.blocks:
        if isinstance(block, Heading):
            level = max(1, min(block.level, level + 1, 3))
            block = replace(block, level=level)
        blocks.append(block)
    if document.facts() or any(isinstance(block, Picture) for block in blocks):
        before = sum(isinstance(block, Heading) and block.is_appendix for block in blocks)
        number = f"{APPENDIX} {before + 1}." if before else f"{APPENDIX}."
        blocks += [Heading(1, number, "적힌 값의 근거", is_appendix=True), evidence(document)]
    return tuple(blocks)
