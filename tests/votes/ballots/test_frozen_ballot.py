"""A frozen ballot: no planner alone changes what was voted on, or any number of it."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest

from civic.db import db
from civic.moderation.subjects import Subject
from civic.plans.snapshots.gather_outcome import tally as frozen_tally
from civic.rounds.rules import VoteBegan
from civic.solutions.rules import BallotClosedToChange, NotToBeChanged
from civic.solutions.screening.rules import NotScreened
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.frozen_ballot import BallotEntry, on_ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.rules import CountsDisagree
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally
from tests.factory import screen
from tests.votes.oracle import complaints

SECRET = "가온콜"
REASON = "제목에 전화번호가 있어요"
WISHES = {"민지": (1, 2), "하준": (1,), "서아": (1, 3), "지호": (3, 4), "늦봄": (1,)}


@pytest.fixture
def voted(person, round, ballot, open_phase):
    """Votes by number: 1 → 4, 2 → 1, 3 → 2, 4 → 1; 하준 and 늦봄 chose nothing but the leader."""
    open_phase("vote")
    made = {name: person(name, lives=True) for name in WISHES}
    for name, numbers in WISHES.items():
        Participation.submit(made[name], round, [ballot[number].id for number in numbers])
    db.session.commit()
    return made


def hide(solution, planner):
    Subject("solution", solution, solution).hide(planner, REASON)
    db.session.commit()


def restore(solution, planner):
    Subject("solution", solution, solution).restore(planner)
    db.session.commit()


def count(round, clock, planner):
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, planner)
    db.session.commit()
    return tally


def numbers(tally):
    rows = [(row.solution.number, row.votes, row.cost_won, row.selected) for row in tally.rows]
    return tally.voters, tally.choices, rows


EXPECTED = {1: 4, 3: 2, 2: 1, 4: 1, 5: 0}


@pytest.mark.parametrize("when", ["while people vote", "after the end", "not at all"])
def test_hiding_the_leader_changes_no_number(
    voted, round, ballot, seoyeon, clock, client, tmp_path, when
):
    if when == "while people vote":
        hide(ballot[1], seoyeon)
    clock(round.phase("vote").ends_at)
    if when == "after the end":
        hide(ballot[1], seoyeon)
    tally = count(round, clock, seoyeon)
    if when != "not at all":
        restore(ballot[1], seoyeon)
    assert {row.solution.number: row.votes for row in tally.rows} == EXPECTED
    assert (tally.voters, tally.choices) == (5, 8)
    assert tally.selected[0].solution.number == 1
    told = json.loads(Publication.of(round)["result.json"].body)
    assert (told["voters"], told["roll"]) == (5, 5)
    assert recounted(client, tmp_path) == 0
    assert tally.differences() == []


def test_every_receipt_is_in_the_ledger_though_the_leader_was_hidden(
    voted, round, ballot, seoyeon, clock
):
    hide(ballot[1], seoyeon)
    count(round, clock, seoyeon)
    kept = db.session.scalars(db.select(Ballot.choices)).all()
    ledger = Publication.of(round)["ledger.jsonl"].body.decode()
    assert all(nonce in ledger for choices in kept for _id, nonce in choices)


def test_hidden_words_are_nowhere_and_the_number_is_everywhere(
    voted, round, ballot, seoyeon, clock, client, as_person, tmp_path
):
    minji = as_person(voted["민지"])
    hide(ballot[1], seoyeon)
    page = minji.get("/gaon/1/vote").text
    assert SECRET not in page and REASON in page
    assert "1번 · 가려진 해결방안" in page and "14억 원" in page
    before = client.get("/gaon/1/").text
    assert SECRET not in before and "투표에 오른 5가지" in before
    tally = count(round, clock, seoyeon)
    shown = [client.get(f"/gaon/1/vote{end}").text for end in ("", "/result", "/ledger")]
    shown += [minji.get("/gaon/1/vote/ledger/receipts").text, minji.get("/gaon/mine").text]
    for name in Publication.of(round):
        shown.append(client.get(f"/gaon/1/vote/ledger/{name}").text)
    shown.append(json.dumps(frozen_tally(round), ensure_ascii=False))
    assert not [text for text in shown if SECRET in text]
    assert "1. 1번 · 가려진 해결방안" in shown[1] and REASON in shown[1]
    assert frozen_tally(round)["rows"][0]["title"] == "가려진 글"
    assert recounted(client, tmp_path) == 0
    assert tally.differences() == []


def test_whole_published_ballots_hide_the_words_too(
    voted, round, ballot, seoyeon, clock, client, tmp_path
):
    round.rule = "equal-shares"
    count(round, clock, seoyeon)
    assert SECRET in client.get("/gaon/1/vote/ledger/ballots.pb").text
    hide(ballot[1], seoyeon)
    for name in ("ballots.pb", "result.json"):
        assert SECRET not in client.get(f"/gaon/1/vote/ledger/{name}").text
    file = client.get("/gaon/1/vote/ledger/ballots.pb").data
    assert "정류장 쉼터" in file.decode() and ";1번 · 가려진 해결방안;" in file.decode()
    assert complaints(file) == {}
    assert recounted(client, tmp_path) == 0


def test_a_title_put_back_differently_is_noticed(voted, round, ballot, seoyeon, clock, tmp_path):
    count(round, clock, seoyeon)
    for name, file in Publication.of(round).items():
        (tmp_path / name).write_bytes(file.body.replace(SECRET.encode(), "다른 것".encode()))
    assert verified(tmp_path) == 1


def test_hidden_before_the_vote_it_stands_on_the_ballot_all_the_same(
    round, ballot, seoyeon, clock, client, open_phase
):
    """One planner hides words, and takes nothing off."""
    clock(round.phase("vote").starts_at - timedelta(minutes=1))
    hide(ballot[1], seoyeon)
    db.session.commit()
    assert SECRET not in client.get("/gaon/1/vote").text
    clock(timedelta(minutes=2))
    assert SECRET not in client.get("/gaon/1/vote").text
    assert [entry.number for entry in on_ballot(round)] == [1, 2, 3, 4, 5]
    restore(ballot[1], seoyeon)
    assert [entry.number for entry in on_ballot(round)] == [1, 2, 3, 4, 5]


def test_what_is_hidden_is_not_put_on_the_ballot(round, ballot, seoyeon):
    solution = ballot[1]
    solution.status = "proposed"
    screen(solution, seoyeon)
    hide(solution, seoyeon)
    with pytest.raises(NotScreened):
        solution.put_on_ballot(seoyeon)


def test_nobody_has_to_vote_for_the_ballot_to_be_frozen(round, ballot, seoyeon, open_phase, clock):
    open_phase("vote")
    hide(ballot[1], seoyeon)
    assert [entry.number for entry in on_ballot(round)] == [1, 2, 3, 4, 5]
    assert [row.solution.number for row in count(round, clock, seoyeon).rows] == [1, 2, 3, 4, 5]


def test_the_words_and_costs_of_a_running_vote_are_nobodys_to_change(
    voted, round, ballot, seoyeon, clock
):
    solution = ballot[1]
    changes = {"issues": [], "cost_won": 1, "title": "다른 것"}
    for at in (timedelta(), -timedelta(days=9)):  # also when the clock steps back before the start
        clock(at)
        with pytest.raises(NotToBeChanged):
            solution.revise(seoyeon, is_office=True, **changes)
        with pytest.raises(BallotClosedToChange):
            solution.take_off_ballot(seoyeon)
        with pytest.raises(VoteBegan):
            round.change(seoyeon, rule="greedy-stop")
        with pytest.raises(VoteBegan):
            round.change(seoyeon, vote_levels=["desk"])
    entry = db.session.get(BallotEntry, solution.id)
    assert (entry.title, entry.cost_won) == (SECRET, ballot[1].cost_won)


def test_a_proposer_takes_nothing_off_a_running_vote(round, ballot, person, open_phase, as_person):
    proposer = person("하늘", lives=True)
    ballot[2].proposer_id = proposer.id
    round.phase("propose").ends_at = round.phase("vote").ends_at
    db.session.commit()
    open_phase("vote")
    answer = as_person(proposer).post(f"/gaon/1/solutions/{ballot[2].id}/withdraw")
    assert answer.status_code == 409
    assert [entry.number for entry in on_ballot(round)] == [1, 2, 3, 4, 5]


def test_a_choice_of_what_never_stood_on_the_ballot_stops_the_count(
    voted, round, ballot, seoyeon, clock
):
    stray = db.session.scalars(db.select(Ballot)).first()
    stray.choices = [[999, "00" * 16]]
    db.session.commit()
    with pytest.raises(CountsDisagree):
        count(round, clock, seoyeon)


def test_a_ballot_missing_from_the_tables_stops_the_count(voted, round, seoyeon, clock):
    db.session.delete(db.session.scalars(db.select(Ballot)).first())
    db.session.commit()
    with pytest.raises(CountsDisagree):
        count(round, clock, seoyeon)


def recounted(client, folder):
    """Exit status of the published verify.py over what a stranger downloads."""
    for name in ("ledger.jsonl", "result.json", "verify.py"):
        (folder / name).write_bytes(client.get(f"/gaon/1/vote/ledger/{name}").data)
    return verified(folder)


def verified(folder):
    return subprocess.run([sys.executable, "verify.py", "."], cwd=folder, check=False).returncode
