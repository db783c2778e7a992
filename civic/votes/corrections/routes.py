"""무효와 빼기: what two planners may do to a vote before it is counted, and nobody alone."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.people.access_log.whose import shows_data_of
from civic.people.addresses import NotAnAddress, read_address
from civic.people.models import Person
from civic.people.rules import AlreadyProposed
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.forms import AnnulmentForm, RemovalForm
from civic.votes.corrections.removal import Removal, may_remove
from civic.votes.rules import AlreadySealed, NotOnBallot, NotOnRoll
from civic.web.errors import refuse_when

bp = Blueprint("corrections", __name__, url_prefix="/office/vote")


@dataclass(frozen=True)
class Correction:
    """What two planners may do to a running vote, and what they are told about it.

    propose(form, reason) makes the row. field: the form's that says what it is about.
    unknown: the errors of a proposal about nothing, whose sentence is not_there.
    """

    row: type[Annulment] | type[Removal]
    form: type[AnnulmentForm] | type[RemovalForm]
    field: str
    propose: Callable
    unknown: tuple[type[Exception], ...]
    not_there: str
    already_proposed: str
    confirmed: str
    dropped: str


def propose_annulment(form, reason):
    person = Person.at(read_address(form.address.data).text)
    Annulment.propose(g.round, person, current_user, reason)


def propose_removal(form, reason):
    Removal.propose(g.round, form.solution_id.data, current_user, reason)


CORRECTIONS = {
    "annul": Correction(
        row=Annulment,
        form=AnnulmentForm,
        field="address",
        propose=propose_annulment,
        unknown=(NotAnAddress, NotOnRoll),
        not_there=_l("이 투표에 표를 낸 사람 가운데 그 주소를 쓰는 사람이 없어요."),
        already_proposed=_l("이 사람의 표는 이미 확인을 기다리고 있어요."),
        confirmed=_l("표를 무효로 했어요. 그 주민에게 알리고, 결과에는 이유와 수만 공개해요."),
        dropped=_l("무효로 하지 않기로 했어요. 그 표는 그대로 세요."),
    ),
    "remove": Correction(
        row=Removal,
        form=RemovalForm,
        field="solution_id",
        propose=propose_removal,
        unknown=(NotOnBallot,),
        not_there=_l("이미 뺐거나 확인을 기다리고 있어요."),
        already_proposed=_l("이미 뺐거나 확인을 기다리고 있어요."),
        confirmed=_l("투표지에서 뺐어요. 이미 투표한 주민이 있으면 다시 확인해 달라고 알려요."),
        dropped=_l("빼지 않기로 했어요. 투표지는 그대로예요."),
    ),
}


@shows_data_of("votes.corrections.index", "votes.corrections.propose", "votes.corrections.confirm")
def voters_shown():
    """Whose ballots wait to be annulled, and whose address was typed to add one."""
    people = [row.participation.person_id for row in Annulment.waiting(g.round)]
    try:
        typed = Person.at(read_address(request.form.get("address", "")).text)
    except NotAnAddress:
        typed = None
    return people if typed is None else [*people, typed.id]


@bp.get("/corrections")
def index():
    return corrections_page()


@bp.post("/<any(annul, remove):act>")
def propose(act):
    """Nothing changes until another planner confirms."""
    correction = CORRECTIONS[act]
    form = correction.form.of(g.round)
    if form.validate_on_submit():
        try:
            correction.propose(form, " ".join(form.reason.data.split()))
            sentence = _("제안했어요. 다른 담당자가 확인하기 전에는 아무것도 바뀌지 않아요.")
            return done(sentence)
        except correction.unknown:
            form[correction.field].errors = [correction.not_there]
        except AlreadyProposed:
            form[correction.field].errors = [correction.already_proposed]
        db.session.rollback()
    return corrections_page({act: form}), 422


@bp.post("/<any(annul, remove):act>/<int:row_id>/confirm")
def confirm(act, row_id):
    find_row(act, row_id).confirm(current_user)
    return done(CORRECTIONS[act].confirmed)


@bp.post("/<any(annul, remove):act>/<int:row_id>/drop")
def drop(act, row_id):
    find_row(act, row_id).drop(current_user)
    return done(CORRECTIONS[act].dropped)


refuse_when(
    bp,
    {
        AlreadySealed: (_l("이미 집계하고 봉인해서 바꿀 수 없어요."), 409),
        NotOnRoll: (_l("그 사이에 주민이 투표를 취소해서 무효로 할 표가 없어요."), 409),
    },
)


def find_row(act, row_id):
    query = db.select(CORRECTIONS[act].row).filter_by(id=row_id, round_id=g.round.id)
    return db.session.scalar(query) or abort(404)


def done(sentence):
    db.session.commit()
    flash(sentence, "ok")
    return redirect(url_for(".index"), 303)


def corrections_page(forms=None):
    """forms: by act, those with mistakes; the others are drawn fresh."""
    forms = forms or {}
    return render_template(
        "votes/corrections/show.html",
        annul_form=forms.get("annul") or AnnulmentForm(formdata=None),
        removal_form=forms.get("remove") or RemovalForm.of(g.round, request.args.get("solution")),
        removals=Removal.of(g.round),
        may_remove=may_remove(g.round),
        waiting=Annulment.waiting(g.round),
        annulments=Annulment.published(g.round),
        sealed=g.round.vote_sealed_at is not None,
    )
