"""The planner brings existing complaints in: the file, checking its rows, importing them.

Beside it choosing_routes.py (sheet, header, columns) and outcome_routes.py (result, taking back).
"""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from civic.db import db, now
from civic.issues.importing import choosing_routes, offering, outcome_routes
from civic.issues.importing.finders import find_import, open_import
from civic.issues.importing.forms import FileForm, RunForm
from civic.issues.importing.labels import FIELD_NAMES, about_days, about_district, about_order
from civic.issues.importing.mapping import read_rows
from civic.issues.importing.models import KEPT, IssueImport
from civic.issues.importing.preview import (
    author_lines,
    column_plans,
    day_lines,
    district_lines,
)
from civic.issues.importing.refusals import (
    AlreadyImported,
    AnotherRuns,
    ChoicesChanged,
    MistakesLeft,
)
from civic.issues.importing.result import beginnings
from civic.issues.importing.run import do_imports, store_now_or_later
from civic.people.labels import PERSONAL_NAMES
from civic.places.tables import MAX_ROWS, UnreadableFile
from civic.places.tables.labels import about_file
from civic.web.errors import refuse_when
from civic.web.idempotency import request_key
from civic.web.security import locks_late, takes_uploads

YEARS = 10  # to choose from

bp = Blueprint("importing", __name__, url_prefix="/<int:round_number>/office/issues/import")
bp.register_blueprint(choosing_routes.bp)
bp.register_blueprint(outcome_routes.bp)
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
        days=KEPT.days,
    )


def _keep(upload):
    content = upload.read()
    key = request_key(upload.filename or "", content)
    new = IssueImport.keep(g.round, current_user, upload.filename or "", content, key)
    db.session.commit()
    return redirect(url_for(".choosing.columns", import_id=new.id), 303)


@bp.post("/<int:import_id>/drop")
def drop(import_id):
    find_import(import_id).drop()
    db.session.commit()
    flash(_("올린 파일을 지웠어요."), "ok")
    return redirect(url_for(".files"), 303)


@bp.get("/<int:import_id>/review")
def review(import_id):
    return _review_page(*open_import(import_id), RunForm(formdata=None))


@bp.post("/<int:import_id>/run")
@locks_late
def run(import_id):
    """Rows become issues: a few at once, many by the worker, all of them or none."""
    issue_import, file = open_import(import_id)
    file, form = file.choosing(**read_rows(request.form)), RunForm()
    read = file.read()  # nobody waits for the database meanwhile
    try:
        issue_import.start(file, read, skip_mistakes=form.skip_mistakes.data)
    except MistakesLeft:
        form.skip_mistakes.errors = [_("오류를 고쳐 다시 올리거나, 빼고 가져오기를 골라 주세요.")]
        return _review_page(issue_import, file.with_days_chosen(), form), 422
    db.session.commit()
    store_now_or_later(import_id, len(read.fresh))
    return redirect(url_for(".outcome.result", import_id=import_id), 303)


def _review_page(issue_import, file, form):
    read = file.read()
    columns = column_plans(file.table, file.plan.mapping, file.plan.personal)
    return render_template(
        "issues/importing/review.html",
        issue_import=issue_import,
        form=form,
        read=read,
        columns=columns,
        authors=author_lines(read.authors, columns),
        fields=FIELD_NAMES,
        districts=[
            (match.words, about_district(match, file.names), rows, choices_of(match, file.names))
            for match, rows in district_lines(read.checked, file.names)
        ],
        days=[(about_days(line), line) for line in day_lines(read.checked)],
        day_orders=[(day, about_order(day)) for day in read.checked.day_orders],
        offered=offering.lines(g.municipality, read.fresh),
        years=range(now().year, now().year - YEARS, -1),
        personal_names=PERSONAL_NAMES,
        chosen=read_rows(request.form),
        **beginnings(read.left_out, read.checked.mistakes),
    )


def choices_of(match, names) -> list[tuple[int, str]]:
    """What words that fit several districts may be, to be asked."""
    return [(id, name) for id, name in names.items() if not match.key and name in match.fits]


refuse_when(
    bp,
    {
        AlreadyImported: (_l("이미 가져왔거나 지운 파일이에요."), 409),
        AnotherRuns: (_l("다른 파일을 가져오고 있어요. 끝난 뒤에 다시 해 주세요."), 409),
        ChoicesChanged: (
            _l("읽는 사이에 열이나 읍면동 경계가 바뀌었어요. 다시 확인하고 가져와 주세요."),
            409,
        ),
        413: (_l("파일은 16MB까지 올릴 수 있어요. 나누어서 올려 주세요."), 413),
    },
)
