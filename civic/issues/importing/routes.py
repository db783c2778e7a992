"""The planner brings existing complaints in: the file, its columns, importing, the result."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from civic.db import db, one_moment
from civic.issues.importing.columns import FIELDS, category_values, default_points
from civic.issues.importing.finders import find_import, open_import, rows_without_issue
from civic.issues.importing.forms import FileForm, RunForm
from civic.issues.importing.labels import FIELD_NAMES, about_choices
from civic.issues.importing.mapping import (
    NothingToRead,
    asks_again,
    assume_default_points,
    guess,
    read_choices,
    read_header_row,
    read_rows,
)
from civic.issues.importing.models import IssueImport
from civic.issues.importing.refusals import (
    AlreadyImported,
    AnotherRuns,
    ChangedMeanwhile,
    MistakesLeft,
)
from civic.issues.importing.result import beginnings, left_out_csv, mistakes_csv
from civic.issues.importing.run import do_imports, store_now_or_later
from civic.issues.labels import CATEGORIES
from civic.places.tables import MAX_ROWS, UnreadableFile
from civic.places.tables.labels import about_file
from civic.web.errors import refuse
from civic.web.htmx import render_page, wants_partial
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("importing", __name__, url_prefix="/<int:round_number>/office/issues/import")
bp.record_once(do_imports)


@bp.get("")
def files():
    """Upload a file, or continue with one uploaded before."""
    return _files_page(FileForm(formdata=None))


@bp.post("")
@takes_uploads
@locks_late
def upload():
    form = FileForm()
    if form.validate_on_submit():
        try:
            return _keep(form.file.data)
        except UnreadableFile as wrong:
            form.file.errors = [about_file(wrong)]
    return _files_page(form), 422


def _files_page(form):
    files = select(IssueImport).filter_by(round_id=g.round.id).order_by(IssueImport.id.desc())
    return render_template(
        "issues/importing/upload.html",
        form=form,
        files=db.session.scalars(files.limit(20)).all(),
        most=MAX_ROWS,
    )


def _keep(upload):
    new = IssueImport.keep(g.round, current_user, upload.filename or "", upload.read())
    new.mapping = assume_default_points(new.mapping, new.table())
    db.session.commit()
    return redirect(url_for(".columns", import_id=new.id), 303)


@bp.get("/<int:import_id>")
def columns(import_id):
    issue_import = find_import(import_id)
    return _columns_page(issue_import, issue_import.grid(), issue_import.table())


@bp.post("/<int:import_id>")
@locks_late
def choose_columns(import_id):
    """Keep the choices; show them again when they bring up values not seen yet."""
    with one_moment():  # nobody waits for the database while the file is unpacked
        issue_import = find_import(import_id)
        grid, table = issue_import.grid(), issue_import.table()
    try:
        lower = read_header_row(request.form, grid)
        if lower is not None:
            return _keep_mapping(import_id, guess(lower), lower, ".columns")
        mapping = read_choices(request.form, table)
    except (NothingToRead, UnreadableFile) as wrong:
        return _columns_page(issue_import, grid, table, wrong.why), 422
    if asks_again(request.form, mapping, table):
        mapping = assume_default_points(mapping, table)
        return _keep_mapping(import_id, mapping, table, ".columns", "values")
    return _keep_mapping(import_id, mapping, table, ".review")


def _keep_mapping(import_id, mapping, table, step, anchor=None):
    find_import(import_id).map_by(mapping, table)
    db.session.commit()
    return redirect(url_for(step, import_id=import_id, _anchor=anchor), 303)


def _columns_page(issue_import, grid, table, wrong=None):
    columns = issue_import.mapping["columns"]
    if wrong:
        columns = {field: request.form.get(f"column-{field}", "") for field in FIELDS}
    return render_template(
        "issues/importing/columns.html",
        issue_import=issue_import,
        grid=grid,
        table=table,
        columns=columns,
        fields=FIELD_NAMES,
        kinds=category_values(table, columns.get("category")),
        points=default_points(table, columns),
        categories=CATEGORIES,
        wrong=about_choices(wrong) if wrong else "",
    )


@bp.post("/<int:import_id>/drop")
def drop(import_id):
    find_import(import_id).drop()
    db.session.commit()
    flash(_("올린 파일을 지웠어요."), "ok")
    return redirect(url_for(".files"), 303)


@bp.get("/<int:import_id>/review")
def review(import_id):
    issue_import, file = open_import(import_id)
    return _review_page(issue_import, file.read(), RunForm(formdata=None))


@bp.post("/<int:import_id>/run")
@locks_late
def run(import_id):
    """Rows become issues: a few at once, many by the worker, all of them or none."""
    issue_import, file = open_import(import_id)
    file, form = file.choosing(*read_rows(request.form)), RunForm()
    read = file.read()  # nobody waits for the database meanwhile
    try:
        issue_import.start(file, read, skip_mistakes=form.skip_mistakes.data)
    except MistakesLeft:
        form.skip_mistakes.errors = [_("오류를 고쳐 다시 올리거나, 빼고 가져오기를 골라 주세요.")]
        return _review_page(issue_import, file.choosing({}, False).read(), form), 422
    db.session.commit()
    store_now_or_later(import_id, len(read.fresh))
    return redirect(url_for(".result", import_id=import_id), 303)


@bp.get("/<int:import_id>/result")
def result(import_id):
    """How far an import is, asking again while it lasts, and what became of every row."""
    issue_import = find_import(import_id)
    if issue_import.started_at is None:
        return redirect(url_for(".review", import_id=import_id), 303)
    seen = f"{issue_import.rows}-{issue_import.is_stuck}-{bool(issue_import.imported_at)}"
    if wants_partial() and request.args.get("seen") == seen:
        return "", 204
    return render_page(
        "issues/importing/result.html",
        "issues/importing/_result.html",
        issue_import=issue_import,
        seen=seen,
        **beginnings(*issue_import.noted()),
    )


@bp.post("/<int:import_id>/resume")
def resume(import_id):
    """Go on with an import whose worker has died."""
    issue_import = find_import(import_id)
    rest = issue_import.total - issue_import.rows
    db.session.rollback()
    store_now_or_later(import_id, rest)
    return redirect(url_for(".result", import_id=import_id), 303)


@bp.get("/<int:import_id>/mistakes.csv")
def mistakes(import_id):
    """Every mistake, to mend the file by."""
    _left_out, wrong = rows_without_issue(import_id)
    return mistakes_csv(wrong)


@bp.get("/<int:import_id>/left-out.csv")
def left_out(import_id):
    """Every row that became no issue for another reason than a mistake."""
    rows, _mistakes = rows_without_issue(import_id)
    return left_out_csv(rows)


def _review_page(issue_import, read, form):
    return render_template(
        "issues/importing/review.html",
        issue_import=issue_import,
        form=form,
        read=read,
        **beginnings(read.left_out, read.checked.mistakes),
    )


@bp.errorhandler(AlreadyImported)
def already_imported(_error):
    return refuse(_("이미 가져왔거나 지운 파일이에요."), 409)


@bp.errorhandler(AnotherRuns)
def another_runs(_error):
    return refuse(_("다른 파일을 가져오고 있어요. 끝난 뒤에 다시 해 주세요."), 409)


@bp.errorhandler(ChangedMeanwhile)
def changed_meanwhile(_error):
    return refuse(
        _("읽는 사이에 열이나 읍면동 경계가 바뀌었어요. 다시 확인하고 가져와 주세요."), 409
    )


@bp.errorhandler(413)
def file_too_large(_error):
    return refuse(_("파일은 16MB까지 올릴 수 있어요. 나누어서 올려 주세요."), 413)
