"""The end of a running vote moves to later only, in public."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.korean_time import SEOUL
from civic.notices.deliver import deliver
from civic.notices.labels import detail, headline
from civic.notices.models import Notice
from civic.rounds.models import RoundChange
from civic.rounds.rules import VoteBegan, VoteEndsEarlier, VoteNeedsReason, VoteTooShort
from civic.votes.ballots.voter_roll import Participation
from tests.conftest import NOW
from tests.votes.conftest import ballot  # noqa: F401

PHASES = "/gaon/1/office/phases/"
REASON = "정전이 있어서 하루 더 열어요"


@pytest.fixture
def running(round, open_phase):
    open_phase("vote")
    return round.phase("vote")


def sent(round, **moved):
    """The calendar as the page sends it, without what is moved."""
    data = {}
    for phase in round.phases:
        for end in ("starts", "ends"):
            at = getattr(phase, f"{end}_at").astimezone(SEOUL)
            data[f"{phase.kind}_{end}"] = f"{at:%Y-%m-%dT%H:%M}"
    return data | moved


def later(phase, **by):
    return f"{(phase.ends_at + timedelta(**by)).astimezone(SEOUL):%Y-%m-%dT%H:%M}"


def test_a_running_vote_never_ends_earlier(running, round):
    start, end = running.starts_at, running.ends_at
    for earlier in (timedelta(minutes=1), timedelta(days=8)):
        with pytest.raises(VoteEndsEarlier):
            round.set_phases({"vote": (start, end - earlier)}, reason=REASON)
        db.session.rollback()
    with pytest.raises(VoteBegan):
        round.set_phases({}, reason=REASON)
    db.session.rollback()
    assert round.phase("vote").ends_at == end


def test_it_ends_later_only_with_a_reason(running, round):
    period = (running.starts_at, running.ends_at + timedelta(days=1))
    for blank in ("", "  "):
        with pytest.raises(VoteNeedsReason):
            round.set_phases({"vote": period}, reason=blank)
        db.session.rollback()
    round.set_phases({"vote": period}, reason=REASON)
    db.session.commit()
    [change] = round.vote_moves()
    assert change.reason == REASON


def test_other_phases_of_a_running_vote_need_no_reason(running, round, seoyeon, as_person):
    submit = round.phase("submit")
    data = sent(round, submit_ends=later(submit, days=1))
    assert as_person(seoyeon).post(PHASES, data=data).status_code == 303
    assert db.session.scalars(db.select(RoundChange.reason)).all() == [""]


def test_seconds_that_the_page_does_not_show_are_no_change(running, round, seoyeon, as_person):
    running.ends_at += timedelta(seconds=59)
    db.session.commit()
    assert as_person(seoyeon).post(PHASES, data=sent(round)).status_code == 303
    assert db.session.query(RoundChange).count() == 0


def test_the_page_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
    running, round, seoyeon, as_person
):
    office = as_person(seoyeon)
    assert "늦출 수만 있어요" in office.get(PHASES).text
    earlier = sent(round, vote_ends=later(running, days=-1), reason=REASON)
    answer = office.post(PHASES, data=earlier)
    assert answer.status_code == 422
    assert "보다 일찍 끝낼 수 없어요" in answer.text
    assert earlier["vote_ends"] in answer.text and REASON in answer.text
    answer = office.post(PHASES, data=sent(round, vote_ends=later(running, days=1)))
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text and later(running, days=1) in answer.text
    db.session.expire_all()
    assert db.session.query(RoundChange).count() == 0


def test_everybody_is_told_and_reminded_of_the_new_end(
    running,
    round,
    ballot,  # noqa: F811
    seoyeon,
    person,
    as_person,
    clock,
    client,
):
    minji, hajun = person("민지", lives=True), person("하준", lives=True)
    end = running.ends_at
    clock(end - timedelta(hours=60))
    Participation.save_draft(minji, round, [ballot[1].id])
    db.session.commit()
    clock(end - timedelta(hours=47))
    deliver()
    data = sent(round, vote_ends=later(running, days=3), reason=REASON)
    assert as_person(seoyeon).post(PHASES, data=data).status_code == 303
    deliver()
    for someone in (minji, hajun):
        [notice] = of(someone, "vote")
        assert headline(notice) == "투표 마감이 늦춰졌어요"
        assert REASON in detail(notice)
    for page in (client, as_person(minji)):
        text = page.get("/gaon/1/vote").text
        assert "투표 마감이 늦춰졌어요" in text and REASON in text
    assert REASON in as_person(seoyeon).get("/gaon/1/office/log").text
    assert len(of(minji, "ballot")) == 1
    clock(end + timedelta(hours=25))
    deliver()
    clock(end + timedelta(hours=70))
    deliver()
    assert [n.source.split(":")[0] for n in of(minji, "ballot")] == [
        "ballot48",
        "ballot48",
        "ballot3",
    ]
    assert of(hajun, "ballot") == []


def of(someone, kind):
    mine = db.select(Notice).filter_by(person_id=someone.id, kind=kind).order_by(Notice.id)
    return db.session.scalars(mine).all()


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "starts, ends",
    [(-48 * HOUR, -24 * HOUR), (-HOUR, 2 * HOUR), (-HOUR, 23 * HOUR), (HOUR, 24 * HOUR)],
    ids=["over already", "two hours left", "begun an hour ago", "23 hours"],
)
def test_nobody_opens_a_vote_that_is_over_before_people_can_take_part(
    starts, ends, round, seoyeon, as_person
):
    planned = round.phase("vote")
    before = planned.starts_at, planned.ends_at
    moved = {
        "vote_starts": f"{(NOW + starts).astimezone(SEOUL):%Y-%m-%dT%H:%M}",
        "vote_ends": f"{(NOW + ends).astimezone(SEOUL):%Y-%m-%dT%H:%M}",
    }
    with pytest.raises(VoteTooShort):
        round.set_phases({"vote": (NOW + starts, NOW + ends)}, seoyeon)
    db.session.rollback()
    answer = as_person(seoyeon).post(PHASES, data=sent(round, **moved))
    assert answer.status_code == 422 and "하루가 지난 뒤에 끝나야 해요" in answer.text
    assert moved["vote_ends"] in answer.text
    db.session.expire_all()
    assert (round.phase("vote").starts_at, round.phase("vote").ends_at) == before


def test_a_vote_of_a_day_from_now_may_be_set(round, seoyeon):
    period = (NOW - HOUR, NOW + 24 * HOUR)
    round.set_phases({"vote": period}, seoyeon, reason=REASON, agreed=True)
    db.session.commit()
    assert round.vote_is_open


def test_a_short_vote_that_was_planned_does_not_stop_other_changes(round, seoyeon, clock):
    vote = round.phase("vote")
    clock(vote.ends_at - 30 * HOUR - timedelta(days=10))
    vote.ends_at = vote.starts_at + HOUR
    db.session.commit()
    kept = {"vote": (vote.starts_at, vote.ends_at)}
    round.set_phases(kept, seoyeon)
    db.session.commit()
    assert [phase.kind for phase in round.phases] == ["vote"]
