"""What the plan's page shows: the paper, remarks at their place, and whether it is out of date."""

from datetime import datetime

from civic.documents.row_keys import row_keys
from civic.plans.models import Plan, Snapshot
from civic.plans.review.anchoring import anchor
from civic.plans.review.anchors import anchors_of
from civic.plans.review.editing_places import edit_addresses
from civic.plans.review.models import Disposition, Remark, RemarkReply
from civic.plans.review.outline import outline
from civic.plans.section.limits import over_long
from civic.plans.snapshots.documents import shown_of, template_in
from civic.plans.snapshots.staleness import words_changed_since
from civic.plans.writing.looking_over import looked_over_of


def preview(plan: Plan, snapshot: Snapshot) -> dict:
    """Everything templates/plans/show.html needs about one snapshot."""
    document, remarks = shown_of(snapshot), Remark.of(plan)
    anchors = anchors_of(document)
    places = {
        remark.id: anchor(remark.paragraph_key, remark.row, remark.quote, anchors)
        for remark in remarks
    }
    return {
        "plan": plan,
        "snapshot": snapshot,
        "latest": plan.snapshot(),
        "document": document,
        "remarks": remarks,
        "places": places,
        "orphans": [remark for remark in remarks if places[remark.id] is None],
        "row_keys": row_keys,
        "anchors": anchors,
        "open_remarks": [remark for remark in remarks if remark.disposition is None],
        "is_stale": words_changed_since(plan, snapshot),
        "over_long": over_long(document, template_in(snapshot.data)),
    }


def workbench(plan: Plan, shown: dict, may_edit: bool) -> dict:
    """What stands beside the paper for its makers. shown: of preview(); may_edit: planners."""
    open_places = [shown["places"][remark.id] for remark in shown["open_remarks"]]
    remarked = [place.key for place in open_places if place]
    document, template = shown["document"], template_in(shown["snapshot"].data)
    findings = looked_over_of(plan) if may_edit else []
    return {
        "outline": outline(document, template, remarked, findings),
        "edits": edit_addresses(plan, document) if may_edit else {},
    }


def kind_of_block(block) -> str:
    return type(block).__name__.lower()


def thread_of(remark: Remark) -> list:
    """Answers and replies under a remark, as they were said."""
    thread: list[tuple[datetime, int, Disposition | RemarkReply]] = [
        (each.answered_at, each.id, each) for each in remark.answers
    ]
    thread += [(each.created_at, each.id, each) for each in remark.replies]
    return [each for _at, _id, each in sorted(thread, key=lambda one: one[:2])]


def loop_number(remarks: list[Remark], remark: Remark) -> int:
    """The number a remark goes by on the page, from 1, oldest first."""
    return remarks.index(remark) + 1
