"""Where a number of the plan comes from: its rows, counted again, and everything as a bundle."""

from collections.abc import Sequence

from flask import Blueprint, abort, g, render_template
from flask_babel import lazy_gettext as _l

from civic.db import db
from civic.documents.csv_cells import write_csv
from civic.issues.models import Issue
from civic.plans.evidence import recount
from civic.plans.evidence.labels import COLUMN_NAMES, VALUE_NAMES
from civic.plans.finders import download, find_snapshot
from civic.plans.models import Snapshot
from civic.plans.snapshots.documents import data_of, document_of
from civic.solutions.models import Solution
from civic.web.paging import Page, page_number

PAGE = 50
bp = Blueprint("evidence", __name__)


@bp.get("/<int:number>/sources/<path:figure>")
def show(number, figure):
    _plan, snapshot = find_snapshot(number)
    return render_template(
        "plans/evidence/show.html",
        snapshot=snapshot,
        **_evidence(snapshot, figure),
    )


@bp.get("/<int:number>/rows/<path:figure>.csv")
def rows(number, figure):
    _plan, snapshot = find_snapshot(number)
    evidence = _evidence(snapshot, figure)
    header = evidence["columns"]
    data = write_csv(header, ([row.get(name) for name in header] for row in evidence["rows"]))
    return download(data, f"rows-{number}.csv", f"{figure}.csv", "text/csv; charset=utf-8")


def _evidence(snapshot: Snapshot, figure: str) -> dict:
    """What show.html needs about one figure; 404 for one the section does not show."""
    facts = {fact.id: fact for fact in document_of(snapshot).facts()}
    fact = facts.get(figure) or abort(404)
    data = recount.opened(dict(data_of(snapshot)))
    try:
        source = recount.source_of(data, figure)
    except recount.NoSource:  # a snapshot from before definitions were kept
        return {"fact": fact, "source": None, "rows": [], "columns": []}
    rows = [_flat(row) for row in recount.counted_rows(data, source)]
    counted = recount.recount(data, source)
    shown = Page(rows[(page_number() - 1) * PAGE :][:PAGE], page_number(), PAGE, len(rows))
    return {
        "fact": fact,
        "source": source,
        "counted": counted,
        "agrees": recount.same(counted, fact.value),
        "rows": rows,
        "columns": [name for name in COLUMN_NAMES if any(name in row for row in rows[:1])],
        "names": COLUMN_NAMES | ({"on": _l("쓴 날")} if rows and "body" in rows[0] else {}),
        "words": VALUE_NAMES,
        "page": shown,
        "links": _links(source, shown.rows),
    }


def _flat(row: dict) -> dict:
    """A row with the kind alone of how a remark was answered."""
    answered = row.get("disposition")
    return row | {"disposition": answered["kind"]} if answered else row


def _links(source: dict, rows: Sequence[dict]) -> dict[int, tuple[str, int]]:
    """Where the page's rows can be read in public: receipt or number → (endpoint, id)."""
    if source.get("rows") == "reports":
        shown = Issue.round_id == g.round.id, Issue.hidden_at.is_(None)
        wanted = Issue.receipt.in_([row["receipt"] for row in rows])
        found = db.session.execute(db.select(Issue.receipt, Issue.id).where(*shown, wanted))
        return {receipt: ("issues.show", id) for receipt, id in found}
    if source.get("rows") in ("solutions", "tally.rows"):
        shown = Solution.round_id == g.round.id, Solution.hidden_at.is_(None)
        wanted = Solution.number.in_([row["number"] for row in rows])
        found = db.session.execute(db.select(Solution.number, Solution.id).where(*shown, wanted))
        return {number: ("solutions.show", id) for number, id in found}
    return {}
