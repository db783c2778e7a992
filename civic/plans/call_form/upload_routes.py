"""Bringing a form in: uploaded, a newer version of it, another city's; and putting it away."""

from functools import partial

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.call_forms.labels import about_form
from civic.call_forms.refusals import FormRefused
from civic.db import db, one_moment
from civic.plans.call_form.drawing import drawn_pages
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.finders import find_form
from civic.plans.call_form.form_pages import FormPage
from civic.plans.call_form.forms import UploadForm
from civic.plans.call_form.models import CallForm, KnownForm
from civic.plans.call_form.rules import REMOVE
from civic.plans.call_form.uploading import most_megabytes, read_upload, upload
from civic.plans.call_form.work_page import work_page
from civic.plans.models import Plan
from civic.web.access import lead_to
from civic.web.htmx import wants_partial
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("uploads", __name__)


@bp.get("")
def index():
    return _index_page(UploadForm(formdata=None))


@bp.post("")
@takes_uploads
@locks_late
def keep():
    """Keep a form, read in a process of its own before any lock is taken."""
    return _take("", _index_page)


@bp.post("/<int:form_id>/versions")
@takes_uploads
@locks_late
def renew(form_id):
    """A newer version of the form: its places are carried over, those in doubt are asked."""
    with one_moment():
        earlier = find_form(form_id)
        kept = earlier.to_carry()
        places, ids = [row.as_place for row in kept], [row.id for row in kept]
    words = _("새 판으로 옮겼어요. 옮기지 못한 자리는 물어볼게요.")
    return _take(words, partial(renewal_page, form_id), places, earlier, ids)


def renewal_page(form_id: int, newer: UploadForm):
    """A form's page with what was wrong with the newer version of it."""
    return work_page(find_form(form_id), 1, newer=newer)[0]


def _take(words, page, places=None, earlier=None, ids=None):
    """Keep the file that was sent. words: said once it is, of a newer version; page: with what is
    wrong with it; places: of an earlier version, of which are these rows."""
    form = UploadForm()
    if form.validate_on_submit():
        try:
            kept = upload(g.round, current_user, *read_upload(form.file.data, places), earlier, ids)
        except FormRefused as wrong:
            form.file.errors = [about_form(wrong)]
        except KnownForm:
            form.file.errors = [_("이 공모에 이미 올린 파일이에요. 아래 목록에서 여세요.")]
        else:
            db.session.commit()
            flash(words or _read_words(kept), "ok")
            return lead_to(url_for("plans.call_form.show", form_id=kept.id), 200)
    return page(form), 422


def _read_words(form: CallForm) -> str:
    """What to look at first in a form that was just read."""
    if any(row.source != REMOVE and row.confirmed_at is None for row in form.places()):
        return _("양식을 읽었어요. 제안한 자리부터 살펴보세요.")
    return _("양식을 읽었어요. 넣을 자리를 양식이나 목록에서 눌러 고르세요.")


@bp.post("/<int:form_id>/copies")
def copy(form_id):
    """Another city's form of this call for our own use, its places to be confirmed anew."""
    form = db.first_or_404(CallForm.current(g.round).where(CallForm.id == form_id))
    try:
        mine = form.copy_to(g.round, current_user)
    except KnownForm:
        flash(_("우리 지자체도 이미 올린 양식이에요."), "bad")
        return redirect(url_for(".index"), 303)
    db.session.commit()
    flash(_("양식과 고른 것을 가져왔어요. 하나씩 보고 확정해 주세요."), "ok")
    return redirect(url_for("plans.call_form.show", form_id=mine.id), 303)


@bp.post("/<int:form_id>/pages")
@locks_late
def draw(form_id):
    """The pages as pictures, of a form that has none; drawn before any lock is taken."""
    with one_moment():
        form = find_form(form_id)
        content, parts = form.content, [part.content for part in form.parts]
    pages = drawn_pages(content, parts)
    form = find_form(form_id)
    form.lock()
    if not FormPage.count(form.id):
        FormPage.keep(form.id, pages)
    db.session.commit()
    if not pages:
        flash(_("이 파일은 쪽 그림으로 그리지 못했어요. 글과 표로 보면서 채워 주세요."), "warn")
    view = "pages" if pages else None
    return redirect(url_for("plans.call_form.show", form_id=form_id, view=view), 303)


@bp.post("/<int:form_id>/retire")
def retire(form_id):
    find_form(form_id).retire()
    db.session.commit()
    flash(_("양식을 치웠어요. 만들어 둔 파일은 그대로 있어요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.errorhandler(413)
def too_large(_error):
    """A file over what a request may hold, said at its field: nothing else was typed."""
    form = UploadForm(formdata=None)
    form.file.errors = [
        _("파일이 너무 커요. %(most)sMB까지 올릴 수 있어요.", most=most_megabytes())
    ]
    form_id = (request.view_args or {}).get("form_id")
    page = _index_page(form) if form_id is None else renewal_page(form_id, form)
    return page, 422 if wants_partial() else 413  # htmx draws what is wrong with what was typed


def _index_page(form):
    every = db.session.scalars(CallForm.current(g.round)).all()
    mine = [one for one in every if one.municipality_id == g.round.municipality_id]
    others = [one for one in every if one.municipality_id != g.round.municipality_id]
    taken = {one.sha256 for one in mine}
    return render_template(
        "plans/call_form/index.html",
        form=form,
        most=most_megabytes(),
        mine=mine,
        others=[one for one in others if one.sha256 not in taken],
        files=_files(Plan.of(g.round)),
    )


def _files(plan):
    if plan is None:
        return []
    query = db.select(FilledForm).where(FilledForm.snapshot.has(plan_id=plan.id))
    return db.session.scalars(query.order_by(FilledForm.made_at.desc())).all()
