"""What the preview shows: the paper, remarks at their place, and whether it is out of date."""

from datetime import datetime

from civic.documents.diff import Change
from civic.documents.export.page_count import pages
from civic.documents.model import Document
from civic.documents.row_keys import row_keys
from civic.plans.jobs.models import Job
from civic.plans.models import Plan, PlanVersion, Remark, Snapshot
from civic.plans.review.anchoring import anchor
from civic.plans.review.anchors import spots
from civic.plans.section.cache import compiled, template_in
from civic.plans.snapshots.concealing import Hidden, conceal
from civic.plans.snapshots.hidden import hidden_in
from civic.plans.snapshots.staleness import words_changed_since


def preview(plan: Plan, snapshot: Snapshot) -> dict:
    """Everything templates/plans/show.html needs about one snapshot."""
    document, remarks = document_of(snapshot), plan.remarks()
    found = spots(document)
    places = {
        remark.id: anchor(remark.paragraph_key, remark.row, remark.quote, found)
        for remark in remarks
    }
    return {
        "plan": plan,
        "snapshot": snapshot,
        "latest": plan.snapshot(),
        "job": Job.active(plan),
        "bundled": Job.bundle_of(snapshot) is not None and not document.concealed,
        "document": document,
        "remarks": remarks,
        "places": places,
        "orphans": [remark for remark in remarks if places[remark.id] is None],
        "row_keys": row_keys,
        "spots": found,
        "open_remarks": [remark for remark in remarks if remark.disposition is None],
        "is_stale": words_changed_since(plan, snapshot),
        "over_long": over_long(document, template_in(snapshot.data)),
    }


def over_long(document: Document, template: dict) -> list[tuple[str, int, int]]:
    """Chapters longer than their template allows: heading, letters, most letters."""
    counted = zip(template["chapters"], document.letters(), strict=True)
    told = [(each["heading"], count, each.get("most_letters")) for each, count in counted]
    return [(heading, count, most) for heading, count, most in told if most and count > most]


def too_many_pages(document: Document, template: dict) -> tuple[int, int] | None:
    """(pages before the appendix, most pages) when the template allows fewer."""
    most = template.get("most_pages")
    if not most:
        return None  # without a limit no PDF needs to be made
    body = pages(document).body
    return (body, most) if body > most else None


def document_of(snapshot: Snapshot, hidden_by: datetime | None = None) -> Document:
    """The section, without the words of what is hidden by now, or was at that time."""
    return _document(snapshot, None, hidden_in(snapshot.plan.round, hidden_by))


def document_of_version(version: PlanVersion) -> Document:
    """A version's words over its snapshot's figures, without the words of what is hidden."""
    own = version.snapshot
    return _document(own, version.packed_words, hidden_in(own.plan.round))


def data_of(snapshot: Snapshot) -> dict:
    """The snapshot's data without the words of what is hidden."""
    return conceal(snapshot.read(), hidden_in(snapshot.plan.round))[0]


def concealed_in(snapshot: Snapshot, hidden_by: datetime | None = None) -> int:
    """Of how many hidden things the snapshot holds words."""
    hidden = hidden_in(snapshot.plan.round, hidden_by)
    return conceal(snapshot.read(), hidden)[1] if hidden else 0


def _document(snapshot: Snapshot, words: bytes | None, hidden: Hidden) -> Document:
    taken_at = snapshot.taken_at.isoformat()
    return compiled(snapshot.data, snapshot.number, taken_at, snapshot.sha256, words, hidden)


def kind_of_block(block) -> str:
    return type(block).__name__.lower()


def by_chapter(changes: list[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under their chapter's heading, in reading order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.chapter, []).append(change)
    return list(found.items())


def thread_of(remark: Remark) -> list:
    """Answers and replies under a remark, as they were said."""
    said = [(each.answered_at, each.id, each) for each in remark.answers]
    said += [(each.created_at, each.id, each) for each in remark.replies]
    return [each for _at, _id, each in sorted(said, key=lambda one: one[:2])]


def loop_number(remarks: list[Remark], remark: Remark) -> int:
    """The number a remark goes by on the page, from 1, oldest first."""
    return remarks.index(remark) + 1
