"""The ballot, the count and the result."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.categories import CATEGORIES
from civic.rounds.labels import COMPLETION_NAMES, COUNTING_NAMES, LEVEL_NAMES
from civic.votes.ballots.forms import Sent
from civic.votes.ballots.page import BallotPage, bad_ballot_words, ballot_state
from civic.votes.ballots.turnout import drafts_left, office_voters, voters_by_level
from civic.votes.corrections.routes import bp as corrections_bp
from civic.votes.disclosure_control import few_hidden
from civic.votes.labels import HOW_TO, LEAST_VOTES_RULE, TIE_RULE
from civic.votes.models import Annulment, Participation, Removal, Tally
from civic.votes.paper.routes import bp as paper_bp
from civic.votes.paper.whole_ballot_routes import bp as ballot_sheets_bp
from civic.votes.rules import (
    AnnulmentsWait,
    BadBallot,
    BallotAnnulled,
    CountsDisagree,
    NotAVoter,
    OutOfDate,
    SheetsWait,
)
from civic.votes.seal.ledger import SealRefused
from civic.votes.seal.routes import bp as ledger_bp
from civic.web.errors import refuse
from civic.web.htmx import wants_json
from civic.web.security import locks_late

bp = Blueprint("votes", __name__, url_prefix="/<municipality>/<int:round_number>/vote")
blueprints = [bp, ledger_bp, paper_bp, ballot_sheets_bp, corrections_bp]


@bp.get("")
def show():
    return _page(BallotPage.of(g.round, current_user))


@bp.post("/draft")
@locks_late
def save_draft():
    """Keep what is ticked so far; nothing is counted yet."""
    sent = Sent.read(request.form)
    mine = Participation.save_draft(current_user, g.round, sent.chosen, sent.client_seq)
    state = ballot_state(mine)
    db.session.commit()
    return state if wants_json() else _back(_("임시저장했어요. 제출해야 투표에 들어가요."))


@bp.post("/submit")
@locks_late
def submit():
    sent, address = Sent.read(request.form), url_for(".show")
    Participation.submit(current_user, g.round, sent.chosen, sent.client_seq)
    db.session.commit()
    return _back(_("제출했어요. 마감 전에는 몇 번이든 바꿀 수 있어요."), address)


@bp.post("/withdraw")
@locks_late
def withdraw():
    """Take the ballot back until the deadline."""
    sent, address = Sent.read(request.form), url_for(".show")
    Participation.withdraw(current_user, g.round, sent.client_seq)
    db.session.commit()
    return _back(_("투표를 취소했어요. 마감 전에는 다시 투표할 수 있어요."), address)


@bp.get("/result")
def result():
    page = BallotPage.of(g.round, current_user)
    return render_template(
        "votes/result.html",
        page=page,
        tally=Tally.of(g.round),
        by_level=few_hidden(voters_by_level(g.round)),
        office=office_voters(g.round),
        drafts=drafts_left(g.round),
        removals=Removal.confirmed(g.round),
        annulments=Annulment.published(g.round),
    )


@bp.post("/tally")
def tally():
    Tally.count(g.round, current_user)
    db.session.commit()
    flash(_("집계했어요. 결과를 모두에게 공개했어요."), "ok")
    return redirect(url_for(".result"), 303)


@bp.context_processor
def rule_words():
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
    return _refused(page, bad_ballot_words(error, g.round), 422)


@bp.errorhandler(OutOfDate)
def out_of_date(_error):
    """An old request changes nothing; the answer is what stands now."""
    db.session.rollback()
    sentence = _("다른 화면에서 나중에 고른 것이 있어서 그대로 두었어요. 지금 저장된 것은 이래요.")
    return _refused(BallotPage.of(g.round, current_user), sentence, 409)


@bp.errorhandler(CountsDisagree)
def counts_disagree(_error):
    return refuse(_("표의 수가 서로 맞지 않아 집계를 멈췄어요. 운영자에게 알려 주세요."), 409)


@bp.errorhandler(SheetsWait)
def sheets_wait(error):
    sentence = _("다른 담당자의 확인을 기다리는 종이표가 %(n)s장 있어요.", n=error.waiting)
    return refuse(sentence + " " + _("확인하거나 뺀 뒤에 집계해 주세요."), 409)


@bp.errorhandler(AnnulmentsWait)
def annulments_wait(error):
    sentence = _("다른 담당자의 확인을 기다리는 무효 제안이 %(n)s건 있어요.", n=error.waiting)
    return refuse(sentence + " " + _("확인하거나 취소한 뒤에 집계해 주세요."), 409)


@bp.errorhandler(SealRefused)
def seal_refused(error):
    """Name what verify.py does not agree with; nothing was published."""
    found = "; ".join(korean for korean, _english in error.findings)
    return refuse(_("다시 센 값이 달라서 봉인을 멈췄어요: %(found)s", found=found), 409)


def _page(page, status=200, wrong=None):
    return render_template("votes/ballots/show.html", page=page, wrong=wrong), status


def _refused(page, sentence, status):
    if wants_json():
        return ballot_state(page.participation) | {"error": sentence}, status
    return _page(page, status, sentence)


def _back(sentence, address=None):
    """address: told before the commit by who is in a hurry; after it every row is read again."""
    flash(sentence, "ok")
    return redirect(address or url_for(".show"), 303)
