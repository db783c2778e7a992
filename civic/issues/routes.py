"""Issues for residents: the list, one issue, supporting it, and opinions on it."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from civic.db import db
from civic.issues import follow_routes, verdict_routes
from civic.issues.blueprint import bp, find_issue
from civic.issues.forms import CommentForm
from civic.issues.listing import find as listing
from civic.issues.listing import map_routes, markup
from civic.issues.models import Issue, IssueComment
from civic.issues.office_routes import bp as office_bp
from civic.issues.reporting import routes
from civic.issues.reporting.share_routes import bp as share_bp
from civic.people.models import Person
from civic.roles import OFFICE
from civic.web.access import roles_here
from civic.web.htmx import mistakes, render_or_redirect, render_page, wants_json, wants_partial
from civic.web.idempotency import request_key

blueprints = [bp, office_bp, share_bp]
PARTS = (follow_routes, map_routes, routes, markup, verdict_routes)

# What an issue's page says of its reporter and place, in the issue's query.
SHOWN_BESIDE = (
    joinedload(Issue.reporter).lazyload(Person.roles),
    joinedload(Issue.district),
)


@bp.get("/")
def index():
    districts = g.municipality.district_names()
    filters = listing.Filters.read(request.args, districts)
    page, capped = listing.find(g.round, filters)
    return render_page(
        "issues/listing/index.html",
        "issues/listing/_list.html",
        page=page,
        capped=capped,
        filters=filters,
        districts=districts,
    )


@bp.get("/<int:issue_id>")
def show(issue_id):
    issue = find_issue(issue_id, *SHOWN_BESIDE)
    planner = bool(roles_here() & OFFICE)
    if issue.hidden_at and not planner:
        return render_template("issues/hidden.html", issue=issue), 410
    return render_template("issues/show.html", **_page_of(issue))


@bp.post("/<int:issue_id>/support")
def support(issue_id):
    issue = find_issue(issue_id)
    issue.support(current_user)
    answer = _supported(issue, True)
    db.session.commit()
    return answer


@bp.post("/<int:issue_id>/support/withdraw")
def withdraw_support(issue_id):
    issue = find_issue(issue_id)
    issue.withdraw_support(current_user)
    answer = _supported(issue, False)
    db.session.commit()
    return answer


@bp.post("/<int:issue_id>/comments")
def comment(issue_id):
    issue = find_issue(issue_id)
    form = CommentForm()
    parent = _parent(issue)
    if not form.validate():
        return _comment_again(issue, form, parent)
    said = issue.comment(current_user, form.body.data, request_key(), parent)
    db.session.commit()
    if not wants_partial():
        flash(_("의견을 올렸어요."), "ok")
        return redirect(url_for(".show", issue_id=issue.id, _anchor=f"c{said.id}"), 303)
    return render_template("issues/_comments.html", said_now=said, **_talk_of(issue))


def threads(issue) -> list[tuple[IssueComment, list[IssueComment]]]:
    """Each opinion with its answers, oldest first."""
    comments = db.session.scalars(
        select(IssueComment).filter_by(issue_id=issue.id).order_by(IssueComment.id)
    ).all()
    answers = {}
    for each in comments:
        answers.setdefault(each.parent_id, []).append(each)
    return [(first, answers.get(first.id, [])) for first in answers.get(None, [])]


def _page_of(issue, form=None, parent=None):
    merged = select(Issue).where(Issue.merged_into_id == issue.id).order_by(Issue.id)
    return {
        "merged": db.session.scalars(merged).all(),
        "supported": issue.supported_by(current_user),
        **_talk_of(issue, form, parent),
    }


def _talk_of(issue, form=None, parent=None):
    return {
        "issue": issue,
        "threads": threads(issue),
        "form": form or CommentForm(formdata=None),
        "answering": parent,
    }


def _supported(issue, supported):
    """Made before the commit, which forgets all that was read."""
    return render_or_redirect(
        "issues/_support.html",
        url_for(".show", issue_id=issue.id),
        issue=issue,
        supported=supported,
    )


def _parent(issue):
    """The opinion that is answered. Raises: 404 when it is not one of this issue."""
    text = request.form.get("parent_id", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        abort(404)
    parent = db.session.get(IssueComment, int(text))
    if parent is None or parent.issue_id != issue.id or parent.hidden_at:
        abort(404)
    return parent


def _comment_again(issue, form, parent):
    if wants_json():
        return mistakes(form)
    if wants_partial():
        return render_template("issues/_comments.html", **_talk_of(issue, form, parent)), 422
    return render_template("issues/show.html", **_page_of(issue, form, parent)), 422
