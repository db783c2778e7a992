"""Reports that say or ask the same, as piles; merging a pile in one act."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.triage.acts.act import Refused
from civic.triage.acts.merge import Merge
from civic.triage.labels import refusal
from civic.triage.models import NothingChosen, OfficeAct, TooMany
from civic.triage.piles.find import find_piles, shown
from civic.triage.selection import Selection
from civic.web.errors import refuse
from civic.web.idempotency import request_key
from civic.web.paging import Page, page_number

bp = Blueprint("piles", __name__)
SIZE = 10


@bp.get("/piles")
def index():
    found, number = find_piles(g.round), page_number()
    some = found.piles[(number - 1) * SIZE : number * SIZE]
    return render_template(
        "triage/piles/index.html",
        page=Page([shown(pile) for pile in some], number, SIZE, len(found.piles)),
        reports=sum(len(pile.issue_ids) for pile in found.piles),
        found=found,
        districts=g.municipality.district_names(),
    )


@bp.post("/piles/merge")
def merge():
    """Merge what stayed ticked of a pile into the report that was chosen to stand for it."""
    target, *chosen = (_number(text) for text in (request.form.get("target", ""), *_ticked()))
    selection = Selection(seen=_number(request.form.get("seen", "")), ids=tuple(chosen))
    try:
        done = OfficeAct.do(Merge(target or None), selection, g.round, current_user, request_key())
    except Refused as refused:
        return refuse(refusal(refused.why), 409)
    except (NothingChosen, TooMany):
        return refuse(_("합칠 제보를 두 건 이상 골라 주세요."), 422)
    db.session.commit()
    return redirect(url_for("triage.index", done=done.id), 303)


def _ticked() -> list[str]:
    return request.form.getlist("issue")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0
