"""The planner brings existing complaints in: file, columns, check, import."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from civic.db import db
from civic.issues.categories import CATEGORIES
from civic.issues.import_columns import FIELDS, category_values, default_points
from civic.issues.import_mapping import (
    NothingToRead,
    asks_again,
    assume_default_points,
    read_choices,
)
from civic.issues.import_models import AlreadyImported, ChangedMeanwhile, IssueImport, MistakesLeft
from civic.issues.import_words import FIELD_NAMES, mistake_row
from civic.issues.office_forms import FileForm, RunForm
from civic.places.table_words import about_file
from civic.places.tables import MAX_ROWS, UnreadableFile
from civic.web.csv import write_csv
from civic.web.errors import refuse
from civic.web.security import takes_uploads

bp = Blueprint(
    "issues_office", __name__, url_prefix="/<municipality>/<int:round_number>/office/issues"
)
SHOWN_MISTAKES = 50


@bp.errorhandler(AlreadyImported)
def already_imported(_error):
    return refuse(_("이미 가져왔거나 지운 파일이에요."), 409)


@bp.errorhandler(ChangedMeanwhile)
def changed_meanwhile(_error):
    return refuse(
        _("읽는 사이에 열이나 읍면동 경계가 바뀌었어요. 다시 확인하고 가져와 주세요."), 409
    )


@bp.errorhandler(413)
def file_too_large(_error):
    return refuse(_("파일은 16MB까지 올릴 수 있어요. 나누어서 올려 주세요."), 413)


def find_import(import_id: int) -> IssueImport:
    return db.one_or_404(select(IssueImport).filter_by(id=import_id, round_id=g.round.id))


@bp.route("/import", methods=["GET", "POST"])
@takes_uploads
def import_file():
    """Upload a file, or go on with one uploaded before."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            return _keep(form.file.data)
        except UnreadableFile as wrong:
            form.file.errors = [about_file(wrong)]
    files = select(IssueImport).filter_by(round_id=g.round.id).order_by(IssueImport.id.desc())
    page = render_template(
        "issues/office_import.html",
        form=form,
        files=db.session.scalars(files.limit(20)).all(),
        most=MAX_ROWS,
    )
    return page, 422 if form.errors else 200


def _keep(upload):
    kept = IssueImport.keep(g.round, current_user, upload.filename or "", upload.read())
    kept.mapping = assume_default_points(kept.mapping, kept.table())
    db.session.commit()
    return redirect(url_for(".import_columns", import_id=kept.id), 303)


@bp.get("/import/<int:import_id>")
def import_columns(import_id):
    return _columns_page(find_import(import_id))


@bp.post("/import/<int:import_id>")
def import_map(import_id):
    """Keep the choices; show them again when they bring up values not seen yet."""
    issue_import = find_import(import_id)
    table = issue_import.table()
    try:
        mapping = read_choices(request.form, table)
    except NothingToRead as wrong:
        return _columns_page(issue_import, wrong.why), 422
    again = asks_again(request.form, mapping, table)
    issue_import.mapping = assume_default_points(mapping, table) if again else mapping
    db.session.commit()
    step = ".import_columns" if again else ".import_review"
    return redirect(url_for(step, import_id=import_id, _anchor="values" if again else None), 303)


def _columns_page(issue_import, wrong=None):
    table = issue_import.table()
    columns = issue_import.mapping["columns"]
    if wrong:
        columns = {field: request.form.get(f"column-{field}", "") for field in FIELDS}
    return render_template(
        "issues/office_import_columns.html",
        issue_import=issue_import,
        table=table,
        columns=columns,
        fields=FIELD_NAMES,
        kinds=category_values(table, columns.get("category")),
        points=default_points(table, columns),
        categories=CATEGORIES,
        wrong=wrong,
    )


@bp.get("/import/<int:import_id>/review")
def import_review(import_id):
    return _review_page(find_import(import_id), RunForm())


@bp.post("/import/<int:import_id>/run")
def import_run(import_id):
    """Every row becomes an issue, or none does."""
    sheet, form = find_import(import_id).sheet(), RunForm()
    db.session.rollback()  # SQLite's write lock is not held while the rows are read
    read = sheet.read()
    issue_import = find_import(import_id)
    try:
        made, here = issue_import.store(read, skip_mistakes=form.skip_mistakes.data)
    except MistakesLeft:
        form.skip_mistakes.errors = [_("오류를 고쳐 다시 올리거나, 빼고 가져오기를 골라 주세요.")]
        return _review_page(issue_import, form), 422
    db.session.commit()
    flash(_("%(made)s건을 가져왔어요. 이미 있던 %(here)s건은 뺐어요.", made=made, here=here), "ok")
    return redirect(url_for("issues.index"), 303)


def _review_page(issue_import, form):
    checked, fresh = issue_import.preview()
    return render_template(
        "issues/office_import_review.html",
        issue_import=issue_import,
        form=form,
        checked=checked,
        fresh=fresh,
        here=len(checked.complaints) - fresh + checked.same,
        wrong_rows=len({mistake.number for mistake in checked.mistakes}),
        mistakes=[mistake_row(mistake) for mistake in checked.mistakes[:SHOWN_MISTAKES]],
    )


@bp.get("/import/<int:import_id>/mistakes.csv")
def import_mistakes(import_id):
    """Every mistake, to mend the file by."""
    mistakes = find_import(import_id).check().mistakes
    data = write_csv([_("행"), _("열"), _("오류"), _("적힌 값")], map(mistake_row, mistakes))
    headers = {"Content-Disposition": 'attachment; filename="mistakes.csv"'}
    return Response(data, mimetype="text/csv", headers=headers)


@bp.post("/import/<int:import_id>/drop")
def import_drop(import_id):
    find_import(import_id).drop()
    db.session.commit()
    flash(_("올린 파일을 지웠어요."), "ok")
    return redirect(url_for(".import_file"), 303)
