"""What became of an import: how far it is, its rows without an issue, taking it back."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.issues.importing.finders import find_import, rows_without_issue
from civic.issues.importing.labels import about_built_on
from civic.issues.importing.refusals import BuiltOn, ImportNotUndoable
from civic.issues.importing.result import beginnings, left_out_csv, mistakes_csv
from civic.issues.importing.run import store_now_or_later
from civic.issues.importing.undoing import left
from civic.web.errors import refuse, refuse_when
from civic.web.htmx import render_page, wants_partial

bp = Blueprint("outcome", __name__, url_prefix="/<int:import_id>")


@bp.get("/result")
def result(import_id):
    """How far an import is, asking again while it lasts, and what became of every row."""
    issue_import = find_import(import_id)
    if issue_import.started_at is None:
        return redirect(url_for("issues.importing.review", import_id=import_id), 303)
    rest = left(import_id) if issue_import.is_undoing else 0
    state = (issue_import.rows, issue_import.is_stuck, bool(issue_import.imported_at), rest)
    seen = "-".join(map(str, (*state, bool(issue_import.undone_at))))
    if wants_partial() and request.args.get("seen") == seen:
        return "", 204
    is_done = issue_import.imported_at and not issue_import.undoing_at
    return render_page(
        "issues/importing/result.html",
        "issues/importing/_result.html",
        issue_import=issue_import,
        seen=seen,
        rest=rest,
        built_on=about_built_on(issue_import.built_on()) if is_done else "",
        **beginnings(*issue_import.noted()),
    )


@bp.post("/resume")
def resume(import_id):
    """Go on with an import, or with taking it back, whose worker has died."""
    issue_import = find_import(import_id)
    rest = left(import_id) if issue_import.is_undoing else issue_import.total - issue_import.rows
    db.session.rollback()
    store_now_or_later(import_id, rest)
    return redirect(url_for(".result", import_id=import_id), 303)


@bp.post("/undo")
def undo(import_id):
    """All of its issues go, if nothing was built on them: a few at once, many by the worker."""
    issue_import = find_import(import_id)
    issue_import.start_undo(current_user)
    count = issue_import.rows
    db.session.commit()
    store_now_or_later(import_id, count)
    return redirect(url_for(".result", import_id=import_id), 303)


@bp.get("/mistakes.csv")
def mistakes(import_id):
    """Every mistake, to mend the file by."""
    _left_out, wrong = rows_without_issue(import_id)
    return mistakes_csv(wrong)


@bp.get("/left-out.csv")
def left_out(import_id):
    """Every row that became no issue for another reason than a mistake."""
    rows, _mistakes = rows_without_issue(import_id)
    return left_out_csv(rows)


@bp.errorhandler(BuiltOn)
def built_on(error):
    what = about_built_on(error.counts)
    return refuse(_("가져온 제보에 쌓인 것이 있어 되돌릴 수 없어요: %(what)s", what=what), 409)


not_undoable = _l("되돌릴 수 있는 가져오기가 아니에요. 이미 되돌렸거나 되돌리는 중이에요.")
refuse_when(bp, {ImportNotUndoable: (not_undoable, 409)})
