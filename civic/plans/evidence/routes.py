"""Where a number of the plan comes from: its rows, counted again, and everything as a bundle."""

from flask import Blueprint, abort, g, render_template
from flask_babel import lazy_gettext as _l

from civic.db import db
from civic.documents.csv_cells import write_csv
from civic.issues.models import Issue
from civic.plans.evidence import recount
from civic.plans.finders import download, find_snapshot
from civic.plans.models import Snapshot
from civic.plans.review.forms import KINDS
from civic.plans.snapshots.documents import data_of, document_of
from civic.solutions.models import Solution
from civic.web.paging import Page, page_number

PAGE = 50
COLUMNS = {
    "receipt": _l("접수 순번"),
    "on": _l("어디에 달렸나"),
    "number": _l("번호"),
    "title": _l("제목"),
    "body": _l("내용"),
    "act": _l("활동"),
    "people": _l("사람 수"),
    "name": _l("이름"),
    "indicator": _l("지표 번호"),
    "value": _l("값"),
    "listed": _l("목록에 있음"),
    "merged": _l("병합함"),
    "imported": _l("가져온 민원"),
    "by": _l("누가"),
    "office_voters": _l("투표한 담당자·컨설턴트"),
    "supports": _l("공감"),
    "district": _l("행정동코드"),
    "category": _l("분야"),
    "theme": _l("주제 번호"),
    "votes": _l("득표"),
    "paper": _l("종이·현장 득표"),
    "cost_won": _l("사업비(원)"),
    "budget_won": _l("예산(원)"),
    "national_share": _l("국비 비율"),
    "selected": _l("선정"),
    "voters": _l("투표 주민"),
    "paper_voters": _l("종이·현장 투표"),
    "eligible": _l("거주 확인 주민과 종이·현장 투표"),
    "choices": _l("고른 수"),
    "weight_percent": _l("가중치(%)"),
    "baseline": _l("기준값"),
    "population": _l("인구(명)"),
    "per_thousand": _l("천 명당 참여"),
    "share_percent": _l("참여 가운데(%)"),
    "population_percent": _l("인구 가운데(%)"),
    "disposition": _l("조치"),
}
WORDS = {
    "by": {"resident": _l("주민"), "office": _l("담당자·컨설턴트"), "file": _l("파일")},
    "on": {"issue": _l("도시문제"), "solution": _l("해결방안")},
    "district": {"none": _l("읍면동 모름")},
    "theme": {"none": _l("주제 없음")},
    "disposition": KINDS,
}


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
    data = recount.opened(data_of(snapshot))
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
        "columns": [name for name in COLUMNS if any(name in row for row in rows[:1])],
        "names": COLUMNS | ({"on": _l("쓴 날")} if rows and "body" in rows[0] else {}),
        "words": WORDS,
        "page": shown,
        "links": _links(source, shown.rows),
    }


def _flat(row: dict) -> dict:
    """A row with the kind alone of how a remark was answered."""
    answered = row.get("disposition")
    return row | {"disposition": answered["kind"]} if answered else row


def _links(source: dict, rows: list[dict]) -> dict[int, tuple[str, int]]:
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
