"""무효와 빼기: what two planners may do to a vote before it is counted, and nobody alone."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.people.addresses import NotAnAddress, read_address
from civic.people.models import Person
from civic.people.rules import AlreadyDecided, SamePerson
from civic.votes.corrections.forms import AnnulForm, RemovalForm
from civic.votes.models import Annulment, Removal, on_ballot
from civic.votes.rules import AlreadyProposed, AlreadySealed, NotOnBallot, NotOnRoll
from civic.web.errors import refuse

bp = Blueprint("corrections", __name__, url_prefix="/<municipality>/<int:round_number>/office/vote")


@bp.get("/corrections")
def index():
    return _page()


@bp.post("/annul")
def annul():
    """Propose to take a ballot out; it counts until another planner confirms."""
    form = AnnulForm()
    if not form.validate_on_submit():
        return _page(annul_form=form), 422
    try:
        person = Person.at(read_address(form.address.data).text)
        Annulment.propose(g.round, person, current_user, " ".join(form.reason.data.split()))
    except (NotAnAddress, NotOnRoll):
        form.address.errors = [_("이 투표에 표를 낸 사람 가운데 그 주소를 쓰는 사람이 없어요.")]
    except AlreadyProposed:
        form.address.errors = [_("이 사람의 표는 이미 확인을 기다리고 있어요.")]
    return _again(annul_form=form) if form.errors else _waits()


@bp.post("/annul/<int:annulment_id>/confirm")
def confirm_annulment(annulment_id):
    _find(Annulment, annulment_id).confirm(current_user)
    return _done(_("표를 무효로 했어요. 그 주민에게 알리고, 결과에는 이유와 수만 공개해요."))


@bp.post("/annul/<int:annulment_id>/drop")
def drop_annulment(annulment_id):
    _find(Annulment, annulment_id).drop(current_user)
    return _done(_("무효로 하지 않기로 했어요. 그 표는 그대로 세요."))


@bp.post("/remove")
def remove():
    """Propose to take a solution off the running ballot; it stays until another confirms."""
    form = RemovalForm.of(on_ballot(g.round))
    if not form.validate_on_submit():
        return _page(removal_form=form), 422
    try:
        reason = " ".join(form.reason.data.split())
        Removal.propose(g.round, form.solution_id.data, current_user, reason)
    except (NotOnBallot, AlreadyProposed):
        form.solution_id.errors = [_("이미 뺐거나 확인을 기다리고 있어요.")]
    return _again(removal_form=form) if form.errors else _waits()


@bp.post("/remove/<int:removal_id>/confirm")
def confirm_removal(removal_id):
    _find(Removal, removal_id).confirm(current_user)
    return _done(_("투표지에서 뺐어요. 투표한 주민 모두에게 다시 확인해 달라고 알려요."))


@bp.post("/remove/<int:removal_id>/drop")
def drop_removal(removal_id):
    _find(Removal, removal_id).drop(current_user)
    return _done(_("빼지 않기로 했어요. 투표지는 그대로예요."))


@bp.errorhandler(SamePerson)
def same_person(_error):
    return refuse(_("제안한 사람은 확인할 수 없어요. 다른 담당자가 확인해 주세요."), 409)


@bp.errorhandler(AlreadyDecided)
def already_decided(_error):
    return refuse(_("그 사이에 확인했거나 취소했어요."), 409)


@bp.errorhandler(AlreadySealed)
def already_sealed(_error):
    return refuse(_("이미 집계하고 봉인해서 바꿀 수 없어요."), 409)


@bp.errorhandler(NotOnRoll)
def not_on_roll(_error):
    return refuse(_("그 사이에 주민이 투표를 취소해서 무효로 할 표가 없어요."), 409)


def _find(model, id):
    return db.session.scalar(db.select(model).filter_by(id=id, round_id=g.round.id)) or abort(404)


def _again(**form):
    db.session.rollback()
    return _page(**form), 422


def _waits():
    return _done(_("제안했어요. 다른 담당자가 확인하기 전에는 아무것도 바뀌지 않아요."))


def _done(sentence):
    db.session.commit()
    flash(sentence, "ok")
    return redirect(url_for(".index"), 303)


def _page(annul_form=None, removal_form=None):
    return render_template(
        "votes/corrections/show.html",
        annul_form=annul_form or AnnulForm(formdata=None),
        removal_form=removal_form or RemovalForm.of(on_ballot(g.round)),
        removals=Removal.of(g.round),
        waiting=Annulment.waiting(g.round),
        annulments=Annulment.published(g.round),
        sealed=g.round.vote_sealed_at is not None,
    )
