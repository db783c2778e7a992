"""flask demo prepare: the finished round's promises are kept before anybody looks."""

from civic.db import db
from civic.housekeeping.report import report
from civic.rounds.models import Round
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation


def test_the_round_of_2021_has_no_link_left_and_the_one_at_its_vote_has(app, demo, monkeypatch):
    monkeypatch.setattr("civic.demo.cli.upgrade", lambda: None)
    assert app.test_cli_runner().invoke(args=["demo", "prepare", "--quiet"]).exit_code == 0
    finished, voting = db.session.scalars(db.select(Round).order_by(Round.number).limit(2))
    for round, is_kept in ((finished, False), (voting, True)):
        ballots = db.session.scalars(db.select(Ballot).filter_by(round_id=round.id)).all()
        roll = db.session.scalars(db.select(Participation).filter_by(round_id=round.id)).all()
        assert len(ballots) > 100
        assert any(ballot.participation_id for ballot in ballots) is is_kept
        assert any(row.salt for row in roll) is is_kept
    assert not any(chore.owed for chore in report().chores)
