"""One theme's texts and those in none: reading, naming, and moving many at once."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.themes.desk.forms import NameForm, chosen_ids
from civic.themes.desk.naming import save_name
from civic.themes.desk.theme_page import shown, shown_texts
from civic.themes.finders import find_theme
from civic.themes.labels import reason_words
from civic.themes.log import ThemeChange
from civic.themes.models import Theme, set_aside
from civic.web.errors import refuse

bp = Blueprint("texts", __name__)
bp.add_app_template_filter(reason_words, "theme_reason")


@bp.get("/none")
def none():
    """아직 묶지 않음: what is in no theme."""
    return render_template("themes/desk/none.html", theme=None, **shown_texts(None))


@bp.get("/<int:theme_id>")
def show(theme_id):
    return render_template("themes/desk/show.html", **shown(find_theme(theme_id)))


@bp.post("/<int:theme_id>/name")
def name(theme_id):
    theme = find_theme(theme_id)
    form = NameForm.of(theme, sent=True)
    save_name(theme, form)
    if form.name.errors or form.sentence.errors:
        return render_template("themes/desk/show.html", **shown(theme, form)), 422
    db.session.commit()
    flash(_("이름과 설명을 저장했어요."), "ok")
    return redirect(url_for(".show", theme_id=theme_id), 303)


@bp.post("/move")
def move():
    """Ticked texts go to a theme, into a new one, or into none."""
    ids, seen_in, to = chosen_ids(), request.form.get("from", ""), request.form.get("to", "")
    back = url_for(".show", theme_id=int(seen_in)) if _is_number(seen_in) else url_for(".none")
    if not ids or not to:
        flash(_("글을 하나 이상 고르고, 옮길 주제를 골라 주세요."), "bad")
        return redirect(back, 303)
    seen = find_theme(int(seen_in)).id if _is_number(seen_in) else None
    if to == "new":
        return _to_new(ids, seen)
    if to == "none":
        changes, theme = set_aside(g.round, ids, current_user, seen), None
        ThemeChange.record(g.round, "aside", current_user, changes, n=len(changes.placements))
    else:
        theme = find_theme(int(to) if _is_number(to) else 0)
        changes = theme.take(ids, current_user, seen)
        about = {"n": len(changes.placements), "theme": theme.called}
        ThemeChange.record(g.round, "take", current_user, changes, **about)
    db.session.commit()
    _tell(changes, theme)
    return redirect(back, 303)


def _is_number(text):
    return text.isdecimal() and len(text) <= 9


def _to_new(ids, seen):
    theme, changes = Theme.start(g.round)
    changes |= theme.take(ids, current_user, seen)
    if not changes.placements:
        return refuse(_("그사이 다른 담당자가 모두 옮긴 글이에요."), 409)
    ThemeChange.record(g.round, "split", current_user, changes, n=len(changes.placements))
    db.session.commit()
    flash(_("%(n)s건으로 새 주제를 만들었어요.", n=f"{len(changes.placements):,}"), "ok")
    return redirect(url_for(".show", theme_id=theme.id, _anchor="name"), 303)


def _tell(changes, theme):
    number = len(changes.placements)
    if theme is None:
        flash(_("%(n)s건을 묶지 않음으로 두었어요.", n=number), "ok")
    else:
        flash(_("%(n)s건을 ‘%(theme)s’ 주제로 옮겼어요.", n=number, theme=theme.called), "ok")
    if changes.left:
        left = len(changes.left)
        flash(_("%(n)s건은 그사이 다른 담당자가 옮겨서 그대로 두었어요.", n=left), "warn")
