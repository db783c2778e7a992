"""The office's pages of themes: all of them, and naming many at once."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.text import one_line
from civic.themes.desk import quote_routes, text_routes
from civic.themes.desk.forms import NameForm
from civic.themes.desk.naming import save_name
from civic.themes.desk.samples import samples_of
from civic.themes.desk.texts import unsure_counts
from civic.themes.figures import figures_of_all
from civic.themes.finders import find_theme
from civic.themes.labels import act_words
from civic.themes.log import AlreadyUndone, ThemeChange
from civic.themes.models import LONGEST_NAME, Theme
from civic.themes.proposals.models import GroupingProposal
from civic.themes.rules import ENOUGH_TEXTS
from civic.web.errors import refuse, refuse_when
from civic.web.idempotency import request_key

bp = Blueprint("desk", __name__, url_prefix="/<int:round_number>/office/themes")
for part in (text_routes, quote_routes):
    bp.register_blueprint(part.bp)


@bp.app_template_global()
def last_theme_act() -> ThemeChange | None:
    """What whoever asks did last with themes of this round, and can take back."""
    return ThemeChange.last_of(g.round, current_user)


bp.add_app_template_filter(act_words, "theme_act")


refuse_when(bp, {AlreadyUndone: (_l("이미 되돌린 일이에요."), 409)})


@bp.get("/")
def index():
    themes = Theme.of(g.round)
    in_themes = sum(theme.texts_count for theme in themes)
    return render_template(
        "themes/desk/index.html",
        themes=themes,
        figures=figures_of_all(g.round),
        unsure=unsure_counts(g.round),
        in_themes=in_themes,
        in_none=g.round.issues_count - in_themes,
        proposal=GroupingProposal.latest(g.round),
        enough=g.round.issues_count >= ENOUGH_TEXTS,
        least=ENOUGH_TEXTS,
    )


@bp.post("/")
def start():
    """A theme made by hand, empty, with its name."""
    name = one_line(request.form.get("name", ""))[:LONGEST_NAME]
    if not name:
        flash(_("새 주제의 이름을 적어 주세요."), "bad")
        return redirect(url_for(".index"), 303)
    theme = ThemeChange.start_theme(g.round, current_user, name, request_key(name))
    db.session.commit()
    return redirect(url_for("themes.desk.texts.show", theme_id=theme.id), 303)


@bp.get("/names")
def names():
    themes = Theme.of(g.round)
    return _names([(theme, NameForm.of(theme)) for theme in themes])


@bp.post("/names")
def save_names():
    """Every theme's name and sentence; those that are right are saved, the others shown again."""
    forms = [(theme, NameForm.of(theme, sent=True)) for theme in Theme.of(g.round)]
    saved = sum(save_name(theme, form) for theme, form in forms)
    wrong = any(form.name.errors or form.sentence.errors for _, form in forms)
    db.session.commit()
    if wrong:
        return _names(forms), 422
    flash(_("%(n)s개의 이름과 설명을 저장했어요.", n=saved), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/<int:theme_id>/merge")
def merge(theme_id):
    theme, into = find_theme(theme_id), find_theme(_number(request.form.get("into")))
    if theme is into:
        return refuse(_("다른 주제를 골라 주세요."), 422)
    count, changes = theme.texts_count, theme.merge_into(into, current_user)
    ThemeChange.record(g.round, "merge", current_user, changes, n=count, theme=into.called)
    db.session.commit()
    flash(_("%(n)s건을 ‘%(theme)s’ 주제에 합쳤어요.", n=count, theme=into.called), "ok")
    return redirect(url_for("themes.desk.texts.show", theme_id=into.id), 303)


@bp.post("/<int:theme_id>/dissolve")
def dissolve(theme_id):
    theme = find_theme(theme_id)
    count, name, changes = theme.texts_count, theme.called, theme.dissolve()
    ThemeChange.record(g.round, "dissolve", current_user, changes, n=count)
    db.session.commit()
    flash(
        _("‘%(theme)s’ 주제를 풀었어요. %(n)s건은 이제 묶지 않았어요.", theme=name, n=f"{count:,}"),
        "ok",
    )
    return redirect(url_for(".index"), 303)


@bp.post("/changes/<int:change_id>/undo")
def undo(change_id):
    """Take back an act of one's own."""
    mine = {"id": change_id, "round_id": g.round.id, "by_id": current_user.id}
    change = db.first_or_404(db.select(ThemeChange).filter_by(**mine))
    left = len(change.undo().left)
    db.session.commit()
    flash(_("되돌렸어요: %(act)s", act=act_words(change)), "ok")
    if left:
        flash(_("%(n)s건은 그사이 다른 사람이 바꿔서 그대로 두었어요.", n=left), "warn")
    return redirect(url_for(".index"), 303)


def _names(forms):
    samples = samples_of(g.round)
    return render_template("themes/desk/names.html", forms=forms, samples=samples)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 9 else 0
