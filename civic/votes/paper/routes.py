"""The planners' page of paper: a sheet's sums or its whole ballots, which two people agree on."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.people.typed_by_two import speaks_of_paper
from civic.votes.ballots.frozen_ballot import hold_open, on_ballot
from civic.votes.labels import HOW_TO_ON_PAPER
from civic.votes.paper.forms import BallotCheckForm, BallotsForm, SheetForm
from civic.votes.paper.labels import SOURCES
from civic.votes.paper.models import PaperSheet
from civic.votes.paper.photos import many_photos, one_photo
from civic.votes.rules import (
    AlreadySealed,
    BadSheet,
    BallotsDiffer,
    FaultyBallots,
    NeedsWholeBallots,
    SheetOfAnother,
)
from civic.web.errors import refuse, refuse_when
from civic.web.idempotency import new_key, request_key
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("paper", __name__, url_prefix="/office/vote")
speaks_of_paper(bp, _l("그 사이에 확인되었거나 빠진 종이예요."))


@bp.get("")
def index():
    return sums_page()


@bp.post("")
@takes_uploads
@locks_late
def enter():
    """A sheet's sums, its photo with it; another planner confirms it."""
    photos, photo_error = one_photo()
    form = SheetForm.of(solutions_on_paper())
    if entered(form, photos, photo_error, PaperSheet.enter):
        return back(_("적었어요. 다른 담당자가 종이와 맞춰 보고 확인하면 표에 더해요."))
    return sums_page(form, photos, photo_error), 422


@bp.post("/ballots")
@takes_uploads
@locks_late
def enter_ballots():
    """Ballots typed one a line, with photos of the sheets; another planner types them again."""
    if not g.round.publishes_ballots:
        abort(404)
    photos, photo_error = many_photos()
    form = BallotsForm()
    if entered(form, photos, photo_error, PaperSheet.enter_ballots):
        return back(_("적었어요. 다른 담당자가 같은 투표지를 다시 적어 맞으면 표에 더해요."))
    chosen = [(photo, "") for photo in photos]
    context = {"form": form, "chosen": chosen, "photo_error": photo_error, "key": new_key()}
    context["solutions"] = solutions_on_paper()
    return render_template("votes/paper/ballots_again.html", **context), 422


@bp.get("/ballots/blank")
def blank():
    """The round's ballot on paper, to print."""
    how_to = HOW_TO_ON_PAPER[g.round.ballot_form]
    return render_template(
        "votes/paper/blank_ballot.html", solutions=on_ballot(g.round), how_to=how_to
    )


@bp.get("/ballots/<int:sheet_id>/check")
def check(sheet_id):
    return check_page(find_whole_ballots(sheet_id), BallotCheckForm())


@bp.post("/ballots/<int:sheet_id>/check")
def confirm_ballots(sheet_id):
    """What a second planner reads on the same sheets; where both read alike, it counts."""
    sheet, form, lines = find_whole_ballots(sheet_id), BallotCheckForm(), []
    if form.validate_on_submit():
        try:
            hold_open(g.round)
            sheet.confirm_ballots(g.round, current_user, form.ballots.data)
            db.session.commit()
            return back(_("두 사람이 적은 것이 같아요. 집계할 때 함께 세요."))
        except FaultyBallots as error:
            form.refuse(error, g.round)
        except BallotsDiffer as error:
            lines = error.lines
    return check_page(sheet, form, lines), 422


@bp.post("/<int:sheet_id>/confirm")
def confirm(sheet_id):
    hold_open(g.round)
    find_sheet(sheet_id).confirm_sums(current_user)
    db.session.commit()
    return back(_("확인했어요. 집계할 때 함께 세요."))


@bp.post("/<int:sheet_id>/drop")
def drop(sheet_id):
    """Take out a sheet that was entered wrongly, so that it can be entered anew."""
    hold_open(g.round)
    find_sheet(sheet_id).drop(current_user)
    db.session.commit()
    return back(_("이 종이는 세지 않아요. 다시 적을 수 있어요."))


@bp.errorhandler(NeedsWholeBallots)
def needs_whole_ballots(_error):
    sentence = _("이 투표는 투표지를 한 장씩 세어서, 합계만 있는 표는 더할 수 없어요.")
    return refuse(sentence + " " + _("손을 들어 정한 모임에서도 투표지에 적어 모아 주세요."), 409)


@bp.errorhandler(SheetOfAnother)
def sheet_of_another(_error):
    sentence = _("적은 담당자만 뺄 수 있어요.")
    return refuse(
        sentence + " " + _("틀렸다면 그 담당자에게 빼고 다시 적어 달라고 해 주세요."), 409
    )


refuse_when(bp, {AlreadySealed: (_l("이미 집계하고 봉인해서 바꿀 수 없어요."), 409)})


def entered(form, photos, photo_error, enter) -> bool:
    """The sheet is stored; if not, the form says why, and its photos stay uploaded.

    enter: PaperSheet.enter or PaperSheet.enter_ballots.
    """
    is_stored = False
    if form.validate_on_submit() and not photo_error:
        try:
            hold_open(g.round)
            enter(g.round, current_user, photos, request_key(), **form.values())
            is_stored = True
        except (BadSheet, FaultyBallots) as error:
            form.refuse(error, g.round)
    db.session.commit()
    return is_stored


def back(sentence):
    flash(sentence, "ok")
    return redirect(url_for(".index"), 303)


def sums_page(form=None, photos=(), photo_error=None):
    return render_template(
        "votes/paper/index.html",
        form=form or SheetForm.of(solutions_on_paper()),
        ballots_form=BallotsForm(),
        solutions=solutions_on_paper(),
        photo=next(iter(photos), None),
        photo_error=photo_error,
        sheets=PaperSheet.of(g.round),
        sealed=g.round.vote_sealed_at is not None,
        SOURCES=SOURCES,
        key=new_key(),
    )


def check_page(sheet, form, lines=()):
    solutions = solutions_on_paper()
    numbers = {solution.id: solution.number for solution in solutions}
    context = {"form": form, "lines": lines, "numbers": numbers, "solutions": solutions}
    return render_template("votes/paper/check_ballots.html", sheet=sheet, **context)


def solutions_on_paper():
    """What a sheet can hold; what was taken off meanwhile may stand on paper filled in before."""
    return on_ballot(g.round, removed=True)


def find_sheet(sheet_id):
    query = db.select(PaperSheet).filter_by(id=sheet_id, round_id=g.round.id)
    return db.session.scalar(query) or abort(404)


def find_whole_ballots(sheet_id):
    sheet = find_sheet(sheet_id)
    return sheet if sheet.ballots is not None else abort(404)
