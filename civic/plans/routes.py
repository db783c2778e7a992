"""The plan's preview, its versions and exports, remarks and their answers."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.plans import page, rules
from civic.plans.document import Picture
from civic.plans.formats import FORMATS
from civic.plans.forms import KINDS, AnswerForm, RemarkForm
from civic.plans.gather import freeze
from civic.plans.models import Plan, Remark, Snapshot
from civic.plans.paragraph_routes import bp as paragraphs_bp
from civic.rounds.rules import PhaseClosed, may
from civic.solutions.rules import LARGEST_ID
from civic.web.access import roles_here
from civic.web.errors import refuse
from civic.web.htmx import render_or_redirect, wants_partial
from civic.web.idempotency import new_key, request_key

bp = Blueprint("plans", __name__, url_prefix="/<municipality>/<int:round_number>/plan")
bp.register_blueprint(paragraphs_bp)
blueprints = [bp]
bp.add_app_template_global(KINDS, "DISPOSITION_NAMES")
bp.add_app_template_global(page.kind_of, "kind_of")


class NotYetPublic(Exception):
    """The plan is read by its makers until the time to submit has ended."""


@bp.get("")
def show():
    plan, snapshot = _find(_asked_number())
    if snapshot is None:
        return render_template("plans/none.html")
    return _preview(page.Page(plan, snapshot))


@bp.post("/snapshots", endpoint="compile")
def compile_plan():
    snapshot = freeze(Plan.start(g.round), current_user)
    db.session.commit()
    flash(_("기준 시점 자료 제%(number)s호를 만들었어요.", number=snapshot.number), "ok")
    return redirect(url_for(".show"), 303)


@bp.get("/<int:number>/export.<any(hwpx,docx,pdf,xlsx,csv,geojson):format>")
def export(number, format):
    _plan, snapshot = _find(number)
    made = FORMATS[format]
    data = made.export(page.document_of(snapshot))
    name = _("%(place)s_주민참여부문_제%(number)s호", place=g.municipality.name, number=number)
    disposition = f"attachment; filename=\"plan-{number}.{format}\"; filename*=UTF-8''"
    headers = {"Content-Disposition": f"{disposition}{quote(name, safe='')}.{format}"}
    return Response(data, content_type=made.mimetype, headers=headers)


@bp.get("/<int:number>/<key>.png")
def picture(number, key):
    _plan, snapshot = _find(number)
    for block in page.document_of(snapshot).blocks:
        if isinstance(block, Picture) and block.key == key:
            return Response(block.png, content_type="image/png")
    return abort(404)


@bp.route("/<int:number>/remarks/<key>", methods=["GET", "POST"])
def remark(number, key):
    shown = page.Page(*_find(number))
    if key not in shown.keys:
        abort(404)
    form = RemarkForm()
    if not form.validate_on_submit():
        return _remark_form(shown, key, form)
    said = Remark.make(
        shown.snapshot,
        current_user,
        paragraph_key=key,
        quote=shown.keys[key],
        body=form.body.data,
        request_key=request_key(),
    )
    db.session.commit()
    back = url_for(".show", number=number, _anchor=f"r{said.id}")
    after = page.Page(shown.plan, shown.snapshot)
    return render_or_redirect("plans/_remarked.html", back, page=after, said=said, key=key)


@bp.post("/remarks/<int:remark_id>/answer")
def answer(remark_id):
    said = _find_remark(remark_id)
    form = AnswerForm()
    shown = page.Page(*_find(_asked_number()))
    if not form.validate():
        return _unanswered(shown, said, form)
    said.answer(form.kind.data, form.reason.data, current_user)
    db.session.commit()
    after = page.Page(shown.plan, shown.snapshot)
    back = url_for(".show", _anchor=f"r{said.id}", number=shown.snapshot.number)
    return render_or_redirect("plans/_answered.html", back, page=after, said=said)


@bp.app_errorhandler(NotYetPublic)
def not_yet_public(_error):
    return refuse(_("계획서는 제출 기간이 끝난 뒤에 누구나 볼 수 있어요."), 403)


def _find(number: int | None):
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
    if plan is None or number > LARGEST_ID or not rules.may_read_every_version(roles):
        abort(404)
    return plan, plan.snapshot(number) or abort(404)


def _asked_number() -> int | None:
    text = request.args.get("number", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _find_remark(remark_id: int) -> Remark:
    plan = Plan.of(g.round)
    if plan is None or remark_id > LARGEST_ID:
        abort(404)
    return db.first_or_404(db.select(Remark).filter_by(id=remark_id, plan_id=plan.id))


def _preview(shown: page.Page, status: int = 200, **context):
    versions = db.session.execute(
        db.select(Snapshot.number, Snapshot.taken_at)
        .filter_by(plan_id=shown.plan.id)
        .order_by(Snapshot.number.desc())
    ).all()
    in_workshop = bool(roles_here() & rules.WORKSHOP)
    in_office = bool(roles_here() & rules.OFFICE)
    context |= {"versions": versions, "in_workshop": in_workshop, "in_office": in_office}
    return render_template("plans/show.html", page=shown, formats=FORMATS, **context), status


def _remark_form(shown, key, form):
    """The form under its paragraph: by itself for htmx, in the whole page otherwise."""
    if not may("remark", roles_here(), g.round.open_phases()):
        raise PhaseClosed("remark")
    status = 422 if form.errors else 200
    context = {"form": form, "open_key": key, "key": form.request_key.data or new_key()}
    if wants_partial():
        return render_template("plans/_remark_form.html", page=shown, **context), status
    return _preview(shown, status, **context)


def _unanswered(shown, said, form):
    if wants_partial():
        each = next(each for each in shown.remarks if each.remark is said)
        html = render_template("plans/_remark.html", page=shown, each=each, answer_form=form)
        return html, 422
    return _preview(shown, 422, answer_form=form, answering=said.id)


