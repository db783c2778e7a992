"""The seal: what is published, that a stranger recounts it, and that an edited vote is noticed."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest

from civic.db import db
from civic.rounds.rules import PhaseClosed
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.event_log import ChainHead, VoteEvent
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.rules import AlreadySealed, NotAVoter, NotOnRoll
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally, TallyRow
from tests.votes.oracle import complaints

WISHES = {"민지": (1, 2), "하준": (1, 2), "서아": (1, 3), "지호": (3, 4)}


@pytest.fixture
def voters(person, round, ballot, open_phase):
    """Votes by number: 1 → 3, 2 → 2, 3 → 2, 4 → 1, 5 → none."""
    open_phase("vote")
    made = {name: person(name, lives=True) for name in WISHES}
    for name, numbers in WISHES.items():
        Participation.submit(made[name], round, [ballot[number].id for number in numbers])
    db.session.commit()
    return made


@pytest.fixture
def doha(person):
    return person("도하", "planner")


@pytest.fixture
def seal(voters, round, seoyeon, clock):
    def count():
        clock(round.phase("vote").ends_at)
        tally = Tally.count(round, seoyeon)
        db.session.commit()
        return tally

    return count


def published(round, folder):
    for name, file in Publication.of(round).items():
        (folder / name).write_bytes(file.body)
    return subprocess.run(
        [sys.executable, "verify.py", "."], cwd=folder, capture_output=True, encoding="utf-8"
    )


def commands(app, *words):
    return app.test_cli_runner().invoke(args=["votes", *words])


def test_a_stranger_recounts_the_download(seal, round, tmp_path):
    tally = seal()
    answer = published(round, tmp_path)
    assert answer.returncode == 0, answer.stdout
    told = json.loads((tmp_path / "result.json").read_bytes())
    assert (told["root"], told["voters"], told["leaves"]) == (tally.root, 4, 8)
    assert [row["id"] for row in told["ranking"]] == [row.solution.number for row in tally.rows]
    assert tally.sealed_at == tally.counted_at


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        ("approval", "greedy-stop"),
        ("approval", "equal-shares"),
        ("knapsack", "greedy-skip"),
        ("ranked", "borda"),
    ],
)
def test_every_form_and_rule_is_recounted(seal, round, tmp_path, form, rule):
    round.ballot_form, round.rule = form, rule
    db.session.commit()
    tally = seal()
    assert published(round, tmp_path).returncode == 0
    assert tally.leaves == (4 if round.publishes_ballots else 8)
    files = Publication.of(round)
    assert ("ballots.pb" in files) is round.publishes_ballots
    assert not round.publishes_ballots or complaints(files["ballots.pb"].body) == {}
    assert tally.selected
    assert len(tally.rows) == 5


def test_no_published_file_names_anybody_or_any_time_of_voting(seal, round):
    seal()
    for name in ("ledger.jsonl", "result.json"):
        text = Publication.of(round)[name].body.decode()
        for secret in (*WISHES, "@example.com", "2026-", "T0"):
            assert secret not in text


def test_a_vote_edited_after_the_seal_is_noticed(seal, round, app):
    seal()
    assert commands(app, "check").output == "gaon/1: agrees\n"
    ballot = db.session.scalars(db.select(Ballot)).first()
    first, _second = ballot.choices
    ballot.choices = [first]
    db.session.commit()
    answer = commands(app, "check")
    assert answer.exit_code == 1
    assert "the root differs; 1 sealed leaves are not in the tables" in answer.output
    assert "1 ballots differ from what was logged" in answer.output


def test_a_vote_edited_before_the_seal_is_noticed_by_the_log(voters, round, app):
    db.session.delete(db.session.scalars(db.select(Ballot)).first())
    db.session.commit()
    answer = commands(app, "check")
    assert (answer.exit_code, "1 ballots differ" in answer.output) == (1, True)


def test_published_files_that_change_are_noticed(seal, round, app):
    seal()
    file = Publication.of(round)["ledger.jsonl"]
    file.body = file.body.replace(b'"solution":1', b'"solution":2', 1)
    db.session.commit()
    answer = commands(app, "check")
    assert answer.exit_code == 1
    assert "published files" in answer.output


def test_a_vote_is_sealed_once(seal, round, seoyeon):
    first = seal()
    again = Tally.count(round, seoyeon)
    assert (again.id, again.root) == (first.id, first.root)
    assert db.session.query(TallyRow).count() == 5
    assert db.session.query(Publication).count() == 4


def test_nothing_is_sealed_before_the_end(voters, round, seoyeon):
    with pytest.raises(PhaseClosed):
        Tally.count(round, seoyeon)
    assert db.session.query(Publication).count() == 0


def test_the_event_log_holds_no_choice_and_its_chain_no_gap(voters, round, clock, app, ballot):
    clock(timedelta(hours=1))
    Participation.submit(voters["민지"], round, [ballot[5].id])
    Participation.withdraw(voters["하준"], round)
    db.session.commit()
    clock(timedelta(hours=1, minutes=5))
    assert commands(app, "chain").exit_code == 0
    assert commands(app, "chain").output == "gaon/1: 0 new heads\n"
    assert [head.events for head in ChainHead.of(round)] == [4, 2]
    assert ChainHead.broken(round) == []
    event = db.session.scalars(db.select(VoteEvent).order_by(VoteEvent.id)).first()
    event.at -= timedelta(minutes=1)
    db.session.commit()
    assert len(ChainHead.broken(round)) == 1
    assert commands(app, "check").exit_code == 1


def test_the_seal_closes_the_chain(seal, round):
    seal()
    heads = ChainHead.of(round)
    assert sum(head.events for head in heads) == 4
    assert heads[-1].until == round.phase("vote").ends_at


def test_the_chain_covers_annulments_after_the_end_and_grows_no_more_once_sealed(
    voters, round, seoyeon, doha, clock, app
):
    clock(round.phase("vote").ends_at + timedelta(hours=2))
    Annulment.propose(round, voters["민지"], seoyeon, "투표 전에 이사함").confirm(doha)
    clock(timedelta(minutes=20))
    tally = Tally.count(round, seoyeon)
    db.session.commit()
    heads = ChainHead.of(round)
    assert sum(head.events for head in heads) == db.session.query(VoteEvent).count() == 5
    assert heads[-1].until == tally.sealed_at
    clock(timedelta(days=30))
    assert commands(app, "chain").output == ""
    assert len(ChainHead.of(round)) == len(heads)
    assert ChainHead.broken(round) == []


def test_links_are_destroyed_after_the_window_and_not_before(seal, round, app, clock):
    seal()
    clock(timedelta(days=14) - timedelta(seconds=1))
    assert commands(app, "forget-links").output == ""
    clock(timedelta(seconds=1))
    assert commands(app, "forget-links").output == "gaon/1: 4 links destroyed\n"
    assert commands(app, "forget-links").output == ""
    assert set(db.session.scalars(db.select(Ballot.participation_id))) == {None}
    assert set(db.session.scalars(db.select(Participation.salt))) == {None}
    assert commands(app, "check").output == "gaon/1: agrees\n"


def test_an_annulled_ballot_is_published_as_reason_and_count_only(
    seal, round, voters, seoyeon, doha, ballot, tmp_path
):
    Annulment.propose(round, voters["민지"], seoyeon, "투표 전에 이사함").confirm(doha)
    db.session.commit()
    with pytest.raises(NotAVoter):
        Participation.submit(voters["민지"], round, [ballot[1].id], 9)
    db.session.rollback()
    tally = seal()
    assert (tally.voters, tally.choices) == (3, 6)
    told = json.loads(Publication.of(round)["result.json"].body)
    assert told["annulments"] == [{"reason": "투표 전에 이사함", "count": 1}]
    assert published(round, tmp_path).returncode == 0


def test_only_a_standing_ballot_of_an_open_count_can_be_annulled(seal, round, voters, seoyeon):
    for nobody in (None, seoyeon):
        with pytest.raises(NotOnRoll):
            Annulment.propose(round, nobody, seoyeon, "이유")
    seal()
    with pytest.raises(AlreadySealed):
        Annulment.propose(round, voters["민지"], seoyeon, "이유")
    assert db.session.query(Annulment).count() == 0
