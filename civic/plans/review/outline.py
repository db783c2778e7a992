"""The chapters of a section with what waits in each. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from civic.documents.export.captions import heading_text
from civic.documents.model import OWN, Document, Heading
from civic.plans.section.limits import Length, lengths
from civic.plans.section.schema import Template
from civic.plans.wording.finding import Finding


@dataclass(frozen=True)
class Chapter:
    """remarks: without an answer, in it; findings: in what planners typed there."""

    part: str
    heading: str
    length: Length
    remarks: int
    findings: int


def outline(
    document: Document, template: Template, remarked: Iterable[str], findings: Iterable[Finding]
) -> list[Chapter]:
    """remarked: keys of the blocks that open remarks are about, one for each."""
    parts = part_of_blocks(document)
    remarks = Counter(parts.get(key, "") for key in remarked)
    finding_counts = Counter(f.key if f.key.startswith(OWN) else f.part for f in findings)
    headings = {b.part: heading_text(b) for b in document.blocks if isinstance(b, Heading)}
    return [
        Chapter(each.part, headings[each.part], each, remarks[each.part], finding_counts[each.part])
        for each in lengths(document, template)
    ]


def part_of_blocks(document: Document) -> dict[str, str]:
    """Key of a block → the part of the chapter it stands in."""
    parts: dict[str, str] = {}
    part = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            part = block.part or part
        else:
            parts[block.key] = part
    return parts
