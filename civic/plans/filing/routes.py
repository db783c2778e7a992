"""제출 뒤: handing in, what came of it, and what will be built."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.plans.filing.finders import as_filed
from civic.plans.filing.forms import form_of
from civic.plans.filing.labels import OUTCOME_NAMES, STEP_NAMES
from civic.plans.filing.models import FilingStep, PlaceOpen, filing_history, filing_of, may_file
from civic.plans.filing.rules import STEPS, StepNotYet, WrongDay, may_record, next_step
from civic.plans.models import Plan, Snapshot
from civic.plans.readiness.facts import ready_status_of
from civic.plans.snapshots.documents import concealed_in
from civic.web.idempotency import new_key, request_key
from civic.web.templating import give_templates

bp = Blueprint("filing", __name__, url_prefix="/filing")
bp.add_app_template_global(as_filed)
give_templates(bp, STEP_NAMES=STEP_NAMES, OUTCOME_NAMES=OUTCOME_NAMES)


@bp.get("")
def show():
    return _page(Plan.of(g.round))


@bp.post(f"/<any({','.join(STEPS)}):kind>")
def record(kind):
    plan = Plan.of(g.round)
    numbers = _numbers(plan) or abort(409)
    form = form_of(kind, numbers, request.form)
    if not form.validate() or not _recorded(plan, kind, form):
        return _page(plan, kind, form)
    flash(_("적었어요: %(step)s", step=STEP_NAMES[kind]), "ok")
    return redirect(url_for(".show"), 303)


@bp.app_template_global()
def filed(round) -> dict[str, FilingStep]:
    """Step → row that stands; for the pages everyone reads."""
    return filing_of(Plan.of(round))


def _recorded(plan, kind, form) -> bool:
    """True when it was kept; otherwise the form says why not."""
    snapshot = plan.snapshot(form.number.data) if kind == "submitted" else None
    try:
        columns = form.columns() | {"kind": kind, "snapshot": snapshot}
        FilingStep.record(plan, current_user, request_key(), **columns)
    except WrongDay as wrong:
        form.say_wrong_day(wrong)
    except StepNotYet as wrong:
        form.say_not_yet(wrong)
    except PlaceOpen as wrong:
        form.say_open(wrong.place)
    else:
        db.session.commit()
        return True
    db.session.rollback()
    return False


def _page(plan, kind=None, wrong=None):
    """The steps with their forms; wrong: the form of the step that was refused."""
    numbers = _numbers(plan)
    steps = filing_of(plan)
    outcomes = {step: row.outcome for step, row in steps.items()}
    forms = {step: form_of(step, numbers) for step in STEPS if may_record(step, outcomes)}
    context = {
        "forms": forms | ({kind: wrong} if wrong else {}),
        "wrong": kind,
        "steps": steps,
        "next": next_step(outcomes),
        "history": filing_history(plan),
        "numbers": numbers,
        "is_open": may_file(g.round),
        "ready_status": ready_status_of(plan),
        "concealed": concealed_in(steps["submitted"].snapshot) if _filed(steps) else 0,
        # One each: a form sent after another of the same page is no repetition of that one.
        "keys": {step: new_key() for step in STEPS} | ({kind: request_key()} if wrong else {}),
    }
    return render_template("plans/filing/show.html", **context), 422 if wrong else 200


def _filed(steps) -> bool:
    return "submitted" in steps and steps["submitted"].snapshot is not None


def _numbers(plan) -> list[int]:
    """Numbers of the plan's snapshots, newest first."""
    if plan is None:
        return []
    query = db.select(Snapshot.number).filter_by(plan_id=plan.id)
    return list(db.session.scalars(query.order_by(Snapshot.number.desc())))
