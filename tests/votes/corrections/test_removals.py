"""Taking a solution off a running vote: two planners, and in public."""

import json
import re
import subprocess
import sys
from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.labels import detail, headline
from civic.people.rules import AlreadyProposed, SamePerson
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.votes.ballots.frozen_ballot import BallotEntry, freeze, on_ballot
from civic.votes.corrections.removal import Removal
from civic.votes.seal.publication import Publication
from tests.factory import screen
from tests.votes.corrections.conftest import OFFICE, REASON, count, notices


def test_one_planner_alone_takes_nothing_off_a_running_vote(
    removal, round, ballot, voters, seoyeon, clock
):
    with pytest.raises(SamePerson):
        removal.confirm(seoyeon)
    db.session.rollback()
    assert [entry.number for entry in on_ballot(round)] == [1, 2, 3, 4, 5]
    tally = count(round, clock, seoyeon)  # what nobody confirmed in time removes nothing
    assert (tally.voters, tally.choices, tally.removed) == (3, 5, {})


def test_two_planners_take_it_off_and_the_rest_of_each_ballot_counts(
    removal, round, ballot, voters, seoyeon, doha, clock, client, tmp_path
):
    removal.confirm(doha)
    db.session.commit()
    tally = count(round, clock, seoyeon)
    assert {row.solution.number: row.votes for row in tally.rows} == {2: 2, 3: 1, 4: 0, 5: 0}
    assert (tally.voters, tally.choices, tally.emptied, tally.leaves) == (2, 3, 1, 5)
    told = json.loads(Publication.of(round)["result.json"].body)
    [printed] = told["removed"]
    assert (printed["number"], printed["title"], printed["ballots"]) == (1, "가온콜", 2)
    assert (printed["reason"], printed["at"]) == (REASON, removal.confirmed_at.isoformat())
    assert (told["roll"], told["emptied"]) == (3, {"online": 1, "paper": 0})
    page = client.get("/gaon/1/vote/result").text
    assert REASON in page and "이것을 고른 투표지 2장" in page and "투표지 1장은" in page
    assert db.session.get(Solution, ballot[1].id).status == "not_selected"
    assert verified(round, tmp_path).returncode == 0
    assert tally.differences() == []


@pytest.mark.parametrize(
    ("form", "rule"),
    [("approval", "equal-shares"), ("knapsack", "greedy-skip"), ("ranked", "borda")],
)
def test_a_removal_is_recounted_whatever_the_form_and_rule(
    removal, round, seoyeon, doha, clock, tmp_path, form, rule
):
    round.ballot_form, round.rule = form, rule
    removal.confirm(doha)
    tally = count(round, clock, seoyeon)
    assert (tally.voters, tally.emptied, tally.leaves) == (2, 1, 3)
    answer = verified(round, tmp_path)
    assert answer.returncode == 0, answer.stdout
    assert REASON in answer.stdout


def test_a_ledger_that_says_another_number_of_removed_choices_is_noticed(
    removal, round, seoyeon, doha, clock, tmp_path
):
    removal.confirm(doha)
    count(round, clock, seoyeon)
    told = json.loads(Publication.of(round)["result.json"].body)
    for name, value, words in (
        ("removed", [told["removed"][0] | {"ballots": 1}], "removed while people voted"),
        ("roll", 4, "voters on the roll: printed 4, counted 3"),
    ):
        answer = verified(round, tmp_path, {name: value})
        assert (answer.returncode, words in answer.stdout) == (1, True), answer.stdout


def test_whoever_votes_is_told_the_same_and_their_page_says_what_fell_away(
    removal, round, ballot, voters, doha, as_person, clock
):
    drafted = as_person(voters["서아"])
    assert notices(voters["민지"]) == []
    removal.confirm(doha)
    told = {name: notices(person) for name, person in voters.items()}
    assert {(len(n), headline(n[0]), detail(n[0])) for n in told.values()} == {
        (
            1,
            "투표지가 바뀌었어요",
            f"빠진 해결방안이 있으니 내 표를 다시 확인해 주세요. 이유: {REASON}",
        )
    }
    assert {n[0].solution_id for n in told.values()} == {None}
    minji, hajun = (as_person(voters[name]) for name in ("민지", "하준"))
    assert "내가 고른 것 가운데 아래의 것은 세지 않아요" in minji.get("/gaon/1/vote").text
    assert "지금은 한 표도 세지 않아요" in hajun.get("/gaon/1/vote").text
    seoa = drafted.get("/gaon/1/vote").text
    assert REASON in seoa and "내가 고른 것" not in seoa.partition("off-ballot")[2][:900]
    again = hajun.post("/gaon/1/vote/submit", data={"solutions": [ballot[1].id]})
    assert again.status_code == 422
    assert hajun.post("/gaon/1/vote/submit", data={"solutions": [ballot[4].id]}).status_code == 303


