"""One issue: its page, supporting it, and comments on it. The other pages are parts of this one."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from civic.db import db
from civic.issues import following_routes
from civic.issues.browsing import routes as browsing
from civic.issues.browsing.beside import beside
from civic.issues.comments import IssueComment
from civic.issues.correction import originals
from civic.issues.finders import find_issue
from civic.issues.forms import IssueCommentForm
from civic.issues.importing import routes as importing
from civic.issues.life import (
    leaving,  # noqa: F401  # what becomes of reports then
    verdict_routes,
)
from civic.issues.life import routes as life_routes
from civic.issues.life.lives import is_reply, last_word, life_of_one
from civic.issues.listing.listed import NotListed
from civic.issues.models import Issue
from civic.issues.office import routes as office
from civic.issues.reporting import routes as reporting
from civic.issues.template_globals import (
    due_words,
    issue_labels,
    my_issues,
    my_lives,
    my_reports,
    plain_status,
    where_is,
)
from civic.issues.translation import routes as translation_routes
from civic.issues.translation.models import IssueTranslation
from civic.people.comment_editing import edited
from civic.people.comments import NoSuchComment
from civic.people.models import Person
from civic.people.posting import SENT_AND_WAITS
from civic.roles import OFFICE
from civic.web.access import roles_here
from civic.web.errors import refuse_when
from civic.web.htmx import mistakes, wants_json, wants_partial
from civic.web.i18n import reader_language
from civic.web.idempotency import new_key, request_key
from civic.web.limits import by_setting

bp = Blueprint("issues", __name__, url_prefix="/<municipality>")
bp.add_app_template_global(new_key)
for question in (due_words, my_issues, my_lives, my_reports, plain_status, where_is):
    bp.add_app_template_global(question)
bp.app_context_processor(issue_labels)
PARTS = (
    *(browsing, reporting, following_routes, verdict_routes, life_routes, translation_routes),
    *(office, importing),
)
for part in PARTS:
    bp.register_blueprint(part.bp)
ISSUE = "/<int:round_number>/issues/<int:issue_id>"

# What an issue's page says of its reporter, place and the way it has come, in the issue's query.
SHOWN_BESIDE = (
    joinedload(Issue.reporter).lazyload(Person.roles),
    joinedload(Issue.district),
    joinedload(Issue.changes),
)


@bp.get(ISSUE)
def show(issue_id):
    issue = find_issue(issue_id, *SHOWN_BESIDE)
    planner = bool(roles_here() & OFFICE)
    if issue.hidden_at and not (planner or (issue.waits and issue.is_of(current_user))):
        return render_template("issues/hidden.html", issue=issue), 410
    return render_template("issues/show.html", **_page_of(issue))


@bp.post(f"{ISSUE}/support")
@by_setting("SUPPORT_LIMIT")
def support(issue_id):
    issue = find_issue(issue_id)
    issue.support(current_user)
    answer = _supported(issue, True)
    db.session.commit()
    return answer


@bp.post(f"{ISSUE}/support/withdraw")
def withdraw_support(issue_id):
    issue = find_issue(issue_id)
    issue.withdraw_support(current_user)
    answer = _supported(issue, False)
    db.session.commit()
    return answer


@bp.post(f"{ISSUE}/comments")
@by_setting("WRITING_LIMIT")
def comment(issue_id):
    issue = find_issue(issue_id)
    form = IssueCommentForm()
    parent = IssueComment.to_answer(request.form.get("parent_id", ""), issue_id=issue.id)
    if not form.validate() or (not wants_json() and form.asks_about_masks()):
        return _comment_again(issue, form, parent)
    new = issue.comment(current_user, form.body.data, request_key(), parent)
    db.session.commit()
    if not wants_partial():
        flash(SENT_AND_WAITS if new.waits else _("의견을 올렸어요."), "ok")
        return redirect(url_for(".show", issue_id=issue.id, _anchor=f"c{new.id}"), 303)
    return render_template(
        "issues/_comments.html", new_comment=new, **_comments_of(issue, issue.goes_on_in())
    )


@bp.route(f"{ISSUE}/comments/<int:comment_id>/edit", methods=["GET", "POST"])
@by_setting("WRITING_LIMIT")
def edit_comment(issue_id, comment_id):
    issue = find_issue(issue_id)
    comment = IssueComment.to_answer(str(comment_id), issue_id=issue.id)
    comment.require_editable(current_user)
    back = url_for(".show", issue_id=issue.id, _anchor="talk")
    edit = partial(issue.edit_comment, comment, current_user)
    return edited(IssueCommentForm(obj=comment), edit, back, issue.title)


@bp.post(f"{ISSUE}/comments/<int:comment_id>/withdraw")
def withdraw_comment(issue_id, comment_id):
    issue = find_issue(issue_id)
    comment = IssueComment.to_answer(str(comment_id), issue_id=issue.id)
    issue.withdraw_comment(comment, current_user)
    db.session.commit()
    flash(_("의견을 지웠어요."), "ok")
    return redirect(url_for(".show", issue_id=issue.id, _anchor="talk"), 303)


refuse_when(
    bp,
    {
        NoSuchComment: (_l("답하려는 의견이 없어요. 새로 고친 뒤 다시 시도해 주세요."), 404),
        NotListed: (_l("합쳐지거나 숨겨진 제보라 공감이나 의견을 더할 수 없어요."), 409),
    },
)


def _page_of(issue, form=None, parent=None):
    there = beside(issue)
    answers = issue.answers if "answers" in there else []
    return {
        "beside": there,
        "translation": IssueTranslation.for_reader(issue, reader_language()),
        "life": life_of_one(issue, answers, current_user),
        "answers": answers,
        "last_word": last_word(issue, answers),
        "is_reply": is_reply,
        "merged": _merged_into(issue) if "merged" in there else [],
        "supported": issue.supported_by(current_user),
        "corrected": originals(issue.corrections if "corrections" in there else []),
        **_comments_of(issue, issue.goes_on_in(), form, parent, "comments" in there),
    }


def _merged_into(issue):
    others = select(Issue).where(Issue.id.in_(issue.together()), Issue.id != issue.id)
    return db.session.scalars(others.order_by(Issue.id)).all()


def _comments_of(issue, heir, form=None, parent=None, there=True):
    """heir: the later round that goes on with it."""
    return {
        "issue": issue,
        "heir": heir,
        "threads": issue.threads() if there else [],
        "form": form or IssueCommentForm(formdata=None),
        "answering": parent,
    }


def _supported(issue, supported):
    """Made before the commit, which forgets all that was read."""
    if not wants_partial():
        return redirect(url_for(".show", issue_id=issue.id), 303)
    shown = {"issue": issue, "heir": issue.goes_on_in(), "supported": supported}
    return render_template("issues/_support.html", swapped=True, **shown)


def _comment_again(issue, form, parent):
    if wants_json():
        return mistakes(form)
    status = 422 if form.errors else 200
    if wants_partial():
        again = _comments_of(issue, issue.goes_on_in(), form, parent)
        return render_template("issues/_comments.html", **again), status
    return render_template("issues/show.html", **_page_of(issue, form, parent)), status
