"""The planner looks at posts of new accounts that wait, and decides about many at once."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.rules import ReasonMissing
from civic.moderation.forms import DecisionForm
from civic.moderation.labels import KIND_NAMES
from civic.moderation.subjects import NotHidden
from civic.moderation.waves import waiting_posts

bp = Blueprint("waiting", __name__, url_prefix="/office/waiting")


@bp.get("/")
def index():
    return _page(DecisionForm(formdata=None))


@bp.post("/")
def decide():
    """Let the chosen ones through, or hide them for a reason; what a colleague decided meanwhile
    stays as they decided."""
    form, chosen = DecisionForm(), set(request.form.getlist("post"))
    refuses = request.form.get("act") == "refuse"
    if not form.validate():
        return _page(form, chosen), 422
    if not chosen:
        return _page(form, chosen, _("먼저 글을 골라 주세요.")), 422
    done = 0
    try:
        for subject in waiting_posts(g.municipality):
            if key_of(subject) in chosen:
                done += _decide(subject, refuses, form.reason.data or "")
    except ReasonMissing:
        db.session.rollback()
        form.reason.errors = [_("가리는 이유를 적어 주세요. 쓴 사람에게 보여요.")]
        return _page(form, chosen), 422
    db.session.commit()
    words = _("글 %(n)s개를 가렸어요.", n=done) if refuses else _("글 %(n)s개가 보여요.", n=done)
    flash(words, "ok")
    return redirect(url_for(".index"), 303)


@bp.app_template_global()
def key_of(subject) -> str:
    """What a form says of which post it is."""
    return f"{subject.kind}-{subject.thing.id}"


def _decide(subject, refuses: bool, reason: str) -> bool:
    """False for what a colleague decided meanwhile."""
    try:
        if refuses:
            subject.refuse(current_user, reason)
        else:
            subject.let_through(current_user)
    except NotHidden:
        return False
    return True


def _page(form, chosen=frozenset(), wrong=""):
    context = {"form": form, "chosen": chosen, "wrong": wrong, "kinds": KIND_NAMES}
    rows = waiting_posts(g.municipality)
    return render_template("moderation/waiting.html", rows=rows, **context)
