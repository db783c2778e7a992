"""The planner brings existing complaints in, second half: what they hold, importing, its result."""

from flask import Response, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _

from civic.db import db, one_moment
from civic.documents.csv_cells import write_csv
from civic.issues.importing import run
from civic.issues.importing.blueprint import bp, find_import
from civic.issues.importing.labels import left_out_row, mistake_row
from civic.issues.importing.mapping import read_rows
from civic.issues.importing.refusals import AlreadyImported, MistakesLeft
from civic.issues.office_forms import RunForm
from civic.web.htmx import render_page, wants_partial
from civic.web.security import locks_late

SHOWN_MISTAKES, SHOWN_LEFT_OUT = 50, 200
# A request stores so few rows by itself; more are stored by the worker.
AT_ONCE = 500


def start(state) -> None:
    """The queue is told what to do with an import's id."""
    state.app.extensions["job_queue"].does(
        lambda import_id: run.run(state.app, import_id), run.QUEUE
    )


bp.record_once(start)


@bp.get("/import/<int:import_id>/review")
def import_review(import_id):
    issue_import, sheet = _opened(import_id)
    return _review_page(issue_import, sheet.read(), RunForm(formdata=None))


@bp.post("/import/<int:import_id>/run")
@locks_late
def import_run(import_id):
    """Rows become issues: a few at once, many by the worker, all of them or none."""
    issue_import, sheet = _opened(import_id)
    sheet, form = sheet.choosing(*read_rows(request.form)), RunForm()
    read = sheet.read()  # nobody waits for the database meanwhile
    try:
        issue_import.start(sheet, read, skip_mistakes=form.skip_mistakes.data)
    except MistakesLeft:
        form.skip_mistakes.errors = [_("오류를 고쳐 다시 올리거나, 빼고 가져오기를 골라 주세요.")]
        return _review_page(issue_import, sheet.choosing({}, False).read(), form), 422
    db.session.commit()
    _store(import_id, len(read.fresh))
    return redirect(url_for(".import_result", import_id=import_id), 303)


@bp.get("/import/<int:import_id>/result")
def import_result(import_id):
    """How far an import is, asking again while it lasts, and what became of every row."""
    issue_import = find_import(import_id)
    if issue_import.started_at is None:
        return redirect(url_for(".import_review", import_id=import_id), 303)
    seen = f"{issue_import.rows}-{issue_import.is_stuck}-{bool(issue_import.imported_at)}"
    if wants_partial() and request.args.get("seen") == seen:
        return "", 204
    left_out, mistakes = issue_import.noted()
    return render_page(
        "issues/importing/result.html",
        "issues/importing/_result.html",
        issue_import=issue_import,
        seen=seen,
        **_listed(left_out, mistakes),
    )


@bp.post("/import/<int:import_id>/resume")
def import_resume(import_id):
    """Go on with an import whose worker has died."""
    issue_import = find_import(import_id)
    left = issue_import.total - issue_import.rows
    db.session.rollback()
    _store(import_id, left)
    return redirect(url_for(".import_result", import_id=import_id), 303)


@bp.get("/import/<int:import_id>/mistakes.csv")
def import_mistakes(import_id):
    """Every mistake, to mend the file by."""
    _left_out, mistakes = _not_taken(import_id)
    header = [_("행"), _("열"), _("오류"), _("적힌 값")]
    return _csv("mistakes.csv", header, map(mistake_row, mistakes))


@bp.get("/import/<int:import_id>/left-out.csv")
def import_left_out(import_id):
    """Every row that became no issue for another reason than a mistake."""
    left_out, _mistakes = _not_taken(import_id)
    rows = [left_out_row(row, _address(external=True)) for row in left_out]
    return _csv("left-out.csv", [_("행"), _("내용"), _("이유"), _("같은 제보")], rows)


def _opened(import_id):
    """An import and its sheet, to be read without a lock. Raises: AlreadyImported."""
    with one_moment():
        issue_import = find_import(import_id)
        if issue_import.started_at is not None:
            raise AlreadyImported
        return issue_import, issue_import.sheet()


def _not_taken(import_id):
    issue_import = find_import(import_id)
    if issue_import.started_at is not None:
        return issue_import.noted()
    _same, sheet = _opened(import_id)
    read = sheet.read()
    return read.left_out, read.checked.mistakes


def _store(import_id, count):
    """After the commit. Storing commits by itself, as often as others need to get in between."""
    if count <= AT_ONCE:
        run.run(current_app._get_current_object(), import_id)
    else:
        current_app.extensions["job_queue"].wake(import_id, run.QUEUE)


def _review_page(issue_import, read, form):
    return render_template(
        "issues/importing/review.html",
        issue_import=issue_import,
        form=form,
        read=read,
        **_listed(read.left_out, read.checked.mistakes),
    )


def _listed(left_out, mistakes) -> dict:
    """The first rows of both lists as pages show them, and how many there are."""
    shown = [(row, *left_out_row(row, _address())[2:]) for row in left_out[:SHOWN_LEFT_OUT]]
    unseen = left_out[SHOWN_LEFT_OUT:]
    return {
        "left_out": shown,
        "listed_count": len(left_out),
        "unseen_left_out": any(row.why != "same_number" for row in unseen),
        "left_out_count": sum(row.why != "same_number" for row in left_out),
        "mistakes": [mistake_row(mistake) for mistake in mistakes[:SHOWN_MISTAKES]],
        "mistakes_count": len(mistakes),
    }


def _address(external=False):
    return lambda issue_id: url_for("issues.show", issue_id=issue_id, _external=external)


def _csv(name, header, rows):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_csv(header, rows), mimetype="text/csv", headers=headers)
