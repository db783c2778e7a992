"""Reports that say or ask the same, as piles; merging a pile in one act."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.triage.acts.act import Refused
from civic.triage.acts.merge import MergeMany
from civic.triage.labels import ACTS, refusal
from civic.triage.models import NoIssueChosen, OfficeAct, TooMany
from civic.triage.names import desk_names
from civic.triage.piles.find import find_piles, shown
from civic.triage.selection import Selection
from civic.triage.shown import just_done
from civic.web.errors import refuse
from civic.web.idempotency import request_key
from civic.web.paging import Page, page_number
from civic.web.security import locks_late

bp = Blueprint("piles", __name__)
SIZE = 10


@bp.get("/piles")
def index():
    found_piles, number = find_piles(g.round), page_number()
    some = found_piles.piles[(number - 1) * SIZE : number * SIZE]
    return render_template(
        "triage/piles/index.html",
        page=Page([shown(pile, g.round) for pile in some], number, SIZE, len(found_piles.piles)),
        reports=sum(len(pile.issue_ids) for pile in found_piles.piles),
        found_piles=found_piles,
        districts=g.municipality.district_names(),
        acts=ACTS,
        **just_done(desk_names(g.round, current_user).latest),
    )


@bp.post("/piles/merge")
@locks_late
def merge():
    """Merge what stayed ticked of a pile into the report that was chosen to stand for it; of one
    pile, or of each on the page in which two or more stayed."""
    chosen = request.form.get("pile", "")
    if chosen == "all":
        return _merge_all()
    try:
        done = _merge(chosen)
    except Refused as refused:
        return refuse(refusal(refused.why), 409)
    except (NoIssueChosen, TooMany):
        return refuse(_("합칠 제보를 두 건 이상 골라 주세요."), 422)
    db.session.commit()
    return redirect(url_for(".index", done=done.id), 303)


def _merge_all():
    merged = 0
    for key in request.form.getlist("key"):
        try:
            merged += _merge(key).count
        except (Refused, NoIssueChosen, TooMany):
            continue  # unticked, or merged by a colleague; what is still a pile is shown again
    if not merged:
        return refuse(_("합칠 제보를 두 건 이상 골라 주세요."), 422)
    db.session.commit()
    flash(
        _("%(n)s건을 합쳤어요. ‘한 일과 되돌리기’에서 하나씩 되돌릴 수 있어요.", n=f"{merged:,}"),
        "ok",
    )
    return redirect(url_for(".index"), 303)


def _merge(key: str) -> OfficeAct:
    """Raises: Refused, NoIssueChosen, TooMany."""
    ids = tuple(_number(text) for text in request.form.getlist(f"issue-{key}"))
    selection = Selection(seen=_number(request.form.get("seen", "")), ids=ids)
    act = MergeMany(_number(request.form.get(f"target-{key}", "")) or None)
    return OfficeAct.do(act, selection, g.round, current_user, f"{request_key()[:48]}-{key[:9]}")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0
