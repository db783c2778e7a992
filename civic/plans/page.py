"""What the preview shows: the paper, remarks at their place, and whether it is out of date."""

from civic.plans.compiled import compiled
from civic.plans.document import Document, Line, Picture, Table, plain
from civic.plans.job_models import Job
from civic.plans.models import Plan, Remark, Snapshot
from civic.plans.rules import QUOTE
from civic.plans.staleness import changed_since


def preview(plan: Plan, snapshot: Snapshot) -> dict:
    """Everything templates/plans/show.html needs about one snapshot."""
    document, remarks = document_of(snapshot), plan.remarks()
    keys = quotes(document)
    return {
        "plan": plan,
        "snapshot": snapshot,
        "latest": plan.snapshot(),
        "job": Job.active(plan),
        "document": document,
        "remarks": remarks,
        "orphans": [remark for remark in remarks if remark.paragraph_key not in keys],
        "open_remarks": [remark for remark in remarks if remark.disposition is None],
        "is_stale": bool({"written", "template"} & {*changed_since(plan, snapshot)}),
        "over_long": over_long(document, snapshot.read()["template"]),
    }


def over_long(document: Document, template: dict) -> list[tuple[str, int, int]]:
    """Chapters longer than their template allows: heading, letters, most letters."""
    counted = zip(template["chapters"], document.letters(), strict=True)
    told = [(each["heading"], count, each.get("most_letters")) for each, count in counted]
    return [(heading, count, most) for heading, count, most in told if most and count > most]


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


def kind_of_block(block) -> str:
    return type(block).__name__.lower()


def loop_number(remarks: list[Remark], remark: Remark) -> int:
    """The number a remark goes by on the page, from 1, oldest first."""
    return remarks.index(remark) + 1
