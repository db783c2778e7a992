"""결과에 따라 옮기기: what would move and what stays, and the one press that moves it."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.plans.outcomes.forms import MoveForm
from civic.plans.outcomes.labels import MOVE_NAMES, STAYS
from civic.plans.outcomes.moves import done_of, follow, previews
from civic.plans.outcomes.rules import MOVES
from civic.triage.models import NoIssueChosen
from civic.web.idempotency import new_key, request_key
from civic.web.templating import give_templates

bp = Blueprint("outcomes", __name__, url_prefix="/outcomes")
give_templates(bp, MOVE_NAMES=MOVE_NAMES, STAYS=STAYS)


@bp.get("")
def show():
    return _page()


@bp.post(f"/<any({','.join(MOVES)}):move>")
def move(move):
    form = MoveForm(move)
    if not form.validate():
        return _page(move, form), 422
    words = {"status": form.status.data, "reason": form.reason.data}
    try:
        done = follow(g.round, move, current_user, form.revision, request_key(), **words)
    except NoIssueChosen:
        db.session.rollback()
        flash(_("이 소식을 전할 제보가 이제 없어요. 다른 담당자가 먼저 했을 수 있어요."), "warn")
        return redirect(url_for(".show"), 303)
    db.session.commit()
    flash(_("%(n)s건을 옮겼어요. 따르는 주민에게 한 번만 알려요.", n=f"{done.count:,}"), "ok")
    return redirect(url_for("triage.show_act", act_id=done.id), 303)


def _page(sent=None, wrong=None):
    """Every move that is due. wrong: the form of the move that was refused."""
    shown, seen = previews(g.round), g.round.office_revision
    forms = {preview.move: MoveForm.empty(preview.move, seen) for preview in shown}
    return render_template(
        "plans/outcomes/show.html",
        previews=shown,
        forms=forms | ({sent: wrong} if wrong else {}),
        # One each: a move sent after another of the same page is no repetition of that one.
        keys={move: new_key() for move in forms} | ({sent: request_key()} if wrong else {}),
        done=done_of(g.round),
    )
