"""The departments of a municipality, and the office's notes on an issue."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.finders import find_issue
from civic.issues.importing.offering import offer
from civic.triage.departments.forms import DepartmentForm, NoteForm
from civic.triage.departments.from_files import OfficeColumns
from civic.triage.departments.models import Assignment, Department, DepartmentNameTaken, OfficeNote
from civic.web.idempotency import request_key

bp = Blueprint("departments", __name__)
offer(OfficeColumns())


@bp.app_context_processor
def office_side():
    """What triage/departments/_of_issue.html shows of an issue."""
    return {
        "assignment_of": lambda issue: db.session.get(Assignment, issue.id),
        "notes_on": OfficeNote.of,
        "note_form": lambda: NoteForm(formdata=None),
    }


@bp.get("/departments")
def index():
    return _page(DepartmentForm(formdata=None))


@bp.post("/departments")
def add():
    form = DepartmentForm()
    if not form.validate():
        return _page(form), 422
    Department.open(g.municipality, form.name.data)
    db.session.commit()
    flash(_("부서를 더했어요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/departments/<int:department_id>/rename")
def rename(department_id):
    """A new name, everywhere at once: an issue refers to the department, not to its name."""
    department = _find(department_id)
    form = DepartmentForm.of(department, sent=True)
    if not form.validate():
        return _page(DepartmentForm(formdata=None), renamed=(department, form)), 422
    try:
        department.rename(form.name.data)
    except DepartmentNameTaken:
        form.name.errors = [_("이미 있는 부서 이름이에요.")]
        return _page(DepartmentForm(formdata=None), renamed=(department, form)), 422
    db.session.commit()
    flash(_("부서 이름을 바꿨어요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/departments/<int:department_id>/end")
def end(department_id):
    """No issue goes to it any more; those it has stay with it."""
    _find(department_id).end()
    db.session.commit()
    flash(_("이제 이 부서에는 제보를 맡기지 않아요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/departments/<int:department_id>/resume")
def resume(department_id):
    """Issues may go to it again."""
    _find(department_id).resume()
    db.session.commit()
    flash(_("다시 이 부서에 제보를 맡길 수 있어요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/issues/<int:issue_id>/notes")
def note(issue_id):
    issue, form = find_issue(issue_id), NoteForm()
    if not form.validate():
        page = render_template("triage/departments/note.html", issue=issue, form=form)
        return page, 422
    key = request_key(str(issue.id), form.body.data)
    OfficeNote.write(issue, current_user, form.body.data, key)
    db.session.commit()
    flash(_("메모를 남겼어요. 담당자만 볼 수 있어요."), "ok")
    return redirect(url_for("issues.show", issue_id=issue.id, _anchor="notes"), 303)


def _find(department_id) -> Department:
    here = {"id": department_id, "municipality_id": g.municipality.id}
    return db.first_or_404(db.select(Department).filter_by(**here))


def _page(form, renamed=None):
    """form: for a new one. renamed: a department and its refused form."""
    everything = Department.of(g.municipality, ended=True)
    forms = {each.id: DepartmentForm.of(each) for each in everything}
    if renamed is not None:
        forms[renamed[0].id] = renamed[1]
    return render_template(
        "triage/departments/index.html",
        form=form,
        forms=forms,
        departments=everything,
        counted=Assignment.counts([each.id for each in everything], g.round),
    )
