"""The plan's preview, its versions and exports, remarks and their answers."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.plans import page, rules
from civic.plans.document import Picture
from civic.plans.filing_routes import add_filing_routes
from civic.plans.formats import FORMATS
from civic.plans.forms import AnswerForm, RemarkForm
from civic.plans.job_models import Job
from civic.plans.job_routes import add_job_routes
from civic.plans.models import Plan, Remark
from civic.plans.paragraph_routes import add_paragraph_routes
from civic.plans.ready_routes import add_ready_routes
from civic.plans.source_routes import add_source_routes
from civic.plans.template import TemplateWrong
from civic.plans.template_routes import add_template_routes
from civic.web.access import roles_here
from civic.web.errors import refuse
from civic.web.idempotency import new_key, request_key

bp = Blueprint("plans", __name__, url_prefix="/<municipality>/<int:round_number>/plan")
blueprints = [bp]
bp.add_app_template_filter(page.kind_of_block, "kind_of_block")
bp.add_app_template_global(page.loop_number, "loop_number")
add_job_routes(bp)
add_paragraph_routes(bp)
add_template_routes(bp)
add_ready_routes(bp)
add_filing_routes(bp)
LARGEST_NUMBER = 2**31 - 1
PICTURE_HEADERS = {"Content-Security-Policy": "default-src 'none'; img-src data:; sandbox"}


class NotYetPublic(Exception):
    """The plan is read by its makers until the time to submit has ended."""


@bp.get("")
def show():
    plan, snapshot = find_snapshot(_asked_number())
    if snapshot is None:
        return render_template("plans/empty.html", job=plan and Job.active(plan))
    return _preview(plan, snapshot)


@bp.get("/<int:number>/export.<any(hwpx,docx,pdf,xlsx,csv,geojson):format>")
def export(number, format):
    _plan, snapshot = find_snapshot(number)
    made = FORMATS[format]
    data = made.export(page.document_of(snapshot))
    name = quote(f"{g.municipality.name}_주민참여부문_제{number}호.{format}", safe="")
    disposition = f"attachment; filename=\"plan-{number}.{format}\"; filename*=UTF-8''{name}"
    headers = {"Content-Disposition": disposition}
    return Response(data, content_type=made.mimetype, headers=headers)


@bp.get("/<int:number>/<key>.svg")
def picture(number, key):
    """As a file of its own, laid out for a phone when asked; it may load and run nothing."""
    _plan, snapshot = find_snapshot(number)
    for block in page.document_of(snapshot).blocks:
        if isinstance(block, Picture) and block.key == key:
            svg = block.narrow.svg if "narrow" in request.args and block.narrow else block.svg
            return Response(svg, content_type="image/svg+xml", headers=PICTURE_HEADERS)
    return abort(404)


@bp.post("/<int:number>/remarks")
def remark(number):
    plan, snapshot = find_snapshot(number)
    form = RemarkForm()
    if not form.validate():
        return _preview(plan, snapshot, 422, remark_form=form)
    quotes = page.quotes(page.document_of(snapshot))
    key = form.paragraph_key.data
    said = Remark.make(
        snapshot,
        current_user,
        paragraph_key=key if key in quotes else abort(404),
        quote=form.quote.data or quotes[key],
        body=form.body.data,
        request_key=request_key(),
    )
    db.session.commit()
    return redirect(url_for(".show", number=number, _anchor=f"r{said.id}"), 303)


@bp.post("/remarks/<int:remark_id>/answer")
def answer(remark_id):
    plan, snapshot = find_snapshot(_asked_number())
    said = _find_remark(plan, remark_id)
    form = AnswerForm()
    if not form.validate():
        return _preview(plan, snapshot, 422, answer_form=form, answering=said.id)
    said.answer(form.kind.data, form.reason.data, current_user)
    db.session.commit()
    flash(_("조치를 적었어요. 다시 만들면 조치표에 들어가요."), "ok")
    return redirect(url_for(".show", number=snapshot.number, _anchor=f"r{said.id}"), 303)


@bp.app_errorhandler(NotYetPublic)
def not_yet_public(_error):
    return refuse(_("계획서는 제출 기간이 끝난 뒤에 누구나 볼 수 있어요."), 403)


@bp.app_errorhandler(TemplateWrong)
def template_wrong(_error):
    return refuse(_("이 공모의 서식 자료가 올바르지 않아요. 운영자에게 알려 주세요."), 409)


def find_snapshot(number: int | None):
    """The plan and a snapshot (the latest without a number), for whoever may read it.

    Raises: NotYetPublic; 404 for a number that does not exist.
    """
    roles, submit = roles_here(), g.round.phase("submit")
    if not rules.may_read(roles, submit is not None and submit.ends_at <= now()):
        raise NotYetPublic
    plan = Plan.of(g.round)
    latest = plan.snapshot() if plan else None
    if number is None or (latest and latest.number == number):
        return plan, latest
    if plan is None or number > LARGEST_NUMBER or not rules.may_read_every_version(roles):
        abort(404)
    return plan, plan.snapshot(number) or abort(404)


add_source_routes(bp, find_snapshot)


def _asked_number() -> int | None:
    text = request.args.get("number", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _find_remark(plan: Plan | None, remark_id: int) -> Remark:
    if plan is None or remark_id > LARGEST_NUMBER:
        abort(404)
    return db.first_or_404(db.select(Remark).filter_by(id=remark_id, plan_id=plan.id))


def _preview(plan, snapshot, status=200, remark_form=None, answer_form=None, answering=None):
    context = page.preview(plan, snapshot) | {
        "formats": FORMATS,
        "in_workshop": bool(roles_here() & rules.WORKSHOP),
        # Without data of its own, a form must not take what another form sent.
        "remark_form": remark_form or RemarkForm(formdata=None),
        "answer_form": answer_form or AnswerForm(formdata=None),
        "answering": answering,
        "key": request.form.get("request_key") if remark_form else new_key(),
    }
    return render_template("plans/show.html", **context), status
