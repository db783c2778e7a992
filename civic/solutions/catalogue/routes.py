"""A planner adds, corrects and withdraws similar cases, which their city sees."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.solutions.catalogue.forms import CatalogueEntryForm
from civic.solutions.catalogue.models import CatalogueEntry
from civic.web.idempotency import new_key, request_key

bp = Blueprint("entries", __name__, url_prefix="/catalogue/entries")


@bp.get("/new")
def new():
    return _page(CatalogueEntryForm(formdata=None), key=new_key())


@bp.post("/new")
def add():
    form, key = CatalogueEntryForm(), request_key()
    if not form.validate():
        return _page(form, key=key), 422
    CatalogueEntry.add(g.municipality, current_user, key, **form.values())
    db.session.commit()
    flash(_("사례를 더했어요."), "ok")
    return _to_catalogue()


@bp.route("/<int:entry_id>", methods=["GET", "POST"])
def edit(entry_id):
    entry = _find(entry_id)
    form = CatalogueEntryForm(obj=entry)
    if not form.validate_on_submit():
        return _page(form, entry), 422 if form.errors else 200
    entry.correct(current_user, **form.values())
    db.session.commit()
    flash(_("사례를 고쳤어요."), "ok")
    return _to_catalogue()


@bp.post("/<int:entry_id>/withdraw")
def withdraw(entry_id):
    _find(entry_id).withdraw(current_user)
    db.session.commit()
    flash(_("사례를 뺐어요. 이미 만든 계획서에는 그대로 있어요."), "ok")
    return _to_catalogue()


def _find(entry_id) -> CatalogueEntry:
    """One that this city added. Raises: 404."""
    mine = {"id": entry_id, "municipality_id": g.municipality.id, "withdrawn_at": None}
    return db.first_or_404(db.select(CatalogueEntry).filter_by(**mine))


def _page(form, entry=None, key=None):
    context = {"form": form, "entry": entry, "key": key or new_key()}
    return render_template("solutions/catalogue/edit.html", **context)


def _to_catalogue():
    return redirect(url_for("solutions.catalogue"), 303)
