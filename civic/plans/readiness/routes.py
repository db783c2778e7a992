"""낼 준비: what is missing, saying that the plan is ready, and taking that back."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.issues.photos import IssuePhoto
from civic.plans.models import Plan
from civic.plans.readiness.facts import mark_ready, open_items, photos_in_plan, ready_status_of
from civic.plans.readiness.labels import item_words, part_words
from civic.plans.readiness.models import NotMarked, ReadyMark
from civic.plans.readiness.rules import NotReady
from civic.plans.writing.forms import WithdrawForm
from civic.text import one_line
from civic.web.errors import refuse_when

bp = Blueprint("readiness", __name__)
bp.add_app_template_global(item_words)
bp.add_app_template_global(part_words)


@bp.get("/ready")
def show():
    return _page()


@bp.get("/ready/list")
def items():
    """What is missing, as a part of the plan's page."""
    plan = Plan.of(g.round)
    context = {"items": open_items(g.round, plan), "ready_status": ready_status_of(plan)}
    return render_template("plans/readiness/_list.html", **context)


@bp.post("/ready")
def mark():
    try:
        ready_mark = mark_ready(Plan.start(g.round), current_user)
    except NotReady:
        db.session.rollback()
        return _page(409, refused=True)
    db.session.commit()
    flash(_("제%(n)s호로 낼 준비를 마쳤어요.", n=ready_mark.snapshot.number), "ok")
    return redirect(url_for(".show"), 303)


@bp.post("/ready/withdraw")
def withdraw():
    """Say that it is not ready after all, and why."""
    form = WithdrawForm()
    if not form.validate():
        return _page(422, form)
    mark = ReadyMark.of(Plan.of(g.round))
    if mark is None:
        raise NotMarked
    mark.withdraw(current_user, form.reason.data)
    db.session.commit()
    flash(_("준비를 되돌렸어요."), "ok")
    return redirect(url_for(".show"), 303)


@bp.route("/photos", methods=["GET", "POST"])
def photo_words():
    """Say what the photos in the plan show, where their reporter did not."""
    photos = photos_in_plan(g.round)
    if request.method == "POST":
        for photo, issue in photos:
            typed = request.form.get(f"words-{photo.id}")
            if typed is not None:
                words = one_line(typed)[: IssuePhoto.LONGEST_ALT]
                issue.describe(photo, words, current_user)
        db.session.commit()
        flash(_("사진 설명을 저장했어요."), "ok")
        return redirect(url_for(".photo_words"), 303)
    editable = any(not photo.alt or photo.described_by_id for photo, _issue in photos)
    return render_template("plans/evidence/photos.html", photos=photos, editable=editable)


refuse_when(
    bp, {NotMarked: (_l("되돌릴 준비 표시가 없어요. 다른 담당자가 먼저 되돌렸을 수 있어요."), 409)}
)


def _page(status=200, form=None, refused=False):
    plan = Plan.of(g.round)
    context = {
        "plan": plan,
        "items": open_items(g.round, plan),
        "ready_status": ready_status_of(plan),
        "form": form or WithdrawForm(formdata=None),
        "refused": refused,
    }
    return render_template("plans/readiness/show.html", **context), status
