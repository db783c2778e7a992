"""The planner looks at words in which personal data was masked, and decides about each; and masks
by hand what was not found."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.moderation.forms import SpotForm
from civic.moderation.labels import KIND_NAMES
from civic.moderation.masked import find_masked, waiting
from civic.moderation.models import KINDS
from civic.moderation.spots import SpotNotFound, mask_spot, words_of
from civic.moderation.subjects import find_subject
from civic.people.access_log.whose import shows_data_of
from civic.people.labels import PERSONAL_NAMES
from civic.people.masked_words import MaskedWords, WordsChanged
from civic.people.rules import AlreadyDecided
from civic.web.errors import refuse_when

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


@bp.post("/<int:words_id>/show-spots")
def show_spots(words_id):
    (find_masked(words_id, g.municipality) or abort(404)).show_spots(current_user)
    return _done(_("담당자가 가린 말이 다시 보이게 했어요."))


@bp.route(f"/new/<any({','.join(KINDS)}):subject_kind>/<int:thing_id>", methods=["GET", "POST"])
def mask(subject_kind, thing_id):
    """Mask words that a planner chooses, wherever they stand in one thing."""
    subject = find_subject(subject_kind, thing_id, g.municipality) or abort(404)
    form = SpotForm()
    if form.validate_on_submit():
        try:
            mask_spot(subject, current_user, form.spot, form.reason.data)
        except SpotNotFound:
            db.session.rollback()
            form.words.errors = [
                _("이 글에 그런 말이 없어요. 띄어쓰기까지 글에 적힌 그대로 적어 주세요.")
            ]
        else:
            db.session.commit()
            flash(_("가렸어요. 주민에게는 ●●●로 보여요."), "ok")
            return redirect(url_for(".mask", **request.view_args or {}), 303)
    context = {"subject": subject, "form": form, "texts": words_of(subject), "kinds": KIND_NAMES}
    page = render_template("moderation/masked/mask.html", **context)
    return page, 422 if form.errors else 200


refuse_when(
    bp,
    {
        AlreadyDecided: (_l("다른 담당자가 이미 정했어요."), 409),
        WordsChanged: (_l("쓴 사람이 그 뒤에 글을 고쳐서 그대로 보이게 할 수 없어요."), 409),
    },
)


def _done(sentence):
    db.session.commit()
    flash(sentence, "ok")
    return redirect(url_for(".index"), 303)
