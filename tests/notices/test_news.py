"""What of a round and its plan is news, to whom, and that news are told once."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices import labels
from civic.notices.models import Cursor, Notice
from civic.plans.models import Plan, Snapshot
from civic.plans.review.models import Remark
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.notices.news import kinds, unread

pytestmark = pytest.mark.usefixtures("phases_are_old_news")


def test_an_opened_phase_reaches_the_people_of_the_round(
    issue, minji, person, open_phase, worker, told
):
    resident, stranger = person("하나", lives=True), person("봄")
    open_phase("vote")
    worker()
    worker()
    assert kinds(told(minji)) == kinds(told(resident)) == ["phase"]
    assert told(stranger) == []


def test_a_phase_that_opened_long_ago_is_no_news(issue, minji, round, clock, worker, told):
    clock(round.phase("vote").starts_at + timedelta(days=2))
    worker()
    assert told(minji) == []


@pytest.mark.parametrize(
    ("drafted_h", "left_h", "source"),
    [(60, 49, None), (60, 47, "ballot48"), (47, 46, None), (47, 2, "ballot3"), (2, 1, None)],
)
def test_an_unfinished_ballot_is_reminded_of_48_and_3_hours_before_the_close(
    round, junho, clock, worker, told, drafted_h, left_h, source
):
    ends_at = round.phase("vote").ends_at
    at = ends_at - timedelta(hours=drafted_h)
    db.session.add(
        Participation(round_id=round.id, person_id=junho.id, level="invite", draft=[7], draft_at=at)
    )
    clock(ends_at - timedelta(hours=left_h))
    worker()
    assert [name.split(":")[0] for _kind, name in told(junho)] == ([source] if source else [])
    for notice in db.session.scalars(db.select(Notice)):
        assert notice.details.keys() == {"ends_at"}  # nothing of what was chosen
        assert notice.solution_id is None


def test_a_submitted_ballot_is_not_reminded_of(round, junho, clock, worker, told):
    ends_at = round.phase("vote").ends_at
    at = ends_at - timedelta(days=4)
    db.session.add(
        Participation(round_id=round.id, person_id=junho.id, level="invite", submitted_at=at)
    )
    clock(ends_at - timedelta(hours=2))
    worker()
    assert told(junho) == []


def test_a_published_result_reaches_the_people_of_the_round(
    issue, minji, seoyeon, round, clock, worker, told
):
    clock(round.phase("vote").ends_at + timedelta(days=3))
    Tally.count(round, seoyeon)
    worker()
    assert kinds(told(minji)) == ["result"]


def test_an_answered_remark_reaches_its_consultant_and_again_when_answered_anew(
    round, person, seoyeon, open_phase, clock, worker, told
):
    doyun = person("도윤", "consultant")
    open_phase("consult")
    snapshot = Snapshot.take(Plan.start(round), {"a": 1}, seoyeon)
    remark = Remark.make(snapshot, doyun, paragraph_key="p", body="근거?", request_key="key-12345")
    remark.answer("adopted", "더했어요.", seoyeon)
    worker()
    clock(timedelta(hours=1))
    remark.answer("partly", "일부만 더했어요.", seoyeon)
    worker()
    assert kinds(told(doyun)) == ["remark", "remark"]


def test_a_reply_and_a_question_asked_again_reach_the_others_of_the_thread(
    round, person, seoyeon, open_phase, worker, told
):
    doyun, jiho = person("도윤", "consultant"), person("지호", "planner")
    open_phase("consult")
    snapshot = Snapshot.take(Plan.start(round), {"a": 1}, seoyeon)
    remark = Remark.make(snapshot, doyun, paragraph_key="p", body="근거?", request_key="key-12345")
    remark.reply(seoyeon, "어느 근거요?", "reply-001")
    worker()
    assert [kinds(told(each)) for each in (doyun, seoyeon, jiho)] == [["remark"], [], []]
    remark.answer("adopted", "더했어요.", seoyeon)
    remark.reopen(remark.last_answer.id, doyun, "출처는요?", "reply-002")
    worker()
    [asked] = db.session.scalars(db.select(Notice).filter_by(person_id=seoyeon.id))
    assert labels.headline(asked) == "컨설턴트가 다시 물었어요"
    assert told(jiho) == []
    assert sorted(kinds(told(doyun))) == ["remark", "remark"]  # the reply and the answer


def test_a_second_pass_tells_nothing_twice(issue, minji, seoyeon, worker, told):
    issue.set_status("reviewing", seoyeon)
    worker()
    worker()
    assert len(told(minji)) == unread(minji) == 1


def test_a_row_that_shows_up_late_under_an_older_id_is_still_told(
    issue, minji, seoyeon, worker, told, clock
):
    """Two requests may commit in the other order of their ids."""
    issue.set_status("reviewing", seoyeon)
    worker()
    cursor = db.session.get(Cursor, "status")
    assert cursor.settled_id < issue.changes[-1].id
    clock(timedelta(minutes=11))
    worker()
    db.session.refresh(cursor)
    assert cursor.settled_id == issue.changes[-1].id
    assert len(told(minji)) == 1


def test_what_happened_before_the_first_pass_is_not_dug_up(
    issue, minji, seoyeon, clock, worker, told
):
    issue.set_status("reviewing", seoyeon)
    db.session.commit()
    clock(timedelta(days=15))
    worker()
    assert told(minji) == []
