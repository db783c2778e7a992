"""Proposing a solution, revising it later, and withdrawing it."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.labels import CATEGORIES
from civic.people.posting import SENT_AND_WAITS
from civic.roles import OFFICE
from civic.rounds.rules import PhaseClosed, may
from civic.solutions import listing, rules
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.finders import find_solution
from civic.solutions.forms import as_id
from civic.solutions.models import Solution
from civic.solutions.proposals.forms import ProposalForm
from civic.web.access import roles_here
from civic.web.htmx import render_page
from civic.web.idempotency import new_key, request_key
from civic.web.limits import by_setting

bp = Blueprint("proposals", __name__)


@bp.get("/new")
def new():
    _require("propose")
    entry = CatalogueEntry.of_key(request.args.get("catalogue", ""), g.municipality)
    issues = listing.listed_issues(g.round, [as_id(request.args.get("issue", ""))])
    first = next(iter(issues.values()), None)
    form = ProposalForm(
        title=entry.title if entry else "",
        category=entry.category if entry else (first.category if first else None),
        issue_ids=list(issues),
        catalogue=entry.key if entry else "",
    )
    return _page(form)


@bp.post("/")
@by_setting("WRITING_LIMIT")
def create():
    _require("propose")
    form = _filled()
    if not _is_sent(form):
        return _again(form)
    solution = Solution.propose(g.round, current_user, request_key=request_key(), **form.values())
    db.session.commit()
    flash(SENT_AND_WAITS if solution.waits else _("해결방안을 올렸어요."), "ok")
    return redirect(url_for("solutions.show", solution_id=solution.id), 303)


@bp.get("/<int:solution_id>/edit")
def edit(solution_id):
    solution = _mine(solution_id)
    return _page(ProposalForm(data=solution.as_form()), solution)


@bp.post("/<int:solution_id>/edit")
def revise(solution_id):
    solution = _mine(solution_id)
    form = _filled(solution)
    if not _is_sent(form):
        return _again(form, solution)
    values = form.values()
    del values["catalogue_entry"]  # where it came from stays
    solution.revise(current_user, is_office=_is_office(), **values)
    db.session.commit()
    flash(_("고쳤어요. 고치기 전 내용도 기록에 남아 있어요."), "ok")
    return redirect(url_for("solutions.show", solution_id=solution.id), 303)


@bp.post("/<int:solution_id>/withdraw")
def withdraw(solution_id):
    solution = find_solution(solution_id)
    solution.withdraw(current_user)
    db.session.commit()
    flash(_("제안을 거두었어요."), "ok")
    return redirect(url_for("solutions.index"), 303)


def _require(act):
    if not may(act, roles_here(), g.round.open_phases()):
        raise PhaseClosed(act)


def _is_office() -> bool:
    return bool(roles_here() & OFFICE)


def _mine(solution_id) -> Solution:
    """A solution this person may change now. Raises: NotToBeChanged."""
    solution = find_solution(solution_id)
    if not solution.may_revise(current_user, _is_office()):
        raise rules.NotToBeChanged
    return solution


def _filled(solution=None) -> ProposalForm:
    """The form as sent, with what may be chosen in this round; what a solution has may stay."""
    form = ProposalForm()
    form.budget_won = g.round.budget_won
    form.issues = listing.listed_issues(g.round, form.issue_ids.data or [])
    if solution:
        form.issues |= {issue.id: issue for issue in solution.issues}
    form.districts = {place.id: place for place in g.municipality.districts}
    return form


def _is_sent(form) -> bool:
    """The form was sent to be stored and is right; a button may only ask for more rows."""
    if request.form.get("act") == "step":
        form.add_step()
    if request.form.get("act") or not form.validate_on_submit():
        return False
    return not form.asks_about_masks()


def _again(form, solution=None):
    return _page(form, solution), 422 if form.errors or form.form_errors else 200


def _page(form, solution=None):
    """The proposal page, or for htmx just the form."""
    chosen = form.issue_ids.data or []
    issues = listing.listed_issues(g.round, chosen)
    if solution:
        issues |= {issue.id: issue for issue in solution.issues if issue.id in chosen}
    return render_page(
        "solutions/proposals/new.html",
        "solutions/proposals/_form.html",
        form=form,
        solution=solution,
        address=url_for(".revise", solution_id=solution.id) if solution else url_for(".create"),
        issues=listing.issues_to_choose(g.round, list(issues.values()), form.find.data or ""),
        entry=CatalogueEntry.of_key(form.catalogue.data or "", g.municipality),
        categories=CATEGORIES,
        key=form.request_key.data or new_key(),
        unfolded=solution is not None or form.says_more or request.form.get("act") == "step",
        rules=rules,
    )
