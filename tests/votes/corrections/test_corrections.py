"""Annulling a ballot, taking a solution off a running vote: two planners, and in public."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.deliver import deliver
from civic.notices.labels import detail, headline
from civic.notices.models import Notice
from civic.people.rules import AlreadyDecided, AlreadyProposed, SamePerson
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.frozen_ballot import BallotEntry, on_ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.rules import AlreadySealed, AnnulmentsWait, NotOnRoll
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally

OFFICE = "/gaon/1/office/vote"
WISHES = {"민지": (1, 2), "하준": (1,), "서아": (2, 3)}
REASON = "같은 사업이 이미 시작됨"
MOVED = "투표 전에 이사함"


@pytest.fixture
def doha(person):
    return person("도하", "planner")


@pytest.fixture
def voters(person, round, ballot, open_phase):
    """Votes by number: 1 → 2, 2 → 2, 3 → 1; 하준 chose nothing but 가온콜 (1)."""
    open_phase("vote")
    made = {name: person(name, lives=True) for name in WISHES}
    for name, numbers in WISHES.items():
        Participation.submit(made[name], round, [ballot[number].id for number in numbers])
    db.session.commit()
    return made


@pytest.fixture
def removal(voters, round, ballot, seoyeon):
    proposed = Removal.propose(round, ballot[1].id, seoyeon, REASON)
    db.session.commit()
    return proposed


@pytest.fixture
def annulment(voters, round, seoyeon):
    proposed = Annulment.propose(round, voters["민지"], seoyeon, MOVED)
    db.session.commit()
    return proposed


def count(round, clock, planner):
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, planner)
    db.session.commit()
    return tally


def notices(person, kind="vote"):
    db.session.commit()
    deliver()
    mine = db.select(Notice).filter_by(person_id=person.id, kind=kind).order_by(Notice.id)
    return db.session.scalars(mine).all()


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


def test_nothing_is_removed_before_or_after_people_vote(
    round, ballot, seoyeon, doha, voters, clock
):
    clock(round.phase("vote").starts_at - timedelta(hours=1))
    with pytest.raises(PhaseClosed):
        Removal.propose(round, ballot[1].id, seoyeon, REASON)
    db.session.rollback()
    clock(round.phase("vote").starts_at)
    waiting = Removal.propose(round, ballot[1].id, seoyeon, REASON)
    with pytest.raises(AlreadyProposed):
        Removal.propose(round, ballot[1].id, doha, REASON)
    db.session.commit()
    clock(round.phase("vote").ends_at)
    with pytest.raises(PhaseClosed):
        waiting.confirm(doha)
    db.session.rollback()
    assert db.session.get(BallotEntry, ballot[1].id).removed_at is None


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


def test_a_ballot_counts_until_a_second_planner_confirms(
    annulment, round, voters, seoyeon, doha, clock
):
    with pytest.raises(SamePerson):
        annulment.confirm(seoyeon)
    db.session.rollback()
    assert db.session.query(Ballot).count() == 3
    with pytest.raises(AnnulmentsWait):
        count(round, clock, seoyeon)
    db.session.rollback()
    annulment.drop(seoyeon)
    db.session.commit()
    with pytest.raises(AlreadyDecided):
        annulment.confirm(doha)
    db.session.rollback()
    assert Annulment.propose(round, voters["민지"], seoyeon, MOVED).state == "waiting"


def test_the_voter_is_told_that_their_ballot_was_annulled_on_every_page(
    annulment, round, voters, doha, seoyeon, as_person, clock
):
    minji = as_person(voters["민지"])
    assert "제출했어요" in minji.get("/gaon/1/vote").text
    annulment.confirm(doha)
    [notice] = notices(voters["민지"])
    assert headline(notice) == "내 표가 무효가 되었어요"
    assert MOVED in detail(notice)
    assert notices(voters["하준"]) == []
    count(round, clock, seoyeon)
    ends_at = round.phase("vote").ends_at
    for at in (ends_at - timedelta(hours=1), ends_at):
        clock(at)
        for address in ("vote", "vote/result", "mine", "vote/ledger/receipts"):
            page = minji.get(f"/gaon/1/{address}").text
            assert "투표를 제출했어요" not in page and "제출하기" not in page, address
            if address != "vote" or at == ends_at:
                assert "내 표는 무효가 되어 세지 않아요" in page and MOVED in page, (address, at)


def test_the_result_says_to_everybody_how_many_ballots_were_annulled_and_why(
    annulment, round, voters, doha, seoyeon, clock, client
):
    nothing = client.get("/gaon/1/vote/result").text
    annulment.confirm(doha)
    count(round, clock, seoyeon)
    page = client.get("/gaon/1/vote/result").text
    assert Annulment.published(round) == [{"reason": MOVED, "count": 1}]
    assert "무효로 한 표" in page and MOVED in page and "1표" in page
    assert "무효로 한 표" not in nothing and voters["민지"].name not in page


def test_an_annulled_voter_reads_the_truth_and_votes_no_more(
    annulment, ballot, voters, doha, as_person
):
    annulment.confirm(doha)
    db.session.commit()
    minji = as_person(voters["민지"])
    page = minji.get("/gaon/1/vote").text
    assert "내 표는 무효가 되어 세지 않아요" in page and "거주 확인이 필요해요" not in page
    answer = minji.post("/gaon/1/vote/submit", data={"solutions": [ballot[1].id]})
    assert answer.status_code == 403 and "내 표는 무효가 되어" in answer.text
    script = minji.post(
        "/gaon/1/vote/draft",
        data={"solutions": [ballot[1].id], "client_seq": 9},
        headers={"Accept": "application/json"},
    )
    assert script.json["error"] == "내 표가 무효가 되어 이 투표에 다시 참여할 수 없어요."


def test_a_ballot_taken_back_meanwhile_is_not_annulled(annulment, voters, round, doha):
    Participation.withdraw(voters["민지"], round)
    with pytest.raises(NotOnRoll):
        annulment.confirm(doha)
    db.session.rollback()
    annulment.drop(doha)


def test_after_the_seal_nothing_is_annulled_or_removed(
    annulment, removal, round, voters, ballot, seoyeon, doha, clock
):
    annulment.drop(doha)
    db.session.commit()
    count(round, clock, seoyeon)
    for at in (timedelta(), -timedelta(days=3)):
        clock(at)
        for act in (
            lambda: removal.confirm(doha),
            lambda: Annulment.propose(round, voters["민지"], seoyeon, MOVED),
            lambda: Removal.propose(round, ballot[2].id, seoyeon, REASON),
        ):
            with pytest.raises(AlreadySealed):
                act()
            db.session.rollback()


def test_planners_annul_on_the_page_without_seeing_the_ballot(
    voters, round, seoyeon, doha, as_person
):
    first, second = as_person(seoyeon), as_person(doha)
    wrong = first.post(f"{OFFICE}/annul", data={"address": "x@example.com", "reason": "이사"})
    assert wrong.status_code == 422
    assert "그 주소를 쓰는 사람이 없어요" in wrong.text and 'value="이사"' in wrong.text
    sent = {"address": voters["민지"].email.upper(), "reason": MOVED}
    assert first.post(f"{OFFICE}/annul", data=sent).status_code == 303
    again = first.post(f"{OFFICE}/annul", data=sent)
    assert again.status_code == 422 and "이미 확인을 기다리고" in again.text
    [waiting] = Annulment.waiting(round)
    assert db.session.query(Ballot).count() == 3
    assert first.post(f"{OFFICE}/annul/{waiting.id}/confirm").status_code == 409
    page = second.get(f"{OFFICE}/corrections").text
    assert "민지" in page and MOVED in page and "가온콜" not in page.partition("무효로 한 표")[2]
    assert second.post(f"{OFFICE}/annul/{waiting.id}/confirm").status_code == 303
    assert db.session.query(Ballot).count() == 2
    page = second.get(f"{OFFICE}/corrections").text
    assert MOVED in page and "민지" not in page


def verified(round, folder, changed=()):
    """verify.py over the published files, with some values of result.json changed."""
    for name, file in Publication.of(round).items():
        (folder / name).write_bytes(file.body)
    if changed:
        result = folder / "result.json"
        result.write_bytes(json.dumps(json.loads(result.read_bytes()) | changed).encode())
    command = [sys.executable, "verify.py", "."]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
