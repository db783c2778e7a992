"""A planner brings tables, pictures and chapters into the section, orders and removes them."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.plans.material import rules
from civic.plans.material.forms import FORMS, MaterialForm, PictureForm, TableForm, shown
from civic.plans.material.labels import EDIT_NAMES, KIND_NAMES, NEW_NAMES, too_much
from civic.plans.material.models import Material
from civic.plans.material.places import groups, places
from civic.plans.material.undoing import Brought
from civic.rounds.edits.models import PlanEdit
from civic.solutions.project_plan.rules import SavedMeanwhile
from civic.web.idempotency import new_key, request_key
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("material", __name__, url_prefix="/material")
NEW = f"/new/<any({','.join(rules.KINDS)}):kind>"


@bp.get("")
def index():
    context = {"groups": groups(g.round), "removed": Material.of(g.round, removed=True)}
    return render_template(
        "plans/material/index.html", kinds=KIND_NAMES, new_names=NEW_NAMES, **context
    )


@bp.get(NEW)
def new(kind):
    form = FORMS[kind](formdata=None, place=request.args.get("place"))
    form.about(places(g.round, kind))
    return _page(form, kind)


@bp.post(NEW)
@takes_uploads
@locks_late
def bring(kind):
    form = FORMS[kind]()
    form.read()
    form.about(places(g.round, kind))
    if not form.validate():
        return _again(form, kind)
    try:
        with _undoable():
            Material.bring(g.round, current_user, kind, request_key(), **form.values())
    except rules.TooMuchMaterial:
        form.form_errors.append(too_much(kind))
        return _again(form, kind, status=409)
    return _saved()


@bp.get("/<int:material_id>")
def edit(material_id):
    row = _find(material_id)
    form = FORMS[row.kind](formdata=None, data=shown(row))
    form.about(places(g.round, row.kind))
    return _page(form, row.kind, row)


@bp.post("/<int:material_id>")
@takes_uploads
@locks_late
def revise(material_id):
    kind = request.form.get("kind")
    form = FORMS[kind]() if kind in FORMS else abort(400)
    form.read()
    row = _find(material_id)
    if row.kind != kind:
        abort(400)
    form.about(places(g.round, kind))
    if isinstance(form, PictureForm) and not form.refused:
        form.photo = form.photo or row.photo
    if not form.validate():
        return _again(form, kind, row)
    try:
        with _undoable():
            row.revise(current_user, form.seen, **form.values())
    except SavedMeanwhile:
        return _saved_meanwhile(form, row)
    return _saved()


@bp.post("/<int:material_id>/move")
def move(material_id):
    row = _find(material_id)
    with _undoable():
        row.move(up=request.form.get("to") == "up")
    db.session.commit()
    return redirect(url_for(".index", _anchor=f"m{row.id}"), 303)


@bp.post("/<int:material_id>/remove")
def remove(material_id):
    row = _find(material_id)
    with _undoable():
        row.remove()
    db.session.commit()
    flash(_("뺐어요. 다시 만들면 계획서에서 빠져요. 아래 ‘뺀 자료’에서 되살려요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/<int:material_id>/editions/<int:revision>")
def take_back(material_id, revision):
    """What was saved then stands again, as a save of its own; its place stays."""
    row = _find(material_id)
    edition = row.edition(revision)
    if edition is None:
        abort(404)
    seen = FORMS[row.kind]().seen
    try:
        with _undoable():
            row.revise(current_user, seen, **edition.values())
    except SavedMeanwhile:
        db.session.rollback()
        flash(_("그사이 다른 담당자가 고치거나 뺐어요. 지금 것을 보고 다시 눌러 주세요."), "bad")
        return redirect(url_for(".edit", material_id=row.id), 303)
    db.session.commit()
    flash(_("그때의 것으로 되돌렸어요. 계획서를 다시 만들면 들어가요."), "ok")
    return redirect(url_for(".index", _anchor=f"m{row.id}"), 303)


@bp.post("/<int:material_id>/bring-back")
def bring_back(material_id):
    row = _find(material_id)
    try:
        with _undoable():
            row.bring_back()
    except rules.TooMuchMaterial:
        db.session.rollback()
        flash(too_much(row.kind), "bad")
        return redirect(url_for(".index"), 303)
    db.session.commit()
    flash(_("되살렸어요. 다시 만들면 계획서에 들어가요."), "ok")
    return redirect(url_for(".index", _anchor=f"m{row.id}"), 303)


@bp.errorhandler(413)
def too_large(_error):
    """A file over what a request may hold, said at its field."""
    kind = (request.view_args or {}).get("kind", "")
    row = None if kind else _find((request.view_args or {})["material_id"])
    kind = row.kind if row else kind
    form = FORMS[kind](formdata=None, data=shown(row) if row else None)
    form.about(places(g.round, kind))
    if isinstance(form, TableForm | PictureForm):
        form.file.errors = [_("파일이 너무 커요. 더 작은 파일을 올려 주세요.")]
    return _page(form, kind, row, 413)


def _undoable():
    return PlanEdit.noted(Brought, g.round, current_user)


def _find(material_id: int) -> Material:
    return db.first_or_404(db.select(Material).filter_by(id=material_id, round_id=g.round.id))


def _saved():
    db.session.commit()
    flash(_("저장했어요. 계획서를 다시 만들면 들어가요."), "ok")
    return redirect(url_for("plans.material.index"), 303)


def _again(form: MaterialForm, kind: str, row: Material | None = None, status: int = 422):
    """The form with its mistakes. A picture that was sent stays, to be kept by its key: that is no
    act of the office (moderation/recording.py)."""
    g.pop("office_act", None)
    db.session.commit()
    return _page(form, kind, row, status)


def _saved_meanwhile(form: MaterialForm, row: Material):
    form.revision.data = str(row.revision)
    form.form_errors.append(
        _(
            "그사이 다른 담당자가 고치거나 뺐어요. 여기 적은 것은 그대로 있어요. 새 창에서 목록을 "
            "열어 견주어 보고, 다시 저장하면 여기 적은 것으로 바뀌어요."
        )
    )
    return _again(form, row.kind, row, 409)


def _page(form: MaterialForm, kind: str, row: Material | None = None, status: int = 200):
    context = {
        "form": form,
        "kind": kind,
        "row": row,
        "title": (EDIT_NAMES if row else NEW_NAMES)[kind],
        "key": request.form.get("request_key") or new_key(),
        "rules": rules,
    }
    return render_template("plans/material/edit.html", **context), status
