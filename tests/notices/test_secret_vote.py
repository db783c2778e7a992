"""A notice, mail or push tells nobody what was chosen: who chose otherwise is told the same."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.models import Notice, PushSubscription
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.notices.test_push import KEYS
from tests.votes.conftest import ballot  # noqa: F401


@pytest.fixture
def voters(person):
    """민지 and 준호, who take mails and pushes."""
    both = person("민지", lives=True), person("준호", lives=True)
    for someone in both:
        someone.agree(["contact"])
    db.session.commit()
    return both


@pytest.fixture
def devices(voters, as_person):
    """One device of each, at an address that names nobody."""
    for n, someone in enumerate(voters):
        endpoint = {"endpoint": f"https://fcm.googleapis.com/fcm/send/{n}"}
        answer = as_person(someone).post("/gaon/1/notices/devices", data=endpoint | KEYS)
        assert answer.status_code == 204
    assert db.session.query(PushSubscription).count() == 2


def test_voters_who_chose_otherwise_are_told_the_same(
    app,
    round,
    voters,
    devices,
    ballot,  # noqa: F811
    seoyeon,
    clock,
    worker,
):
    minji, junho = voters
    ends_at = round.phase("vote").ends_at
    for hours, act in ((60, Participation.save_draft), (47, None), (2, None)):
        clock(ends_at - timedelta(hours=hours))
        if act:
            act(minji, round, [ballot[1].id])
            act(junho, round, [ballot[2].id, ballot[5].id])
        worker()
    Participation.submit(minji, round, [ballot[1].id])
    Participation.submit(junho, round, [ballot[2].id, ballot[5].id])
    clock(ends_at + timedelta(hours=1))
    Tally.count(round, seoyeon)
    for day in range(2):
        clock(ends_at + timedelta(days=day, hours=12))
        worker()

    mine, his = (
        [
            (n.kind, n.source.split(":")[0], n.issue_id, n.solution_id, n.details)
            for n in of(someone)
        ]
        for someone in voters
    )
    assert {source for _kind, source, *_ in mine} >= {"ballot48", "ballot3"}
    assert "result" in {kind for kind, *_ in mine}
    assert mine == his
    mails = app.extensions["sender"].sent
    titles = [solution.title for solution in ballot.values()]
    assert {address for address, *_ in mails} == {minji.email, junho.email}
    assert not [text for _, subject, text in mails for t in titles if t in subject + text]
    pushes = app.extensions["web_push"].sent
    assert len(pushes) >= 4
    assert not [push for push in pushes for title in titles if title in str(push)]


def of(someone):
    return db.session.scalars(
        db.select(Notice).filter_by(person_id=someone.id).order_by(Notice.source, Notice.id)
    )
