"""The planner looks at words in which personal data was masked, and decides about each."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.moderation.labels import KIND_NAMES
from civic.moderation.masked import find_masked, waiting
from civic.people.access_log.whose import shows_data_of
from civic.people.labels import PERSONAL_NAMES
from civic.people.masked_words import MaskedWords, WordsChanged
from civic.people.rules import AlreadyDecided
from civic.web.errors import refuse

bp = Blueprint("masked", __name__, url_prefix="/office/masked")


@bp.get("/")
def index():
    rows = waiting(g.municipality)
    context = {"rows": rows, "kinds": KIND_NAMES, "names": PERSONAL_NAMES}
    return render_template("moderation/masked/index.html", **context)


@bp.get("/<int:words_id>")
def show(words_id):
    """The words as they were written: a look at personal data."""
    one = find_masked(words_id, g.municipality) or abort(404)
    context = {"one": one, "kinds": KIND_NAMES, "names": PERSONAL_NAMES}
    return render_template("moderation/masked/show.html", **context)


@shows_data_of("moderation.masked.show")
def who_wrote():
    about = (request.view_args or {})["words_id"]
    author = db.select(MaskedWords.author_id).filter_by(id=about)
    return db.session.scalars(author.where(MaskedWords.author_id.is_not(None)))


@bp.post("/<int:words_id>/show")
def show_as_written(words_id):
    (find_masked(words_id, g.municipality) or abort(404)).show(current_user)
    return _done(_("원래 글이 보이게 했어요."))


@bp.post("/<int:words_id>/keep")
def leave_masked(words_id):
    (find_masked(words_id, g.municipality) or abort(404)).leave_masked(current_user)
    return _done(_("가린 채로 두고 원래 글은 지웠어요."))


@bp.errorhandler(AlreadyDecided)
def already_decided(_error):
    return refuse(_("다른 담당자가 이미 정했어요."), 409)


@bp.errorhandler(WordsChanged)
def words_changed(_error):
    return refuse(_("쓴 사람이 그 뒤에 글을 고쳐서 그대로 보이게 할 수 없어요."), 409)


def _done(sentence):
    db.session.commit()
    flash(sentence, "ok")
    return redirect(url_for(".index"), 303)