def test_nothing_is_removed_after_people_voted(round, ballot, seoyeon, doha, voters, clock):
    waiting = Removal.propose(round, ballot[1].id, seoyeon, REASON)
    with pytest.raises(AlreadyProposed):
        Removal.propose(round, ballot[1].id, doha, REASON)
    db.session.commit()
    clock(round.phase("vote").ends_at)
    with pytest.raises(PhaseClosed):
        waiting.confirm(doha)
    db.session.rollback()
    assert db.session.get(BallotEntry, ballot[1].id).removed_at is None


@pytest.fixture
def early(round, ballot, clock):
    """The round a day before its vote, with five on the ballot."""
    clock(round.phase("vote").starts_at - timedelta(days=1))
    return round


def test_before_the_vote_two_take_it_off_and_it_may_be_mended_and_put_on_again(
    early, ballot, seoyeon, doha, minji, client
):
    solution = ballot[1]
    removal = Removal.propose(early, solution.id, seoyeon, REASON)
    with pytest.raises(SamePerson):
        removal.confirm(seoyeon)
    removal.confirm(doha)
    assert notices(minji) == []
    assert [entry.number for entry in on_ballot(early)] == [2, 3, 4, 5]
    assert solution.status == "proposed" and solution.may_revise(seoyeon, is_office=True)
    assert REASON in client.get("/gaon/1/vote").text
    screen(solution, seoyeon)
    solution.put_on_ballot(seoyeon)
    db.session.commit()
    assert [entry.number for entry in on_ballot(early)] == [1, 2, 3, 4, 5]
    assert REASON not in client.get("/gaon/1/vote").text
    Removal.propose(early, solution.id, doha, REASON).confirm(seoyeon)
    assert [entry.number for entry in on_ballot(early)] == [2, 3, 4, 5]


def test_what_left_before_the_vote_and_came_back_is_no_removal_of_it(
    early, ballot, seoyeon, doha, clock, tmp_path
):
    Removal.propose(early, ballot[1].id, seoyeon, REASON).confirm(doha)
    screen(ballot[1], seoyeon)
    ballot[1].put_on_ballot(seoyeon)
    db.session.commit()
    clock(timedelta(days=2))
    freeze(early)
    db.session.commit()
    assert Removal.confirmed(early) == []
    tally = count(early, clock, seoyeon)
    assert tally.removed == {} and verified(early, tmp_path).returncode == 0
    assert json.loads(Publication.of(early)["result.json"].body)["removed"] == []


def test_what_waits_when_the_vote_begins_stands_on_the_ballot_until_confirmed(
    early, ballot, seoyeon, doha, clock
):
    removal = Removal.propose(early, ballot[1].id, seoyeon, REASON)
    db.session.commit()
    clock(timedelta(days=2))
    assert len(on_ballot(early)) == 5
    removal.confirm(doha)
    db.session.commit()
    assert [entry.number for entry in on_ballot(early)] == [2, 3, 4, 5]
    assert [each.id for each in Removal.confirmed(early)] == [removal.id]
    assert ballot[1].status == "not_selected"


def test_from_the_solution_s_page_it_is_chosen_already(early, ballot, seoyeon, as_person):
    office = as_person(seoyeon)
    link = f"{OFFICE}/corrections?solution={ballot[1].id}"
    assert link in office.get(f"/gaon/1/solutions/{ballot[1].id}").text
    assert re.search(rf'checked[^>]*value="{ballot[1].id}"', office.get(link).text)
    for strange in ("", "x", "9" * 30):
        assert office.get(f"{OFFICE}/corrections?solution={strange}").status_code == 200


def test_planners_remove_on_the_page(voters, round, ballot, seoyeon, doha, as_person):
    first, second = as_person(seoyeon), as_person(doha)
    sent = {"solution_id": ballot[1].id, "reason": ""}
    refused = first.post(f"{OFFICE}/remove", data=sent)
    assert refused.status_code == 422 and "이유를 적어 주세요" in refused.text
    assert first.post(f"{OFFICE}/remove", data=sent | {"reason": REASON}).status_code == 303
    [removal] = Removal.of(round)
    assert first.post(f"{OFFICE}/remove/{removal.id}/confirm").status_code == 409
    assert f"remove/{removal.id}/confirm" not in first.get(f"{OFFICE}/corrections").text
    assert f"remove/{removal.id}/confirm" in second.get(f"{OFFICE}/corrections").text
    assert "무효와 빼기" in second.get("/gaon/1/office").text
    assert second.post(f"{OFFICE}/remove/{removal.id}/confirm").status_code == 303
    assert second.post(f"{OFFICE}/remove/{removal.id}/drop").status_code == 409
    assert "투표 중에 투표지에서 뺌" in first.get("/gaon/1/office/log").text


def verified(round, folder, changed=()):
    """verify.py over the published files, with some values of result.json changed."""
    for name, file in Publication.of(round).items():
        (folder / name).write_bytes(file.body)
    if changed:
        result = folder / "result.json"
        result.write_bytes(json.dumps(json.loads(result.read_bytes()) | changed).encode())
    command = [sys.executable, "verify.py", "."]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
