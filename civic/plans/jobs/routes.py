"""Asking for long work, its progress, and cancelling it."""

from functools import partial

from flask import (
    Blueprint,
    abort,
    current_app,
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
from civic.plans.filing.finders import as_filed
from civic.plans.finders import download, find_snapshot
from civic.plans.jobs import labels, run
from civic.plans.jobs.models import Job
from civic.plans.models import Plan, Snapshot
from civic.plans.snapshots.documents import concealed_in
from civic.web.htmx import render_page, wants_partial

bp = Blueprint("jobs", __name__)

LARGEST_ID = 2**31 - 1


def give_queue_the_work(state) -> None:
    state.app.extensions["job_queue"].does(partial(run.run, state.app))


bp.record_once(give_queue_the_work)


@bp.post("/snapshots")
def compile():
    plan = Plan.start(g.round)
    plan.template_in_use()  # refused at once when it is wrong
    return ask(plan, "compile")


@bp.post("/<int:number>/bundle")
def make_bundle(number):
    plan = Plan.of(g.round)
    snapshot = plan.snapshot(number) if plan and number <= LARGEST_ID else None
    run.refuse_hidden(snapshot or abort(404), as_filed(snapshot))
    return ask(plan, "bundle", snapshot_id=snapshot.id)


def ask(plan: Plan, kind: str, **about):
    """Ask for long work and lead to its progress, or to what it made. Commits."""
    job_id = Job.ask(plan, kind, current_user, **about).id
    db.session.commit()
    current_app.extensions["job_queue"].wake(job_id)  # no transaction is open: the work writes
    asked = db.session.get_one(Job, job_id)
    result = _result(asked) if asked.state == "done" and labels.KINDS[kind].is_page else None
    if result is None or asked.snapshot is None:
        return redirect(url_for("plans.jobs.show", job_id=asked.id), 303)
    flash(_("기준 시점 자료 제%(number)s호를 만들었어요.", number=asked.snapshot.number), "ok")
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
    if wants_partial() and asked.state == "done" and labels.KINDS[asked.kind].is_page:
        page.headers["HX-Redirect"] = _result(asked)
    return page


@bp.post("/jobs/<int:job_id>/cancel")
def cancel(job_id):
    asked = _find(job_id)
    asked.cancel()
    db.session.commit()
    return redirect(url_for("plans.jobs.show", job_id=job_id), 303)


@bp.get("/<int:number>/bundle.zip")
def bundle(number):
    """The bundle as it was made last; 404 until a planner has asked for it."""
    _plan, snapshot = find_snapshot(number)
    job = Job.bundle_of(snapshot) or abort(404)
    run.refuse_hidden(snapshot, as_filed(snapshot))
    name = f"{g.municipality.name}_주민참여부문_제{number}호_증빙.zip"
    return download(job.made, f"plan-{number}.zip", name, "application/zip")


@bp.app_template_global()
def active_job(plan: Plan | None) -> Job | None:
    """The long work on a plan that waits or runs."""
    return Job.active(plan) if plan is not None else None


@bp.app_template_global()
def has_bundle(snapshot: Snapshot) -> bool:
    """The snapshot's bundle was made and holds no words of what was hidden since."""
    return Job.bundle_of(snapshot) is not None and not concealed_in(snapshot)


def _find(job_id: int) -> Job:
    plan = Plan.of(g.round)
    if plan is None or job_id > LARGEST_ID:
        abort(404)
    return db.first_or_404(db.select(Job).filter_by(id=job_id, plan_id=plan.id))


def _shown(asked: Job) -> dict:
    return {
        "job": asked,
        "kind": labels.KINDS[asked.kind],
        "step": labels.step_words(asked.step),
        "failure": labels.FAILURES.get("lost" if asked.is_lost else asked.failure, ""),
        "result": _result(asked) if asked.state == "done" else None,
    }


def _result(asked: Job) -> str | None:
    """Where what it made is; None when a later job's file took its place."""
    assert asked.snapshot is not None  # work that is done made one, or was about one
    if labels.KINDS[asked.kind].is_page:
        return url_for("plans.show", number=asked.snapshot.number)
    return url_for("plans.jobs.bundle", number=asked.snapshot.number) if asked.has_file else None
