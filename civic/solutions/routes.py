"""해결방안: list, one solution with its discussion, the catalogue, the ballot."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.categories import CATEGORIES
from civic.solutions import listing, proposal_routes
from civic.solutions.blueprint import find_solution
from civic.solutions.forms import CommentForm, as_id
from civic.web.htmx import mistakes, render_or_redirect, render_page, wants_json
from civic.web.idempotency import request_key
from civic.web.paging import paginate

bp = proposal_routes.bp
blueprints = [bp]
PAGE_SIZE = 18


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


@bp.get("/<int:solution_id>")
def show(solution_id):
    solution = find_solution(solution_id)
    return render_template("solutions/show.html", solution=solution, form=CommentForm())


@bp.post("/<int:solution_id>/comments")
def comment(solution_id):
    solution = find_solution(solution_id)
    form = CommentForm()
    if not form.validate_on_submit():
        if wants_json():
            return mistakes(form)
        context = {"solution": solution, "form": form}
        return render_page("solutions/show.html", "solutions/_comments.html", **context), 422
    parent_id = as_id(form.parent_id.data) if form.parent_id.data else None
    said = solution.discuss(
        current_user, form.body.data, request_key=request_key(), parent_id=parent_id
    )
    db.session.commit()
    back = url_for(".show", solution_id=solution.id, _anchor="talk")
    words = {"solution": solution, "form": CommentForm(formdata=None), "said_now": said}
    return render_or_redirect("solutions/_comments.html", back, **words)


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
    return _ballot(solution, _("투표 대상에 올렸어요."))


@bp.post("/<int:solution_id>/ballot/withdraw")
def take_off_ballot(solution_id):
    solution = find_solution(solution_id)
    solution.take_off_ballot(current_user)
    db.session.commit()
    return _ballot(solution, _("투표 대상에서 내렸어요."))


def _followed(solution):
    back = url_for(".show", solution_id=solution.id)
    return render_or_redirect("solutions/_follow.html", back, solution=solution)


def _ballot(solution, words):
    flash(words, "ok")
    return redirect(url_for(".show", solution_id=solution.id), 303)
