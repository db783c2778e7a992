"""Taking a confirmed batch back: one planner says why, another confirms, then it counts no more."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.issues.importing.labels import about_built_on
from civic.issues.importing.refusals import BuiltOn
from civic.meetings.opinions.batch_page import batch_page, find_batch
from civic.meetings.opinions.forms import WithdrawalForm
from civic.meetings.opinions.withdrawal import NotConfirmed, OpinionWithdrawal
from civic.people.rules import AlreadyDecided, AlreadyProposed
from civic.web.errors import refuse, refuse_when

bp = Blueprint("withdrawal", __name__, url_prefix="/<int:opinions_id>/withdrawal")


@bp.post("")
def propose(meeting_id, opinions_id):
    batch, form = find_batch(meeting_id, opinions_id), WithdrawalForm()
    if not form.validate():
        return batch_page(batch, withdrawal_form=form), 422
    OpinionWithdrawal.propose(batch, current_user, form.reason.data)
    sentence = _("되돌리자고 제안했어요. 다른 담당자가 확인하기 전에는 그대로 세요.")
    return _done(meeting_id, opinions_id, sentence)


@bp.post("/confirm")
def confirm(meeting_id, opinions_id):
    _find(meeting_id, opinions_id).confirm(current_user)
    return _done(meeting_id, opinions_id, _("되돌렸어요. 제보와 공감에서 뺐고, 이유를 보여 줘요."))


@bp.post("/drop")
def drop(meeting_id, opinions_id):
    _find(meeting_id, opinions_id).drop(current_user)
    return _done(meeting_id, opinions_id, _("되돌리지 않기로 했어요. 들은 의견은 그대로예요."))


@bp.errorhandler(BuiltOn)
def built_on(error):
    what = about_built_on(error.counts)
    return refuse(_("이 의견에 쌓인 것이 있어 되돌릴 수 없어요: %(what)s", what=what), 409)


refuse_when(
    bp,
    dict.fromkeys(
        (NotConfirmed, AlreadyDecided, AlreadyProposed),
        (_l("그 사이에 되돌렸거나 제안이 바뀌었어요. 다시 봐 주세요."), 409),
    ),
)


def _find(meeting_id, opinions_id):
    """The proposal of this batch. Raises: 404, NotConfirmed when it was dropped meanwhile."""
    proposal = OpinionWithdrawal.of(find_batch(meeting_id, opinions_id))
    if proposal is None:
        raise NotConfirmed
    return proposal


def _done(meeting_id, opinions_id, sentence):
    db.session.commit()
    flash(sentence, "ok")
    address = url_for("meetings.opinions.batch", meeting_id=meeting_id, opinions_id=opinions_id)
    return redirect(address, 303)
