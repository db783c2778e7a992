"""Whoever reported an issue says it in another language, too."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.issues.finders import find_issue
from civic.issues.models import Issue
from civic.issues.own import NotChangeable
from civic.issues.translation.forms import TranslationForm
from civic.issues.translation.models import IssueTranslation
from civic.languages.text_language import language_of
from civic.web.errors import refuse_when
from civic.web.i18n import LANGUAGES, reader_language

bp = Blueprint("translation", __name__, url_prefix="/<int:round_number>/issues/<int:issue_id>")


@bp.app_template_global()
def other_languages(issue: Issue) -> dict[str, str]:
    """Code → name of the languages a report is not written in."""
    own = language_of(issue.title)
    return {code: name for code, name in LANGUAGES.items() if code != own}


@bp.get("/translation")
def edit(issue_id):
    issue = _own(issue_id)
    there = IssueTranslation.of(issue_id)
    asked, offered = request.args.get("to") or reader_language(), other_languages(issue)
    language = asked if asked in offered else next(iter(offered))
    return _page(issue, TranslationForm(obj=there.get(language), language=language))


@bp.post("/translation")
def write(issue_id):
    issue, form = _own(issue_id), TranslationForm()
    if not form.validate():
        return _page(issue, form), 422
    if form.language.data not in other_languages(issue):
        form.language.errors = [_("목록에 있는 언어를 골라 주세요.")]
        return _page(issue, form), 422
    words = {"title": form.title.data, "body": form.body.data or ""}
    IssueTranslation.keep(issue, form.language.data, **words)
    db.session.commit()
    flash(_("번역을 올렸어요."), "ok")
    return redirect(url_for("issues.show", issue_id=issue_id, language=form.language.data), 303)


@bp.post("/translation/<language>/remove")
def remove(issue_id, language):
    issue = _own(issue_id)
    IssueTranslation.drop(issue.id, language)
    db.session.commit()
    flash(_("번역을 지웠어요."), "ok")
    return redirect(url_for("issues.show", issue_id=issue_id), 303)


refuse_when(bp, {NotChangeable: (_l("제보한 분만 번역을 올릴 수 있어요."), 409)})


def _own(issue_id) -> Issue:
    """A report of this person's that everybody sees. Raises: NotChangeable."""
    issue = find_issue(issue_id)
    if not issue.is_of(current_user) or issue.hidden_at is not None:
        raise NotChangeable
    return issue


def _page(issue, form):
    return render_template(
        "issues/translation/edit.html",
        issue=issue,
        form=form,
        there=IssueTranslation.of(issue.id),
    )
