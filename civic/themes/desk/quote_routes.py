"""Choosing a theme's quotes: among candidates, or by words copied from a report."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from civic.db import db
from civic.issues import receipt_numbers
from civic.issues.models import Issue, ids_of_receipt
from civic.themes.desk.quoting import one_sided
from civic.themes.desk.theme_page import shown
from civic.themes.finders import find_theme
from civic.themes.labels import ONE_SIDED
from civic.themes.models import Theme
from civic.themes.quotes import MOST, NotVerbatim, Quote, Span, TooManyQuotes, span_of

bp = Blueprint("quotes", __name__)


@bp.post("/<int:theme_id>/quotes")
def choose(theme_id):
    """The ticked ones, and one more by receipt number and words, are the theme's quotes."""
    theme = find_theme(theme_id)
    try:
        spans = [Span.read(key) for key in request.form.getlist("quote")]
        Quote.choose(theme, spans + _copied(theme), current_user)
    except NotVerbatim:
        return _again(
            theme,
            _("그 제보에 똑같이 적힌 말이 아니에요. 접수번호와 옮겨 적은 글을 다시 봐 주세요."),
        )
    except TooManyQuotes:
        return _again(theme, _("인용은 %(n)s개까지 고를 수 있어요.", n=MOST))
    db.session.commit()
    flash(_("인용을 저장했어요."), "ok")
    for what in one_sided(theme, Quote.of(theme)):
        flash(str(ONE_SIDED[what]), "warn")
    return redirect(url_for("themes.desk.texts.show", theme_id=theme_id, _anchor="quotes"), 303)


def _copied(theme: Theme) -> list[Span]:
    """Words a planner copied out of a report. Raises: NotVerbatim."""
    words, number = request.form.get("words", "").strip(), request.form.get("receipt", "").strip()
    if not words and not number:
        return []
    receipt = receipt_numbers.read(number)
    if receipt is None:
        raise NotVerbatim
    which = ids_of_receipt(receipt, theme.round_id)
    issue = db.session.scalar(select(Issue).where(Issue.id.in_(which)))
    if issue is None:
        raise NotVerbatim
    return [span_of(theme, issue, words)]


def _again(theme: Theme, sentence: str):
    db.session.rollback()
    page = shown(find_theme(theme.id), quote_error=sentence)
    return render_template("themes/desk/show.html", **page), 422
