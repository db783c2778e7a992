"""Voters per residency level, which every result shows."""

from civic.db import db
from civic.people.residency.models import Residency
from civic.votes.ballots.turnout import drafts_left, voters_by_level
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment


def test_voters_are_counted_by_level_and_drafts_are_not(ballot, person, round, gaon, open_phase):
    open_phase("vote")
    round.vote_levels = ["declared", "invite", "desk"]
    voters = {}
    for name, level in [("민지", "desk"), ("하준", "invite"), ("서윤", "invite"), ("하늘", "desk")]:
        voters[name] = person(name)
        residency = Residency(municipality_id=gaon.id, level=level)
        voters[name].residencies.append(residency)
        db.session.commit()
        act = Participation.save_draft if name == "하늘" else Participation.submit
        act(voters[name], round, [ballot[1].id])
        db.session.commit()

    assert voters_by_level(round) == {"desk": 1, "invite": 2, "declared": 0}
    assert drafts_left(round) == 1

    voters["민지"].leave()
    db.session.commit()
    assert voters_by_level(round) == {"desk": 1, "invite": 2, "declared": 0}


def test_an_annulled_ballot_is_nobodys_turnout(person, round, ballot, open_phase):
    open_phase("vote")
    minji = person("민지", lives=True)
    Participation.submit(minji, round, [ballot[1].id])
    Participation.submit(person("하준", lives=True), round, [ballot[1].id])
    reason = "다른 시에 사는 것이 확인됨"
    proposed = Annulment.propose(round, minji, person("서연", "planner"), reason)
    assert voters_by_level(round)["invite"] == 2  # until another planner confirms
    proposed.confirm(person("도하", "planner"))
    db.session.commit()
    assert voters_by_level(round)["invite"] == 1
