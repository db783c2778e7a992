"""해결방안: the list, one solution with its comments, the catalogue, the ballot."""

from functools import partial

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.issues.labels import CATEGORIES
from civic.people.comment_editing import edited
from civic.people.comments import NoSuchComment
from civic.solutions import leaving, listing, rules  # noqa: F401
from civic.solutions.catalogue import routes as entries_pages
from civic.solutions.comments import SolutionComment
from civic.solutions.finders import SolutionHidden, find_solution
from civic.solutions.forms import SolutionCommentForm
from civic.solutions.labels import (
    SOLUTION_ACTS,
    SOLUTION_FIELDS,
    SOLUTION_STATUSES,
    cost_in_words,
    shown_title,
)
from civic.solutions.models import solutions_by, solutions_of
from civic.solutions.project_plan import routes as project_plan
from civic.solutions.proposals import routes as proposals
from civic.solutions.screening import routes as screening
from civic.solutions.screening.rules import NotScreened
from civic.web.errors import refuse, refuse_when
from civic.web.filters import won
from civic.web.htmx import mistakes, render_or_redirect, render_page, wants_json
from civic.web.idempotency import request_key
from civic.web.limits import by_setting
from civic.web.paging import paginate
from civic.web.templating import give_templates

bp = Blueprint("solutions", __name__, url_prefix="/<municipality>/<int:round_number>/solutions")
bp.register_blueprint(entries_pages.bp)
bp.register_blueprint(proposals.bp)
bp.register_blueprint(screening.bp)
bp.register_blueprint(project_plan.bp)
give_templates(
    bp,
    SOLUTION_STATUSES=SOLUTION_STATUSES,
    SOLUTION_ACTS=SOLUTION_ACTS,
    SOLUTION_FIELDS=SOLUTION_FIELDS,
)
bp.add_app_template_global(shown_title)
bp.add_app_template_global(cost_in_words)
bp.add_app_template_filter(shown_title)
bp.add_app_template_global(solutions_of)
bp.add_app_template_global(solutions_by)
PAGE_SIZE = 18


@bp.get("/")
def index():
    filters = listing.SolutionFilters.read(request.args)
    page = paginate(listing.solutions(g.round, filters), PAGE_SIZE)
    context = {"page": page, "filters": filters, "categories": CATEGORIES}
    return render_page("solutions/index.html", "solutions/_list.html", **context)


@bp.get("/catalogue")
def catalogue():
    filters = listing.SolutionFilters.read(request.args)
    entries = listing.proven(g.municipality, filters)
    context = {"entries": entries, "filters": filters, "categories": CATEGORIES}
    return render_page("solutions/catalogue.html", "solutions/_entries.html", **context)


@bp.get("/<int:solution_id>")
def show(solution_id):
    solution = find_solution(solution_id)
    context = {"solution": solution, "form": SolutionCommentForm()}
    return render_page("solutions/show.html", "solutions/_glance.html", **context)


@bp.post("/<int:solution_id>/comments")
@by_setting("WRITING_LIMIT")
def comment(solution_id):
    solution = find_solution(solution_id)
    form = SolutionCommentForm()
    parent = SolutionComment.to_answer(request.form.get("parent_id", ""), solution_id=solution.id)
    good = form.validate_on_submit()
    if not good and wants_json():
        return mistakes(form)
    if not good or (not wants_json() and form.asks_about_masks()):
        context = {"solution": solution, "form": form, "answering": parent}
        page = render_page("solutions/show.html", "solutions/_comments.html", **context)
        return page, 200 if good else 422
    new = solution.comment(current_user, form.body.data, request_key(), parent)
    db.session.commit()
    back = url_for(".show", solution_id=solution.id, _anchor="talk")
    context = {"solution": solution, "form": SolutionCommentForm(formdata=None), "new_comment": new}
    return render_or_redirect("solutions/_comments.html", back, **context)


@bp.route("/<int:solution_id>/comments/<int:comment_id>/edit", methods=["GET", "POST"])
@by_setting("WRITING_LIMIT")
def edit_comment(solution_id, comment_id):
    solution = find_solution(solution_id)
    comment = SolutionComment.to_answer(str(comment_id), solution_id=solution.id)
    comment.require_editable(current_user)
    back = url_for(".show", solution_id=solution.id, _anchor="talk")
    edit = partial(solution.edit_comment, comment, current_user)
    return edited(SolutionCommentForm(obj=comment), edit, back, shown_title(solution))


@bp.post("/<int:solution_id>/comments/<int:comment_id>/withdraw")
def withdraw_comment(solution_id, comment_id):
    solution = find_solution(solution_id)
    comment = SolutionComment.to_answer(str(comment_id), solution_id=solution.id)
    solution.withdraw_comment(comment, current_user)
    db.session.commit()
    flash(_("의견을 지웠어요."), "ok")
    return redirect(url_for(".show", solution_id=solution.id, _anchor="talk"), 303)


@bp.post("/<int:solution_id>/follow")
def follow(solution_id):
    solution = find_solution(solution_id)
    solution.follow(current_user)
    db.session.commit()
    return _followed(solution)


@bp.post("/<int:solution_id>/follow/withdraw")
def stop_following(solution_id):
    solution = find_solution(solution_id)
    solution.stop_following(current_user)
    db.session.commit()
    return _followed(solution)


@bp.post("/<int:solution_id>/ballot")
def put_on_ballot(solution_id):
    solution = find_solution(solution_id)
    solution.put_on_ballot(current_user)
    db.session.commit()
    flash(_("투표 대상에 올렸어요."), "ok")
    return redirect(url_for(".show", solution_id=solution.id), 303)


refuse_when(
    bp,
    {
        rules.BallotClosedToChange: (_l("투표가 시작된 뒤에는 투표 대상을 바꿀 수 없어요."), 409),
        rules.StandsOnBallot: (
            _l("투표 대상이에요. 부적격이라면 먼저 다른 담당자와 함께 투표지에서 빼 주세요."),
            409,
        ),
        NotScreened: (
            _l("지금 내용으로 검토해 적격이나 조건부 적격인 제안만 투표에 올릴 수 있어요."),
            409,
        ),
        rules.NotCosted: (_l("드는 돈을 적은 제안만 투표에 올릴 수 있어요."), 409),
        rules.NotToBeChanged: (
            _l(
                "제안한 사람이 제안을 받는 동안, 투표 대상이 되기 전까지만 고치거나 거둘 수 있어요."
            ),
            409,
        ),
        NoSuchComment: (_l("답하려는 의견이 없어요. 새로 고친 뒤 다시 시도해 주세요."), 404),
        rules.IssuesDoNotFit: (
            _l("고른 문제가 그 사이에 가려지거나 합쳐졌어요. 다시 골라 주세요."),
            409,
        ),
    },
)


@bp.errorhandler(rules.CostOutOfRange)
def cost_out_of_range(error):
    return refuse(_("드는 돈은 %(most)s까지 적을 수 있어요.", most=won(error.highest)), 422)


@bp.errorhandler(SolutionHidden)
def hidden(error):
    (solution,) = error.args
    if solution.withdrawn_at:
        return refuse(_("제안한 분이 취소한 해결방안이에요."), 410)
    if solution.waits:
        return refuse(solution.waits_because, 410)
    reason = solution.hidden_reason or _("이유가 적혀 있지 않아요.")
    return refuse(_("담당자가 가린 해결방안이에요. 이유: %(reason)s", reason=reason), 410)


def _followed(solution):
    back = url_for(".show", solution_id=solution.id)
    return render_or_redirect("solutions/_follow.html", back, solution=solution)
