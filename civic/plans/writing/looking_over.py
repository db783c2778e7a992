"""What planners typed in a plan, looked over with the numbers of its latest snapshot."""

from collections.abc import Iterator
from dataclasses import replace

from flask import g

from civic.documents.export.captions import heading_text
from civic.documents.model import Document, Fact, Heading, Line, Table
from civic.plans.material.models import Material
from civic.plans.models import Plan
from civic.plans.section.limits import Length, lengths
from civic.plans.section.template import PROSE
from civic.plans.snapshots.documents import shown_of, template_in
from civic.plans.snapshots.overview import overview
from civic.plans.wording.finding import Finding, TypedLine
from civic.plans.wording.looked_over import looked_over


def looked_over_of(plan: Plan) -> list[Finding]:
    snapshot = plan.snapshot()
    known = overview(snapshot.data).known if snapshot else ()
    prose = plan.template_in_use().get("style") == PROSE
    findings = looked_over(list(typed_lines(plan)), known, prose)
    if snapshot is None or not any(each.fact for each in findings):
        return findings
    places = fact_places(shown_of(snapshot))
    return [replace(each, place=places.get(each.fact)) for each in findings]


def fact_places(document: Document) -> dict[str, tuple[str, str]]:
    """Figure → the chapter it is first printed in and the key of its block there."""
    places: dict[str, tuple[str, str]] = {}
    chapter = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.part:
            chapter = heading_text(block)
        texts = [block.text] if isinstance(block, Line) else []
        if isinstance(block, Table):
            texts = [cell for row in block.cells for cell in row]
        for piece in (piece for text in texts for piece in text):
            if isinstance(piece, Fact) and not isinstance(block, Heading):
                places.setdefault(piece.id, (chapter, block.key))
    return places


def typed_lines(plan: Plan) -> Iterator[TypedLine]:
    """What planners wrote: paragraphs chapter by chapter, then their own chapters."""
    for part, lines in plan.written().items():
        for line in lines:
            yield TypedLine(".".join(line["key"].split(".")[:2]), part, line["text"])
    for row in Material.of(plan.round):
        for text in row.lines():
            yield TypedLine(row.key, row.place, text)


def findings_here() -> dict[str, list[Finding]]:
    """Key of a paragraph or chapter → what was found in it, of the round's plan."""
    plan = Plan.of(g.round)
    findings: dict[str, list[Finding]] = {}
    for finding in looked_over_of(plan) if plan else ():
        findings.setdefault(finding.key, []).append(finding)
    return findings


def lengths_here() -> list[Length]:
    """How long each chapter of the latest section is."""
    plan = Plan.of(g.round)
    snapshot = plan.snapshot() if plan else None
    return lengths(shown_of(snapshot), template_in(snapshot.data)) if snapshot else []
