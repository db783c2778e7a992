"""Where a number of the plan comes from: its rows, counted again, and everything as a bundle."""

from collections.abc import Sequence

from flask import Blueprint, abort, g, render_template
from flask_babel import lazy_gettext as _l

from civic.db import db
from civic.documents.model import Fact
from civic.issues.models import Issue
from civic.plans.evidence import recount
from civic.plans.evidence.counting import AskedFigure, counted, rows_as_csv
from civic.plans.evidence.labels import COLUMN_NAMES, VALUE_NAMES
from civic.plans.finders import download, find_snapshot
from civic.plans.models import Snapshot
from civic.plans.snapshots.documents import hidden_of, shown_of
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
    _fact_of(snapshot, figure)
    data = rows_as_csv(snapshot.data, _asked(snapshot, figure))
    return download(data, f"rows-{number}.csv", f"{figure}.csv", "text/csv; charset=utf-8")


def _fact_of(snapshot: Snapshot, figure: str) -> Fact:
    """404 for a figure the section does not show."""
    facts = {fact.id: fact for fact in shown_of(snapshot).facts()}
    return facts.get(figure) or abort(404)


def _asked(snapshot: Snapshot, figure: str) -> AskedFigure:
    return AskedFigure(figure, tuple(COLUMN_NAMES), hidden_of(snapshot))


def _evidence(snapshot: Snapshot, figure: str) -> dict:
    """What show.html needs about one figure."""
    fact, number = _fact_of(snapshot, figure), page_number()
    count = counted(snapshot.data, _asked(snapshot, figure), (number - 1) * PAGE, PAGE)
    if count is None:  # a snapshot from before definitions were kept
        return {"fact": fact, "source": None}
    rows = count.rows
    return {
        "fact": fact,
        "source": count.source,
        "counted": count.value,
        "agrees": recount.same(count.value, fact.value),
        "columns": count.columns,
        "names": COLUMN_NAMES | ({"on": _l("쓴 날")} if rows and "body" in rows[0] else {}),
        "words": VALUE_NAMES,
        "page": Page(rows, number, PAGE, count.total),
        "links": _links(count.source, rows),
    }


def _links(source: dict, rows: Sequence[dict]) -> dict[int, tuple[str, int]]:
    """Where the page's rows can be read in public: receipt or number → (endpoint, id)."""
    if source.get("rows") == "reports":
        shown = Issue.round_id == g.round.id, Issue.hidden_at.is_(None)
        wanted = Issue.receipt.in_([row["receipt"] for row in rows])
        pairs = db.session.execute(db.select(Issue.receipt, Issue.id).where(*shown, wanted))
        return {receipt: ("issues.show", id) for receipt, id in pairs}
    if source.get("rows") in ("solutions", "tally.rows"):
        shown = Solution.round_id == g.round.id, Solution.hidden_at.is_(None)
        wanted = Solution.number.in_([row["number"] for row in rows])
        pairs = db.session.execute(db.select(Solution.number, Solution.id).where(*shown, wanted))
        return {number: ("solutions.show", id) for number, id in pairs}
    return {}
