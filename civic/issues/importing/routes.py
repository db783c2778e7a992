"""The planner brings existing complaints in, first half: the file and its columns."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from civic.db import db, one_moment
from civic.issues.categories import CATEGORIES
from civic.issues.importing.blueprint import bp, find_import
from civic.issues.importing.columns import FIELDS, category_values, default_points
from civic.issues.importing.labels import FIELD_NAMES, about_choices
from civic.issues.importing.mapping import (
    NothingToRead,
    asks_again,
    assume_default_points,
    guess,
    read_choices,
    read_header_row,
)
from civic.issues.importing.models import IssueImport
from civic.issues.office_forms import FileForm
from civic.places.tables import MAX_ROWS, UnreadableFile
from civic.places.tables.labels import about_file
from civic.web.security import locks_late, takes_uploads


@bp.get("/import")
def import_file():
    """Upload a file, or go on with one uploaded before."""
    return _files_page(FileForm(formdata=None))


@bp.post("/import")
@takes_uploads
@locks_late
def import_upload():
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
    kept = IssueImport.keep(g.round, current_user, upload.filename or "", upload.read())
    kept.mapping = assume_default_points(kept.mapping, kept.table())
    db.session.commit()
    return redirect(url_for(".import_columns", import_id=kept.id), 303)


@bp.get("/import/<int:import_id>")
def import_columns(import_id):
    issue_import = find_import(import_id)
    return _columns_page(issue_import, issue_import.grid(), issue_import.table())


@bp.post("/import/<int:import_id>")
@locks_late
def import_map(import_id):
    """Keep the choices; show them again when they bring up values not seen yet."""
    with one_moment():  # nobody waits for the database while the file is unpacked
        issue_import = find_import(import_id)
        grid, table = issue_import.grid(), issue_import.table()
    try:
        lower = read_header_row(request.form, grid)
        if lower is not None:
            return _keep_mapping(import_id, guess(lower), lower, ".import_columns")
        mapping = read_choices(request.form, table)
    except (NothingToRead, UnreadableFile) as wrong:
        return _columns_page(issue_import, grid, table, wrong.why), 422
    if asks_again(request.form, mapping, table):
        mapping = assume_default_points(mapping, table)
        return _keep_mapping(import_id, mapping, table, ".import_columns", "values")
    return _keep_mapping(import_id, mapping, table, ".import_review")


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


@bp.post("/import/<int:import_id>/drop")
def import_drop(import_id):
    find_import(import_id).drop()
    db.session.commit()
    flash(_("올린 파일을 지웠어요."), "ok")
    return redirect(url_for(".import_file"), 303)
