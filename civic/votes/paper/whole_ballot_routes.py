"""Whole paper ballots: the blank sheet to print, and typing what was written on the sheets."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.people.rules import AlreadyDecided, SamePerson
from civic.photos.browser import take_in
from civic.photos.intake import Rejected
from civic.photos.models import Photo
from civic.photos.refusals import REFUSALS
from civic.votes.labels import HOW_TO_ON_PAPER
from civic.votes.models import PaperSheet, ballot_terms, hold_open, on_ballot
from civic.votes.paper.forms import BallotsForm, CheckForm
from civic.votes.paper.labels import fault_words
from civic.votes.paper.routes import already_decided, already_sealed, same_person
from civic.votes.rules import AlreadySealed, BallotsDiffer, FaultyLines
from civic.web.idempotency import new_key, request_key
from civic.web.security import locks_late, takes_uploads

bp = Blueprint(
    "ballot_sheets", __name__, url_prefix="/<municipality>/<int:round_number>/office/vote/ballots"
)
bp.register_error_handler(SamePerson, same_person)
bp.register_error_handler(AlreadyDecided, already_decided)
bp.register_error_handler(AlreadySealed, already_sealed)
MOST_PHOTOS = 20


@bp.get("/blank")
def blank():
    """The round's ballot on paper, to print."""
    how_to = HOW_TO_ON_PAPER[g.round.ballot_form]
    return render_template(
        "votes/paper/blank_ballot.html", solutions=on_ballot(g.round), how_to=how_to
    )


@bp.post("")
@takes_uploads
@locks_late
def enter():
    """Ballots typed one a line, with photos of the sheets; another planner types them again."""
    _only_whole_ballots()
    photos, wrong = _photos_sent()
    form = BallotsForm()
    if not form.validate_on_submit() or wrong:
        return _again(form, photos, wrong)
    try:
        hold_open(g.round)
        PaperSheet.enter_ballots(g.round, current_user, photos, request_key(), **form.told())
    except FaultyLines as error:
        form.ballots.errors = list(fault_words(error.faults, ballot_terms(g.round)))
        return _again(form, photos)
    db.session.commit()
    flash(_("적었어요. 다른 담당자가 같은 투표지를 다시 적어 맞으면 표에 더해요."), "ok")
    return redirect(url_for("paper.index"), 303)


@bp.get("/<int:sheet_id>/check")
def check(sheet_id):
    return _check_page(_sheet(sheet_id), CheckForm())


@bp.post("/<int:sheet_id>/check")
def confirm(sheet_id):
    """What a second planner reads on the same sheets; where both read alike, it counts."""
    sheet, form, lines = _sheet(sheet_id), CheckForm(), []
    if form.validate_on_submit():
        try:
            hold_open(g.round)
            sheet.confirm_ballots(g.round, current_user, form.ballots.data)
            db.session.commit()
            flash(_("두 사람이 적은 것이 같아요. 집계할 때 함께 세요."), "ok")
            return redirect(url_for("paper.index"), 303)
        except FaultyLines as error:
            form.ballots.errors = list(fault_words(error.faults, ballot_terms(g.round)))
        except BallotsDiffer as error:
            lines = error.lines
    return _check_page(sheet, form, lines), 422


def _only_whole_ballots():
    if not g.round.publishes_ballots:
        abort(404)


def _sheet(sheet_id):
    query = db.select(PaperSheet).filter_by(id=sheet_id, round_id=g.round.id)
    sheet = db.session.scalar(query)
    return sheet if sheet and sheet.ballots is not None else abort(404)


def _photos_sent() -> tuple[list[Photo], str | None]:
    """The sheets' photos, uploaded before or with this form; what is wrong with those sent."""
    keys, wrong = request.form.getlist("photo_keys"), None
    for file in filter(None, request.files.getlist("photos")):
        try:
            keys.append(take_in(file.read()).key)
        except Rejected as rejected:
            wrong = str(REFUSALS[rejected.reason][1])
        db.session.commit()  # SQLite's write lock is not held while the next picture is shrunk
    photos = Photo.usable(keys, current_user, None)[:MOST_PHOTOS]
    photos = photos or PaperSheet.photos_sent(current_user, request_key())
    for photo in photos:
        photo.withhold()  # for the office's eyes only
    if not photos:
        wrong = wrong or _("투표지의 사진을 함께 올려 주세요.")
    return photos, wrong


def _again(form, photos, wrong=None):
    """The form with what is wrong said; its photos need not be sent again."""
    db.session.commit()
    page = {"form": form, "photos": photos, "photo_error": wrong, "key": new_key()}
    return render_template("votes/paper/ballots_again.html", solutions=_solutions(), **page), 422


def _check_page(sheet, form, lines=()):
    numbers = {solution.id: solution.number for solution in _solutions()}
    context = {"form": form, "lines": lines, "numbers": numbers, "solutions": _solutions()}
    return render_template("votes/paper/check_ballots.html", sheet=sheet, **context)


def _solutions():
    return on_ballot(g.round, removed=True)
