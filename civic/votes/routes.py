"""The ballot's page and the result's, and what other pages ask about a vote."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.disclosure_control import hide_small_counts
from civic.issues.labels import CATEGORIES
from civic.rounds.labels import COMPLETION_NAMES, COUNTING_NAMES, LEVEL_NAMES
from civic.votes.ballot_page import BallotPage, bad_ballot_sentence, ballot_state
from civic.votes.ballots.forms import Sent
from civic.votes.ballots.turnout import drafts_left, office_voters, voters_by_level
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections import routes as corrections_routes
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.labels import HOW_TO, LEAST_VOTES_RULE, TIE_RULE
from civic.votes.paper import routes as paper_routes
from civic.votes.rules import (
    BadBallot,
    BallotAnnulled,
    NotAVoter,
    NothingChosen,
    OutOfDate,
)
from civic.votes.seal import routes as seal_routes
from civic.votes.seal.tally import Tally
from civic.web.errors import refuse
from civic.web.htmx import wants_json
from civic.web.security import locks_late

bp = Blueprint("votes", __name__, url_prefix="/<municipality>/<int:round_number>")
for part in (paper_routes, corrections_routes, seal_routes):
    bp.register_blueprint(part.bp)


@bp.get("/vote")
def show():
    return _page(BallotPage.of(g.round, current_user))


@bp.post("/vote/draft")
@locks_late
def save_draft():
    """Keep what is ticked so far; nothing is counted yet."""
    sent = Sent.read(request.form)
    mine = Participation.save_draft(current_user, g.round, sent.chosen, sent.client_seq)
    state = ballot_state(mine)
    db.session.commit()
    return state if wants_json() else _back(_("임시저장했어요. 제출해야 투표에 들어가요."))


@bp.post("/vote/review")
@locks_late
def look_over():
    """Keep what is ticked, and show it once more before it is sent."""
    sent, address = Sent.read(request.form), url_for(".review")
    if not sent.chosen:
        raise NothingChosen(sent.chosen)
    Participation.save_draft(current_user, g.round, sent.chosen, sent.client_seq)
    db.session.commit()
    return redirect(address, 303)


@bp.get("/vote/review")
def review():
    page = BallotPage.of(g.round, current_user)
    if page.stage != "open" or not page.votes or not page.chosen:
        return redirect(url_for(".show"), 303)
    return render_template("votes/ballots/review/show.html", page=page)


@bp.post("/vote/submit")
@locks_late
def submit():
    sent, address = Sent.read(request.form), url_for(".submitted")
    stored = Participation.submit(current_user, g.round, sent.chosen, sent.client_seq)
    db.session.commit()
    g.ballot_taken = stored
    return redirect(address, 303)


@bp.get("/vote/submitted")
def submitted():
    """What was chosen, until when it can be changed, and when the result comes."""
    page = BallotPage.of(g.round, current_user)
    if page.stage != "open" or not page.votes or not page.submitted:
        return redirect(url_for(".show"), 303)
    return render_template("votes/ballots/review/submitted.html", page=page)


@bp.post("/vote/withdraw")
@locks_late
def withdraw():
    """Take the ballot back until the deadline."""
    sent, address = Sent.read(request.form), url_for(".show")
    Participation.withdraw(current_user, g.round, sent.client_seq)
    db.session.commit()
    return _back(_("투표를 취소했어요. 마감 전에는 다시 투표할 수 있어요."), address)


@bp.get("/vote/result")
def result():
    page = BallotPage.of(g.round, current_user)
    return render_template(
        "votes/result.html",
        page=page,
        tally=Tally.of(g.round),
        by_level=hide_small_counts(voters_by_level(g.round)),
        office=office_voters(g.round),
        drafts=drafts_left(g.round),
        removals=Removal.confirmed(g.round),
        annulments=Annulment.published(g.round),
    )


@bp.context_processor
def labels():
    return {
        "HOW_TO": HOW_TO,
        "LEVEL_NAMES": LEVEL_NAMES,
        "RULE_NAMES": COUNTING_NAMES,
        "COMPLETION_NAMES": COMPLETION_NAMES,
        "TIE_RULE": TIE_RULE,
        "LEAST_VOTES_RULE": LEAST_VOTES_RULE,
        "CATEGORIES": CATEGORIES,
    }


@bp.app_template_global()
def unsubmitted_ballot():
    """The reader's participation while a draft waits to be submitted, for the bar on every page."""
    # Not on the answer to a failed act: the bar must never ask a database that just refused.
    if request.method != "GET" or "round" not in g or not current_user.is_authenticated:
        return None
    return Participation.unsubmitted(current_user, g.round)


@bp.app_template_global()
def my_participation():
    """The reader's place on this round's roll, or None."""
    if not current_user.is_authenticated:
        return None
    return Participation.of(current_user, g.round)


@bp.app_template_global()
def my_votes():
    """(round, the reader's place on its roll or None, why their ballot there was taken out or None)
    for rounds of this city that they took part in, or can now."""
    mine = Participation.all_of(current_user, g.rounds)
    return [
        (round, mine.get(round.id), Annulment.of(mine.get(round.id)))
        for round in g.rounds
        if round.vote_is_open or round.id in mine
    ]


@bp.app_template_global()
def my_annulment():
    """Why the reader's ballot in this round was taken out, or None."""
    return Annulment.of(my_participation())


@bp.app_template_global()
def tally_here():
    """The result of this round's vote, or None."""
    return Tally.of(g.round)


@bp.errorhandler(NotAVoter)
def not_a_voter(_error):
    if wants_json():
        return refuse(_("거주를 확인한 주민만 투표할 수 있어요."), 403)
    db.session.rollback()
    return _page(BallotPage.of(g.round, current_user), 403)


@bp.errorhandler(BallotAnnulled)
def ballot_annulled(_error):
    """The page says why; nothing that was sent is kept."""
    db.session.rollback()
    if wants_json():
        return refuse(_("내 표가 무효가 되어 이 투표에 다시 참여할 수 없어요."), 403)
    return _page(BallotPage.of(g.round, current_user), 403)


@bp.errorhandler(BadBallot)
def bad_ballot(error):
    """Redraw the ballot with what was ticked and a sentence that states the limit."""
    db.session.rollback()
    page = BallotPage.of(g.round, current_user, sent=error.sent)
    return _refused(page, bad_ballot_sentence(error, g.round), 422)


@bp.errorhandler(OutOfDate)
def out_of_date(_error):
    """An old request changes nothing; the answer is the ballot as it is now."""
    db.session.rollback()
    sentence = _("다른 화면에서 나중에 고른 것이 있어서 그대로 두었어요. 지금 저장된 것은 이래요.")
    return _refused(BallotPage.of(g.round, current_user), sentence, 409)


def _page(page, status=200, wrong=None):
    return render_template("votes/ballots/show.html", page=page, wrong=wrong), status


def _refused(page, sentence, status):
    if wants_json():
        return ballot_state(page.participation) | {"error": sentence}, status
    return _page(page, status, sentence)


def _back(sentence, address=None):
    """address: asked for before the commit where time counts; after it every row is read again."""
    flash(sentence, "ok")
    return redirect(address or url_for(".show"), 303)
