"""The office's pages of project plans: which solutions have one, and the page to write it."""

from collections.abc import Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.rounds.edits.models import PlanEdit
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.finders import find_solution
from civic.solutions.forms import as_id
from civic.solutions.models import Solution
from civic.solutions.project_plan import rules
from civic.solutions.project_plan.forms import TABLES, ProjectForm, shown
from civic.solutions.project_plan.models import ProjectPlan
from civic.solutions.project_plan.undoing import Projects
from civic.web.htmx import render_page

bp = Blueprint("project_plan", __name__)
bp.add_app_template_filter(rules.in_millions)


@bp.get("/projects")
def index():
    query = db.select(Solution).filter_by(round_id=g.round.id, hidden_at=None)
    solutions = db.session.scalars(query.order_by(Solution.number)).all()
    plans = ProjectPlan.of_round(g.round)
    order = sorted(solutions, key=lambda each: (each.status != "selected", each.number))
    return render_template("solutions/project_plan/index.html", solutions=order, plans=plans)


@bp.get("/<int:solution_id>/project")
def edit(solution_id):
    solution = find_solution(solution_id)
    plan = ProjectPlan.of(solution)
    form = _form(solution, data=shown(plan) if plan else _proposed(solution))
    return _page(solution, form)


@bp.post("/<int:solution_id>/project")
def save(solution_id):
    solution = find_solution(solution_id)
    form, asked = _form(solution), request.form.get("act", "")
    if asked:
        if asked in TABLES:
            form.add_rows(asked)
        return _page(solution, form)
    if not form.validate_on_submit():
        return _page(solution, form), 422
    try:
        with PlanEdit.noted(Projects, g.round, current_user):
            ProjectPlan.save(solution, current_user, as_id(form.revision.data), **form.values())
    except rules.SavedMeanwhile:
        return _saved_meanwhile(solution_id, form)
    db.session.commit()
    flash(_("사업 내용을 저장했어요. 계획서를 다시 만들면 들어가요."), "ok")
    return redirect(url_for(".edit", solution_id=solution.id), 303)


def _form(solution: Solution, **values) -> ProjectForm:
    form = ProjectForm(**values)
    form.longest = rules.build_months(solution.round.call.build_months)
    shown = CatalogueEntry.shown_in(solution.round.municipality)
    query = db.select(CatalogueEntry).where(*shown).order_by(CatalogueEntry.key)
    entries = db.session.scalars(query)
    form.entries = {entry.id: entry for entry in entries}
    return form


def _proposed(solution: Solution) -> dict:
    """What the proposal says already, to begin with."""
    steps = [
        {
            "title": step.title,
            "month_from": str(step.month_from),
            "month_to": str(step.month_to),
            "detail": step.detail[: rules.DETAIL],
        }
        for step in solution.steps
    ]
    case = [solution.catalogue_id] if solution.catalogue_id else []
    return {"steps": steps, "cases": case, "revision": str(ProjectPlan.revision_of(solution))}


def _saved_meanwhile(solution_id: int, form: ProjectForm):
    db.session.rollback()
    solution = find_solution(solution_id)
    form.revision.data = str(ProjectPlan.revision_of(solution))
    form.form_errors.append(
        _(
            "그사이 다른 담당자가 이 사업 내용을 저장했어요. 여기 적은 것은 그대로 있어요. 새"
            " 창에서 열어 견주어 보고, 다시 저장하면 여기 적은 것으로 바뀌어요."
        )
    )
    return _page(solution, form), 409


def _page(solution: Solution, form: ProjectForm):
    form.fill_up()
    form.read_money()
    return render_page(
        "solutions/project_plan/edit.html",
        "solutions/project_plan/_form.html",
        solution=solution,
        form=form,
        sums=form.sums(),
        share=solution.split,
        entries=_near(solution, form),
        rules=rules,
    )


def _near(solution: Solution, form: ProjectForm) -> Sequence[CatalogueEntry]:
    """Cases of the solution's category, and whatever is chosen."""
    chosen = form.cases.data or []
    every = form.entries.values()
    return [e for e in every if e.category == solution.category or e.id in chosen]
