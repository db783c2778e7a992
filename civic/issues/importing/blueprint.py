"""The blueprint of planners' pages about issues, and what imports refuse in words."""

from flask import Blueprint, g
from flask_babel import gettext as _
from sqlalchemy import select

from civic.db import db
from civic.issues.importing.models import IssueImport
from civic.issues.importing.refusals import AlreadyImported, AnotherRuns, ChangedMeanwhile
from civic.web.errors import refuse

bp = Blueprint(
    "issues_office", __name__, url_prefix="/<municipality>/<int:round_number>/office/issues"
)


def find_import(import_id: int) -> IssueImport:
    return db.one_or_404(select(IssueImport).filter_by(id=import_id, round_id=g.round.id))


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
