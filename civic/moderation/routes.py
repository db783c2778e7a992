"""Flagging by residents; the planner's queue, decisions and their log."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.issues.rules import ReasonMissing
from civic.moderation import log as audit
from civic.moderation import masked, masked_routes, waiting_routes, waves
from civic.moderation import queue as waiting_room
from civic.moderation.forms import DecisionForm, FlagForm
from civic.moderation.labels import ACTS, FLAG_REASONS, KIND_NAMES
from civic.moderation.recording import note_act
from civic.moderation.subjects import AlreadyHidden, NotHidden, Subject, find_subject
from civic.web.addresses import own_path
from civic.web.errors import refuse_when
from civic.web.limits import by_setting

bp = Blueprint("moderation", __name__, url_prefix="/<municipality>/<int:round_number>")
bp.register_blueprint(masked_routes.bp)
bp.register_blueprint(waiting_routes.bp)
bp.before_app_request(note_act)
# kind: its part of an address.
PATHS = {
    "issue": "issues/<int:issue_id>",
    "issue_comment": "issue-comments/<int:comment_id>",
    "solution": "solutions/<int:solution_id>",
    "solution_comment": "solution-comments/<int:comment_id>",
}
ID_NAMES = {kind: path.split(":")[1].rstrip(">") for kind, path in PATHS.items()}


refuse_when(
    bp,
    {
        AlreadyHidden: (_l("담당자가 이미 가린 글이에요."), 409),
        NotHidden: (_l("가려지지 않은 글이에요."), 409),
    },
)


@bp.app_template_global()
def moderation_address(act: str, kind: str, thing_id: int) -> str:
    """The address of flag, hide, restore or dismiss for a thing."""
    values: dict[str, Any] = {ID_NAMES[kind]: thing_id}
    return url_for(f"moderation.{act}_{kind}", **values)


@bp.app_template_global()
def subject_address(subject: Subject) -> str:
    """The page that shows a thing, in the thing's own round."""
    page = "solutions" if subject.kind.startswith("solution") else "issues"
    values: dict[str, Any] = {ID_NAMES[page.removesuffix("s")]: subject.page_of.id}
    anchor = f"c{subject.thing.id}" if subject.is_comment else None
    return url_for(f"{page}.show", round_number=subject.round.number, _anchor=anchor, **values)


def find(kind: str, which: dict) -> Subject:
    """The thing an address names. Raises: 404 when it is not of this municipality."""
    return find_subject(kind, which[ID_NAMES[kind]], g.municipality) or abort(404)


@by_setting("WRITING_LIMIT")
def flag(kind, **which):
    """Object to a thing; a second time changes nothing."""
    subject, form = find(kind, which), FlagForm()
    if not form.validate_on_submit():
        page = render_template("moderation/flag.html", subject=subject, form=form)
        return page, 422 if form.errors else 200
    new = subject.flag(current_user, form.reason)
    db.session.commit()
    flash(
        _("알려 줘서 고마워요. 담당자가 살펴볼게요.") if new else _("이미 신고한 글이에요."), "ok"
    )
    return redirect(subject_address(subject), 303)


def hide(kind, **which):
    return _decide(find(kind, which), "hide", _("가렸어요. 주민에게는 이유가 보여요."))


def restore(kind, **which):
    return _decide(find(kind, which), "restore", _("다시 보이게 했어요."))


def dismiss(kind, **which):
    return _decide(find(kind, which), "dismiss", _("신고를 살펴봤고 그대로 뒀어요."))


def _decide(subject, act, done):
    form = DecisionForm()
    if not form.validate():
        return _again(subject, act, form)
    try:
        getattr(subject, act)(current_user, form.reason.data or "")
    except ReasonMissing:
        form.reason.errors = [_("주민에게 보여 줄 이유를 적어 주세요. 300자까지 쓸 수 있어요.")]
        return _again(subject, act, form)
    db.session.commit()
    flash(done, "ok")
    return redirect(own_path(form.next.data or url_for(".queue")), 303)


def _again(subject, act, form):
    return render_template("moderation/decide.html", subject=subject, act=act, form=form), 422


for _kind, _path in PATHS.items():
    bp.add_url_rule(
        f"/{_path}/flag", f"flag_{_kind}", flag, defaults={"kind": _kind}, methods=["GET", "POST"]
    )
    for _act in (hide, restore, dismiss):
        bp.add_url_rule(
            f"/office/{_path}/{_act.__name__}",
            f"{_act.__name__}_{_kind}",
            _act,
            defaults={"kind": _kind},
            methods=["POST"],
        )


@bp.get("/office/queue")
def queue():
    """Flagged things first, then reports nobody answered yet."""
    return render_template(
        "moderation/queue.html",
        flagged=waiting_room.flagged(g.municipality),
        masked=masked.waiting(g.municipality),
        held=waves.waiting_number(g.municipality),
        waiting=waiting_room.waiting(g.round),
        page=waiting_room.waiting_page(g.round),
        reasons=FLAG_REASONS,
        kinds=KIND_NAMES,
    )


@bp.get("/office/log")
def log():
    """Who did what, when and why."""
    page = audit.log_page(g.municipality)
    return render_template("moderation/log.html", page=page, acts=ACTS, kinds=KIND_NAMES)
