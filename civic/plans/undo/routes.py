"""A planner takes the last edit of the plan back, or does it again, from wherever it is offered."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select

from civic.db import db
from civic.plans.undo.labels import EDITS, SEVERAL
from civic.rounds.edits.kinds import KINDS, NotUndone
from civic.rounds.edits.models import EditUndone, NotNext, PlanEdit
from civic.web.addresses import own_path

bp = Blueprint("undo", __name__)
USUAL = ("template", "added")  # the first edit of a plan writes the usual chapters down with it


@bp.app_template_global()
def latest_edit() -> PlanEdit | None:
    return PlanEdit.latest(g.round, current_user)


@bp.app_template_global()
def latest_undone_edit() -> PlanEdit | None:
    return PlanEdit.latest_undone(g.round, current_user)


@bp.app_template_filter()
def edit_name(edit: PlanEdit) -> str:
    acts = {_act(edit, unit) for unit in edit.after}
    acts = acts - {USUAL} or acts
    return str(EDITS[acts.pop()] if len(acts) == 1 else SEVERAL)


@bp.post("/edits/<int:edit_id>/undo")
def undo(edit_id):
    edit = db.first_or_404(_mine(edit_id))
    try:
        kept = edit.undo(current_user)
    except EditUndone:
        db.session.rollback()
        return _back(_("이미 되돌렸어요."), "warn")
    except NotUndone:
        db.session.rollback()
        return _back(_("자리가 차서 되돌리지 못했어요. 하나를 빼고 다시 눌러 주세요."), "bad")
    db.session.commit()
    if kept:
        return _back(_("그 뒤에 또 바뀐 곳은 그대로 두고, 나머지를 되돌렸어요."), "warn")
    return _back(_("되돌렸어요. 계획서를 다시 만들면 들어가요."), "ok")


@bp.post("/edits/<int:edit_id>/redo")
def redo(edit_id):
    edit = db.session.scalar(_mine(edit_id))
    try:
        if edit is None:  # it went with the next edit
            raise NotNext
        kept = edit.redo(current_user)
    except NotNext:
        db.session.rollback()
        return _back(_("그 뒤에 다른 것을 고쳐서 다시 실행할 수 없어요."), "warn")
    except NotUndone:
        db.session.rollback()
        return _back(_("자리가 차서 다시 실행하지 못했어요. 하나를 빼고 눌러 주세요."), "bad")
    db.session.commit()
    if kept:
        return _back(_("그 뒤에 또 바뀐 곳은 그대로 두고, 나머지를 다시 실행했어요."), "warn")
    return _back(_("다시 실행했어요. 계획서를 다시 만들면 들어가요."), "ok")


def _mine(edit_id: int) -> Select[tuple[PlanEdit]]:
    return db.select(PlanEdit).filter_by(id=edit_id, round_id=g.round.id, by_id=current_user.id)


def _act(edit: PlanEdit, unit: str) -> tuple[str, str]:
    before, after = edit.before[unit], edit.after[unit]
    subject = KINDS[edit.kind].subject(unit)
    if before is None:
        return subject, "added"
    return subject, "removed" if after is None else "changed"


def _back(sentence: str, kind: str):
    flash(sentence, kind)
    back = request.form.get("back")
    return redirect(own_path(back) if back else url_for("plans.show"), 303)
