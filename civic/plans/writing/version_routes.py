"""Versions of the plan: the list, one to read, two side by side, and going back to one."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from civic.db import db
from civic.documents.diff import changes, figure_changes
from civic.plans import page
from civic.plans.finders import find_plan, find_version, plan_here
from civic.plans.models import Plan, PlanVersion, Remark
from civic.plans.rules import SUMMARY
from civic.text import paragraphs


class SummaryForm(FlaskForm):
    summary = StringField(
        _l("무엇을 고쳤나요?"),
        [Length(max=SUMMARY, message=_l("%(max)d자까지 쓸 수 있어요."))],
        filters=[paragraphs],
    )


def add_version_routes(bp) -> None:
    """Attach these routes to the plan's blueprint, so that they are called plans.…"""
    bp.add_url_rule("/versions", view_func=versions)
    bp.add_url_rule("/versions/compare", view_func=compare)
    one = "/versions/<name>"
    bp.add_url_rule(one, view_func=version)
    bp.add_url_rule(f"{one}/restore", view_func=restore, methods=["POST"])
    bp.add_url_rule(f"{one}/summary", endpoint="summarise", view_func=summarise, methods=["POST"])


def versions():
    return _list(plan_here())


def version(name):
    """One version to read, as it would print."""
    found = find_version(find_plan(), name)
    document = page.document_of_version(found)
    return render_template("plans/writing/version.html", version=found, document=document)


def compare():
    """What changed between two versions; without a choice, since the consultants read it."""
    plan = plan_here()
    listed = PlanVersion.of(plan)
    if not listed:
        return _list(plan)
    new = find_version(plan, request.args["to"]) if "to" in request.args else listed[0]
    old = find_version(plan, request.args["from"]) if "from" in request.args else _read(plan)
    documents = [page.document_of_version(each) for each in (old, new)]
    context = {
        "old": old,
        "new": new,
        "versions": listed,
        "changes": changes(*documents),
        "figures": figure_changes(*documents),
        "side": request.args.get("view") == "side",
    }
    return render_template("plans/writing/compare.html", **context)


def restore(name):
    plan = find_plan()
    made = plan.restore(find_version(plan, name), current_user)
    db.session.commit()
    told = {"old": name, "new": made.name}
    flash(
        _("제%(old)s호의 글로 되돌려 제%(new)s호를 만들었어요. 그 전의 글도 남아 있어요.", **told),
        "ok",
    )
    return redirect(url_for("plans.versions"), 303)


def summarise(name):
    plan = find_plan()
    found, form = find_version(plan, name), SummaryForm()
    if not form.validate():
        return _list(plan, form, found)
    found.summary = form.summary.data or ""
    db.session.commit()
    return redirect(url_for("plans.versions", _anchor=f"v{name}"), 303)


def _list(plan: Plan, form=None, wrong=None):
    context = {"versions": PlanVersion.of(plan), "read": _read(plan), "form": form, "wrong": wrong}
    return render_template("plans/writing/versions.html", **context), 422 if form else 200


def _read(plan: Plan) -> PlanVersion | None:
    """The version the last remark was made on; without remarks, the oldest; None before any."""
    listed = PlanVersion.of(plan)
    latest = db.select(Remark.snapshot_id).filter_by(plan_id=plan.id).order_by(Remark.id.desc())
    read = db.session.scalar(latest.limit(1))
    compiled = [each for each in listed if each.snapshot_id == read and each.revision == 0]
    return next(iter(compiled or listed[-1:]), None)
