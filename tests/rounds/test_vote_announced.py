"""The period of a vote that was announced changes before it opens only in public, with a reason."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.deliver import deliver
from civic.notices.labels import detail, headline
from civic.rounds.models import RoundChange
from civic.rounds.phases.two_persons import CalendarChange
from civic.rounds.rules import VoteNeedsAnother, VoteNeedsReason
from tests.rounds.test_vote_end import PHASES, later, of, sent

DAY = timedelta(days=1)
REASON = "공모 접수가 당겨져서 일찍 열어요"


@pytest.fixture
def planned(round):
    """The vote of the calendar, which has not begun."""
    return round.phase("vote")


@pytest.mark.parametrize("what", ["shorter", "earlier", "later", "called off"])
def test_no_announced_vote_moves_without_a_reason(planned, round, seoyeon, what):
    start, end = planned.starts_at, planned.ends_at
    period = {
        "shorter": (start, start + DAY),
        "earlier": (start - DAY, end),
        "later": (start, end + DAY),
        "called off": None,
    }[what]
    periods = {"vote": period} if period else {}
    for blank in ("", "  "):
        with pytest.raises(VoteNeedsReason):
            round.set_phases(periods, seoyeon, reason=blank)
        db.session.rollback()
    assert (round.phase("vote").starts_at, round.phase("vote").ends_at) == (start, end)
    round.set_phases(periods, seoyeon, reason=REASON, agreed=True)
    db.session.commit()
    [change] = round.vote_moves()
    assert (change.reason, change.vote_move) == (REASON, "period" if period else "off")


def test_a_vote_that_was_called_off_is_not_set_anew_in_silence(planned, round, seoyeon):
    period = (planned.starts_at, planned.starts_at + DAY)
    round.set_phases({}, seoyeon, reason=REASON, agreed=True)
    with pytest.raises(VoteNeedsReason):
        round.set_phases({"vote": period}, seoyeon)
    with pytest.raises(VoteNeedsAnother):
        round.set_phases({"vote": period}, seoyeon, reason="다시 열어요")
    round.set_phases({"vote": period}, seoyeon, reason="다시 열어요", agreed=True)
    db.session.commit()
    assert [change.vote_move for change in round.vote_moves()] == ["off", "period"]


def test_a_first_calendar_needs_none(round, seoyeon):
    period = round.phase("vote").starts_at, round.phase("vote").ends_at
    round.phases = []
    db.session.commit()
    round.set_phases({"vote": period}, seoyeon)
    db.session.commit()
    assert round.vote_moves() == []


def test_the_page_asks_at_the_field_and_keeps_what_was_typed(planned, round, seoyeon, as_person):
    office, moved = as_person(seoyeon), later(planned, days=-2)
    answer = office.post(PHASES, data=sent(round, vote_ends=moved))
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text and moved in answer.text
    db.session.expire_all()
    assert db.session.query(RoundChange).count() == 0


def test_other_phases_move_without_one(planned, round, seoyeon, as_person):
    data = sent(round, submit_ends=later(round.phase("submit"), days=1))
    assert as_person(seoyeon).post(PHASES, data=data).status_code == 303


def test_everybody_is_told_and_reads_why_where_they_will_vote(
    planned, round, seoyeon, person, as_person, client
):
    hajun, jiho = person("하준", lives=True), person("지호", "planner")
    data = sent(round, vote_ends=later(planned, days=-2), reason=REASON)
    assert as_person(seoyeon).post(PHASES, data=data).status_code == 303
    deliver()
    assert of(hajun, "vote") == []
    change = CalendarChange.waiting(round)
    assert as_person(jiho).post(f"{PHASES}{change.id}/confirm").status_code == 303
    deliver()
    [notice] = of(hajun, "vote")
    assert headline(notice) == "투표 기간이 바뀌었어요"
    assert REASON in detail(notice) and "부터" in detail(notice)
    page = client.get("/gaon/1/vote").text
    assert "알린 투표 기간이 바뀌었어요" in page and REASON in page
    assert REASON in as_person(seoyeon).get("/gaon/1/office/log").text


def test_a_vote_that_is_called_off_says_so(planned, round, seoyeon, person, client):
    hajun = person("하준", lives=True)
    round.set_phases({}, seoyeon, reason=REASON, agreed=True)
    db.session.commit()
    deliver()
    [notice] = of(hajun, "vote")
    assert headline(notice) == "투표를 열지 않기로 했어요" and REASON in detail(notice)
    page = client.get("/gaon/1/vote").text
    assert "투표를 열지 않기로 했어요" in page and REASON in page
