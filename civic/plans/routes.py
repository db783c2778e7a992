"""The plan's preview, its snapshots and exports."""

from flask import Blueprint, abort, g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.documents.export.formats import FORMATS, SUMMARY_FORMATS
from civic.documents.placeholders import placeholders
from civic.plans.call_form import routes as call_form
from civic.plans.call_form.chosen import WordsHidden
from civic.plans.criteria import routes as criteria
from civic.plans.evidence import routes as evidence
from civic.plans.filing import routes as filing
from civic.plans.filing.finders import as_filed
from civic.plans.finders import (
    NotYetPublic,
    asked_number,
    download_file,
    find_snapshot,
    show_picture,
)
from civic.plans.follow_up import routes as follow_up
from civic.plans.jobs import routes as jobs
from civic.plans.links import routes as links
from civic.plans.links.roles import lend_role
from civic.plans.material import routes as material
from civic.plans.outcomes import routes as outcomes
from civic.plans.printing import routes as printing
from civic.plans.readiness import routes as readiness
from civic.plans.review import routes as review
from civic.plans.review.routes import preview
from civic.plans.section.limits import too_many_pages
from civic.plans.section.template import TemplateWrong
from civic.plans.snapshots.documents import exported, exported_summary, pages_of, template_in
from civic.plans.undo import routes as undo
from civic.plans.writing import routes as writing
from civic.web.access import to_factor, to_sign_in, waits_for_factor
from civic.web.errors import refuse, refuse_when

bp = Blueprint("plans", __name__, url_prefix="/<municipality>/<int:round_number>/plan")
PARTS = (
    *(writing, review, links, readiness, filing, outcomes, call_form, jobs, evidence),
    *(printing, follow_up, material, criteria, undo),
)
for part in PARTS:
    bp.register_blueprint(part.bp)
bp.url_value_preprocessor(lend_role)
bp.add_app_template_filter(placeholders)


@bp.get("")
def show():
    plan, snapshot = find_snapshot(asked_number())
    if snapshot is None:
        return render_template("plans/empty.html", plan=plan)
    return preview(plan, snapshot)


@bp.get(f"/<int:number>/export.<any({','.join(FORMATS)}):format>")
def export(number, format):
    _plan, snapshot = find_snapshot(number)
    file = exported(snapshot, format, as_filed(snapshot))
    name = f"{g.municipality.name}_주민참여부문_제{number}호.{format}"
    return download_file(file, f"plan-{number}.{format}", name, FORMATS[format].mimetype)


@bp.get(f"/<int:number>/summary.<any({','.join(SUMMARY_FORMATS)}):format>")
def summary(number, format):
    """The section on one page; 404 of a snapshot from before there were summaries."""
    _plan, snapshot = find_snapshot(number)
    file = exported_summary(snapshot, format, as_filed(snapshot)) or abort(404)
    name = f"{g.municipality.name}_주민참여부문_요약서_제{number}호.{format}"
    return download_file(file, f"summary-{number}.{format}", name, FORMATS[format].mimetype)


@bp.get("/<int:number>/pages")
def pages(number):
    """How many pages the PDF has, as a line under the section's title."""
    _plan, snapshot = find_snapshot(number)
    pages = pages_of(snapshot)
    over = too_many_pages(pages, template_in(snapshot.data))
    return render_template("plans/_pages.html", pages=pages, over=over)


@bp.get("/<int:number>/<key>.svg")
def picture(number, key):
    _plan, snapshot = find_snapshot(number)
    return show_picture(snapshot, key)


@bp.app_errorhandler(NotYetPublic)
def not_yet_public(_error):
    if "lent_roles" in g and waits_for_factor():
        return to_factor()
    if "session_ended" in g:
        return to_sign_in()
    return refuse(_("계획서는 제출 기간이 끝난 뒤에 누구나 볼 수 있어요."), 403)


refuse_when(
    bp,
    {
        WordsHidden: (
            _l(
                "이 계획서를 만든 뒤 가려진 글이 있어 그 글이 든 파일을 줄 수 없어요. "
                "다시 만들어 주세요."
            ),
            409,
        ),
        TemplateWrong: (_l("이 공모의 서식 자료가 올바르지 않아요. 운영자에게 알려 주세요."), 409),
    },
    everywhere=True,
)
