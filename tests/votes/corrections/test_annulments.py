"""Annulling a ballot before the count: two planners, and in public."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.labels import detail, headline
from civic.people.rules import AlreadyDecided, SamePerson
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.rules import AlreadySealed, AnnulmentsWait, NotOnRoll
from tests.votes.corrections.conftest import MOVED, OFFICE, REASON, count, notices


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
        for address in ("1/vote", "1/vote/result", "1/vote/ledger/receipts", "mine"):
            page = minji.get(f"/gaon/{address}").text
            assert "투표를 제출했어요" not in page and "제출하기" not in page, address
            if address != "1/vote" or at == ends_at:
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
