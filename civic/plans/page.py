"""What the preview shows beside the paper: sources, remarks at their place, and what is stale."""

from dataclasses import dataclass

from civic.plans.compiled import compiled
from civic.plans.document import Document, Heading, Line, Picture, Table, plain
from civic.plans.gather_outcome import written
from civic.plans.models import Plan, Remark, Snapshot
from civic.plans.rules import QUOTE
from civic.plans.snapshot import canonical


@dataclass(frozen=True)
class Numbered:
    """A remark under the number it has on the page."""

    number: int
    remark: Remark


class Page:
    """One snapshot's document and everything the preview needs about it."""

    def __init__(self, plan: Plan, snapshot: Snapshot):
        self.plan, self.snapshot = plan, snapshot
        self.document = document_of(snapshot)
        self.sources = {fact.id: f"src{n}" for n, fact in enumerate(self.document.facts())}
        self.keys = quotes(self.document)
        self.remarks = [Numbered(n, remark) for n, remark in enumerate(plan.remarks(), 1)]

    @property
    def latest(self) -> int:
        return self.plan.snapshot().number

    @property
    def open_remarks(self) -> list[Numbered]:
        return [each for each in self.remarks if each.remark.disposition is None]

    @property
    def placed(self) -> list[Numbered]:
        return [each for each in self.remarks if each.remark.paragraph_key in self.keys]

    @property
    def orphans(self) -> list[Numbered]:
        """Remarks on what this version no longer has."""
        return [each for each in self.remarks if each.remark.paragraph_key not in self.keys]

    def on(self, key: str) -> list[Numbered]:
        return [each for each in self.remarks if each.remark.paragraph_key == key]

    @property
    def stale(self) -> bool:
        """Whether the planner's paragraphs have changed since this snapshot."""
        return canonical(written(self.plan)) != canonical(self.snapshot.read()["written"])


def document_of(snapshot: Snapshot) -> Document:
    taken_at = snapshot.taken_at.isoformat()
    return compiled(snapshot.data, snapshot.number, taken_at, snapshot.sha256)


def quotes(document: Document) -> dict[str, str]:
    """What can be remarked on: key → the words it has in this document."""
    found = {}
    for block in document.blocks:
        if isinstance(block, Line):
            found[block.key] = plain(block.text)[:QUOTE]
        elif isinstance(block, Table | Picture):
            found[block.key] = block.caption[:QUOTE]
    return found


def kind_of(block) -> str:
    return {Heading: "heading", Line: "line", Table: "table", Picture: "picture"}[type(block)]
