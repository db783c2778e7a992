"""Asking for long work, its progress, and cancelling it."""

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    make_response,
    redirect,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.plans.call_form.chosen import filling, refuse_hidden, source_of
from civic.plans.call_form.file_routes import make_form as form_to_make
from civic.plans.call_form.file_routes import preview_page
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.finders import find_form
from civic.plans.call_form.labels import why_not_filled
from civic.plans.call_form.models import FormRetired
from civic.plans.filing.finders import as_filed
from civic.plans.finders import download, find_snapshot
from civic.plans.jobs import labels
from civic.plans.jobs.models import Job
from civic.plans.jobs.run import JOBS
from civic.plans.models import Plan, Snapshot
from civic.plans.snapshots.documents import concealed_in
from civic.roles import OFFICE
from civic.web.access import roles_here
from civic.web.htmx import render_page, wants_partial

bp = Blueprint("jobs", __name__)
bp.record_once(JOBS.take_from_queue)


@bp.post("/snapshots")
def compile():
    plan = Plan.start(g.round)
    plan.template_in_use()  # refused at once when it is wrong
    return ask(plan, "compile")


@bp.post("/<int:number>/bundle")
def make_bundle(number):
    plan = Plan.of(g.round)
    snapshot = plan.snapshot(number) if plan else None
    refuse_hidden(snapshot or abort(404), as_filed(snapshot))
    return ask(plan, "bundle", snapshot_id=snapshot.id)


@bp.post("/forms/<int:form_id>/files")
def make_form(form_id):
    """Fill a form with what was shown on the preview; nothing else than was seen is put in."""
    form = find_form(form_id)
    if form.retired_at is not None:
        raise FormRetired
    plan, make = Plan.of(g.round), form_to_make(form, request.form)
    snapshot = plan.snapshot() if plan else None
    if snapshot is None or not make.validate():
        return preview_page(form, make, 422)
    if why := why_not_filled(form):
        make.form_errors.append(why)
        return preview_page(form, make, 409)
    now = filling(form, snapshot, source_of(snapshot))
    if not now.pairs or now.made_of != make.made_of.data:
        make.form_errors.append(_("그사이 넣을 것이 바뀌었어요. 아래를 다시 보고 만들어 주세요."))
        return preview_page(form, make, 409)
    about = {"snapshot_id": snapshot.id, "form_id": form.id, "format": make.format.data}
    about["may_break"] = make.may_break.data
    Job.give_up_lost(Job.plan_id == plan.id)
    if _is_other(Job.active(plan, "form"), about):
        make.form_errors.append(_("다른 양식을 채우는 중이에요. 끝난 뒤에 다시 눌러 주세요."))
        return preview_page(form, make, 409)
    return ask(plan, "form", **about)


def _is_other(job: Job | None, about: dict) -> bool:
    return job is not None and any(getattr(job, name) != value for name, value in about.items())


def ask(plan: Plan, kind: str, **about):
    """Ask for long work and lead to its progress, or to what it made. Commits."""
    job_id = Job.ask(plan, kind, current_user, **about).id
    db.session.commit()
    JOBS.wake(job_id)
    asked = db.session.get_one(Job, job_id)
    result = _result(asked) if asked.state == "done" and labels.KINDS[kind].is_page else None
    if result is None or asked.snapshot is None:
        return redirect(url_for("plans.jobs.show", job_id=asked.id), 303)
    if kind == "compile":
        number = asked.snapshot.number
        flash(_("기준 시점 자료 제%(number)s호를 만들었어요.", number=number), "ok")
    return redirect(result, 303)


@bp.get("/jobs/<int:job_id>")
def show(job_id):
    asked = _find(job_id)
    seen = f"{asked.state}-{asked.percent}-{asked.step}-{asked.is_lost}"
    if wants_partial() and request.args.get("seen") == seen:
        return "", 204
    page = make_response(
        render_page("plans/jobs/show.html", "plans/jobs/_job.html", **_shown(asked), seen=seen)
    )
    result = _result(asked) if asked.state == "done" else None
    if wants_partial() and result:
        is_page = labels.KINDS[asked.kind].is_page
        page.headers["HX-Redirect"] = result if is_page else url_for(".show", job_id=job_id, new=1)
    return page


@bp.post("/jobs/<int:job_id>/cancel")
def cancel(job_id):
    asked = _find(job_id)
    asked.cancel()
    db.session.commit()
    return redirect(url_for("plans.jobs.show", job_id=job_id), 303)


@bp.get("/<int:number>/bundle.zip")
def bundle(number):
    """The bundle as it was made last, for the office with the filled forms; 404 until a planner
    has asked for it."""
    _plan, snapshot = find_snapshot(number)
    job = Job.bundle_of(snapshot) or abort(404)
    refuse_hidden(snapshot, as_filed(snapshot))
    name = f"{g.municipality.name}_주민참여부문_제{number}호_증빙.zip"
    is_office = roles_here() & OFFICE
    content = job.made if is_office or job.made_public is None else job.made_public
    return download(content, f"plan-{number}.zip", name, "application/zip")


@bp.app_template_global()
def active_job(plan: Plan | None) -> Job | None:
    """The long work on a plan that waits or runs."""
    return Job.active(plan) if plan is not None else None


@bp.app_template_global()
def has_bundle(snapshot: Snapshot) -> bool:
    """The snapshot's bundle was made and holds no words of what was hidden since."""
    return Job.bundle_of(snapshot) is not None and not concealed_in(snapshot)


def _find(job_id: int) -> Job:
    plan = Plan.of(g.round) or abort(404)
    return db.first_or_404(db.select(Job).filter_by(id=job_id, plan_id=plan.id))


def _shown(asked: Job) -> dict:
    return {
        "job": asked,
        "kind": labels.KINDS[asked.kind],
        "step": labels.step_words(asked.step),
        "failure": labels.FAILURES.get("lost" if asked.is_lost else asked.failure, ""),
        "again": _again(asked),
        "result": _result(asked) if asked.state == "done" else None,
    }


def _result(asked: Job) -> str | None:
    """Where what it made is; None when a later job's file took its place."""
    assert asked.snapshot is not None  # work that is done made one, or was about one
    if asked.kind == "form":
        return _filled(asked)
    if labels.KINDS[asked.kind].is_page:
        return url_for("plans.show", number=asked.snapshot.number)
    return url_for("plans.jobs.bundle", number=asked.snapshot.number) if asked.has_file else None


def _filled(asked: Job) -> str | None:
    """The receipt of the file a job made."""
    key = {"snapshot_id": asked.snapshot_id, "form_id": asked.form_id, "format": asked.format}
    filled = db.session.scalar(db.select(FilledForm).filter_by(**key))
    if filled is None:
        return None
    return url_for("plans.call_form.files.receipt", form_id=asked.form_id, filled_id=filled.id)


def _again(asked: Job) -> str:
    """Where the work is asked for once more."""
    kind = labels.KINDS[asked.kind]
    if asked.kind == "form":
        return url_for(kind.ask, form_id=asked.form_id)
    return url_for(kind.ask, number=asked.snapshot and asked.snapshot.number)
