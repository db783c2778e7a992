"""A running vote of three residents, and what two planners may do to it."""

import pytest

from civic.db import db
from civic.notices.deliver import deliver
from civic.notices.models import Notice
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
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
