"""해결방안: list, one solution with its discussion, proposing, the catalogue, the ballot."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.categories import CATEGORIES
from civic.rounds.rules import PhaseClosed, may
from civic.solutions import listing, rules
from civic.solutions.forms import CommentForm, ProposalForm, as_id
from civic.solutions.models import CatalogueEntry, Solution, solutions_by, solutions_of
from civic.solutions.statuses import SOLUTION_STATUSES
from civic.web.access import OFFICE, roles_here
from civic.web.errors import refuse
from civic.web.filters import won
from civic.web.htmx import render_or_redirect, render_page
from civic.web.idempotency import new_key, request_key
from civic.web.paging import paginate

bp = Blueprint("solutions", __name__, url_prefix="/<municipality>/<int:round_number>/solutions")
blueprints = [bp]
PAGE_SIZE = 18


class Hidden(Exception):
    """A planner hid this solution, for a reason that is said."""


bp.add_app_template_global(SOLUTION_STATUSES, "SOLUTION_STATUSES")
bp.add_app_template_global(solutions_of, "solutions_of")
bp.add_app_template_global(solutions_by, "solutions_by")


@bp.get("/")
def index():
    filters = listing.Filters.read(request.args)
    page = paginate(listing.solutions(g.round, filters), PAGE_SIZE)
    context = {"page": page, "filters": filters, "categories": CATEGORIES}
    return render_page("solutions/index.html", "solutions/_list.html", **context)


@bp.get("/catalogue")
def catalogue():
    filters = listing.Filters.read(request.args)
    context = {"entries": listing.proven(filters), "filters": filters, "categories": CATEGORIES}
    return render_page("solutions/catalogue.html", "solutions/_entries.html", **context)


@bp.get("/new")
def new():
    _require("propose")
    entry = CatalogueEntry.of_key(request.args.get("catalogue", ""))
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
def create():
    _require("propose")
    form = ProposalForm()
    form.budget_won = g.round.budget_won
    form.issues = listing.listed_issues(g.round, form.issue_ids.data or [])
    form.districts = {place.id: place for place in g.municipality.districts}
    if request.form.get("act"):
        if request.form["act"] == "step":
            form.add_step()
        return _page(form)
    if not form.validate_on_submit():
        return _page(form), 422
    solution = Solution.propose(g.round, current_user, request_key=request_key(), **form.values())
    db.session.commit()
    flash(_("해결방안을 올렸어요."), "ok")
    return redirect(url_for(".show", solution_id=solution.id), 303)


@bp.get("/<int:solution_id>")
def show(solution_id):
    solution = _find(solution_id)
    return render_template("solutions/show.html", solution=solution, form=CommentForm())


@bp.post("/<int:solution_id>/comments")
def comment(solution_id):
    solution = _find(solution_id)
    form = CommentForm()
    if not form.validate_on_submit():
        context = {"solution": solution, "form": form}
        return render_page("solutions/show.html", "solutions/_talk.html", **context), 422
    parent_id = as_id(form.parent_id.data) if form.parent_id.data else None
    solution.discuss(current_user, form.body.data, request_key=request_key(), parent_id=parent_id)
    db.session.commit()
    back = url_for(".show", solution_id=solution.id, _anchor="talk")
    form = CommentForm(formdata=None)
    return render_or_redirect("solutions/_talk.html", back, solution=solution, form=form)


@bp.post("/<int:solution_id>/ballot")
def put_on_ballot(solution_id):
    solution = _find(solution_id)
    solution.put_on_ballot()
    db.session.commit()
    return _ballot(solution, _("투표 대상에 올렸어요."))


@bp.post("/<int:solution_id>/ballot/withdraw")
def take_off_ballot(solution_id):
    solution = _find(solution_id)
    solution.take_off_ballot()
    db.session.commit()
    return _ballot(solution, _("투표 대상에서 내렸어요."))


@bp.errorhandler(rules.BallotClosedToChange)
def ballot_closed(_error):
    return refuse(_("투표가 시작된 뒤에는 투표 대상을 바꿀 수 없어요."), 409)


@bp.errorhandler(rules.NoSuchComment)
def no_such_comment(_error):
    return refuse(_("답하려는 의견이 없어요. 새로 고친 뒤 다시 시도해 주세요."), 404)


@bp.errorhandler(rules.IssuesDoNotFit)
def issues_do_not_fit(_error):
    return refuse(_("고른 문제가 그 사이에 가려지거나 합쳐졌어요. 다시 골라 주세요."), 409)


@bp.errorhandler(rules.CostOutOfRange)
def cost_out_of_range(error):
    return refuse(_("드는 돈은 %(most)s까지 적을 수 있어요.", most=won(error.highest)), 422)


@bp.errorhandler(Hidden)
def hidden(error):
    reason = error.args[0] or _("이유가 적혀 있지 않아요.")
    return refuse(_("담당자가 가린 해결방안이에요. 이유: %(reason)s", reason=reason), 410)


def _require(act):
    if not may(act, roles_here(), g.round.open_phases()):
        raise PhaseClosed(act)


def _find(solution_id) -> Solution:
    """A solution of this round. Raises: 404; Hidden unless a planner asks."""
    if solution_id > rules.LARGEST_ID:
        abort(404)
    query = db.select(Solution).filter_by(id=solution_id, round_id=g.round.id)
    solution = db.first_or_404(query)
    if solution.hidden_at and not roles_here() & OFFICE:
        raise Hidden(solution.hidden_reason)
    return solution


def _page(form):
    """The proposal page, or for htmx just the form."""
    issues = listing.listed_issues(g.round, form.issue_ids.data or [])
    return render_page(
        "solutions/new.html",
        "solutions/_form.html",
        form=form,
        issues=listing.issues_to_choose(g.round, list(issues.values()), form.find.data or ""),
        entry=CatalogueEntry.of_key(form.catalogue.data or ""),
        categories=CATEGORIES,
        key=form.request_key.data or new_key(),
        rules=rules,
    )


def _ballot(solution, words):
    flash(words, "ok")
    return redirect(url_for(".show", solution_id=solution.id), 303)
