"""The planners' page of a vote: paper sheets that two people agree on, and annulled ballots."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.people.rules import AlreadyDecided, SamePerson
from civic.photos.browser import keep, store
from civic.photos.intake import Rejected
from civic.photos.models import Photo
from civic.photos.refusals import REFUSALS
from civic.votes.models import PaperSheet, Tally, hold_open, on_ballot
from civic.votes.paper.forms import SOURCES, BallotsForm, SheetForm
from civic.votes.rules import (
    AlreadySealed,
    BadSheet,
    NeedsWholeBallots,
    SheetOfAnother,
)
from civic.web.errors import refuse
from civic.web.idempotency import new_key, request_key
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("paper", __name__, url_prefix="/<municipality>/<int:round_number>/office/vote")


@bp.get("")
def index():
    return _page()


@bp.post("")
@takes_uploads
@locks_late
def enter():
    """A sheet, its photo with it; another planner confirms it."""
    (photo, wrong), form = _photo_sent(), SheetForm.of(_solutions())
    if not form.validate_on_submit() or wrong:
        return _again(form, photo, wrong)
    try:
        hold_open(g.round)
        PaperSheet.enter(g.round, current_user, photo, request_key(), **form.told())
    except BadSheet as error:
        form.voters.errors = [_wrong_sum(error.reason)]
        return _again(form, photo)
    db.session.commit()
    flash(_("적었어요. 다른 담당자가 종이와 맞춰 보고 확인하면 표에 더해요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/<int:sheet_id>/confirm")
def confirm(sheet_id):
    hold_open(g.round)
    _sheet(sheet_id).confirm_sums(current_user)
    db.session.commit()
    flash(_("확인했어요. 집계할 때 함께 세요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/<int:sheet_id>/drop")
def drop(sheet_id):
    """Take out a sheet that was entered wrongly, so that it can be entered anew."""
    hold_open(g.round)
    _sheet(sheet_id).drop(current_user)
    db.session.commit()
    flash(_("이 종이는 세지 않아요. 다시 적을 수 있어요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.errorhandler(NeedsWholeBallots)
def needs_whole_ballots(_error):
    sentence = _("이 투표는 투표지를 한 장씩 세어서, 합계만 있는 표는 더할 수 없어요.")
    return refuse(sentence + " " + _("손을 들어 정한 모임에서도 투표지에 적어 모아 주세요."), 409)


@bp.errorhandler(SamePerson)
def same_person(_error):
    return refuse(_("적은 사람은 확인할 수 없어요. 다른 담당자가 확인해 주세요."), 409)


@bp.errorhandler(SheetOfAnother)
def sheet_of_another(_error):
    sentence = _("적은 담당자만 뺄 수 있어요.")
    return refuse(
        sentence + " " + _("틀렸다면 그 담당자에게 빼고 다시 적어 달라고 해 주세요."), 409
    )


@bp.errorhandler(AlreadyDecided)
def already_decided(_error):
    return refuse(_("그 사이에 확인되었거나 빠진 종이예요."), 409)


@bp.errorhandler(AlreadySealed)
def already_sealed(_error):
    return refuse(_("이미 집계하고 봉인해서 바꿀 수 없어요."), 409)


def _photo_sent() -> tuple[Photo | None, str | None]:
    """The sheet's photo, kept by its key where it came with an earlier, wrong form; what is wrong
    with the one sent now."""
    key, file, wrong = request.form.getlist("photo_key")[:1], request.files.get("photo"), None
    try:
        sent = store(file.read()) if file else None  # before the first query locks the database
    except Rejected as rejected:
        sent, wrong = None, REFUSALS[rejected.reason][1]
    photo = keep(sent) if sent else next(iter(Photo.usable(key, current_user, None)), None)
    photo = photo or next(iter(PaperSheet.photos_sent(current_user, request_key())), None)
    if wrong:
        return photo, wrong
    if photo is None:
        return None, _("투표지를 모은 종이의 사진을 함께 올려 주세요.")
    photo.withheld_at = photo.withheld_at or now()  # for the office's eyes only
    return photo, None


def _again(form, photo, wrong=None):
    """The form with what is wrong said; its photo need not be sent again."""
    db.session.commit()
    return _page(form=form, photo=photo, photo_error=wrong), 422


def _page(form=None, photo=None, photo_error=None):
    return render_template(
        "votes/office.html",
        form=form or SheetForm.of(_solutions()),
        ballots_form=BallotsForm(),
        solutions=_solutions(),
        photo=photo,
        photo_error=photo_error,
        sheets=PaperSheet.of(g.round),
        sealed=Tally.of(g.round) is not None,
        SOURCES=SOURCES,
        key=new_key(),
    )


def _solutions():
    """What a sheet can hold; what was taken off meanwhile may stand on paper filled in before."""
    return on_ballot(g.round, removed=True)


def _sheet(sheet_id):
    query = db.select(PaperSheet).filter_by(id=sheet_id, round_id=g.round.id)
    return db.session.scalar(query) or abort(404)


def _wrong_sum(reason):
    if reason == "more_than_voters":
        return _("한 해결방안의 표가 투표한 사람보다 많을 수 없어요.")
    return _(
        "표를 모두 더한 값은 투표한 사람 수 이상, 그 %(k)s배 이하여야 해요.", k=g.round.max_choices
    )
