"""What is news, to whom, and that it is told once."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices import labels
from civic.notices.models import Cursor, Notice
from civic.people.models import Person
from civic.plans.models import Plan, Snapshot
from civic.plans.review.models import Remark
from civic.solutions.models import Solution
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.factory import screen


@pytest.fixture(autouse=True)
def phases_are_old_news(clock):
    """The reporting phase opened a day ago: past that, its own notice stays out of the way."""
    clock(timedelta(days=1))


def kinds(told):
    return [kind for kind, _source in told]


def unread(person):
    return db.session.scalar(db.select(Person.unread_notices).filter_by(id=person.id))


def test_a_status_change_reaches_who_reported_and_who_supports_with_its_reason(
    issue, minji, junho, doyun, seoyeon, worker, told, person
):
    hana = person("하나")
    issue.support(junho)
    issue.support(hana)
    issue.stop_following(hana)
    issue.set_status("rejected", seoyeon, "도로과 장기 계획에 올렸어요.")
    worker()
    assert kinds(told(minji)) == kinds(told(junho)) == ["status"]
    notice = db.session.scalars(db.select(Notice).filter_by(person_id=minji.id)).one()
    assert notice.details == {"status": "rejected", "reason": "도로과 장기 계획에 올렸어요."}
    assert told(hana) == [] and told(doyun) == []
    assert unread(minji) == unread(junho) == 1


def test_supporters_hear_that_a_report_was_taken_back(
    app, issue, minji, junho, doyun, worker, told, clock
):
    issue.support(junho)
    issue.withdraw(minji)
    worker()
    assert told(junho) == [], "she may have done it by mistake"
    clock(timedelta(days=1, minutes=11))
    worker()
    assert kinds(told(junho)) == ["correction"]
    assert told(minji) == [] and told(doyun) == []
    notice = db.session.scalars(db.select(Notice).filter_by(person_id=junho.id)).one()
    with app.test_request_context("/"):
        assert labels.headline(notice) == "공감한 제보를 제보한 분이 취소했어요"
        assert labels.subject(notice) == f"달내동 접수번호 {issue.receipt_number}"
    worker()
    assert len(told(junho)) == 1


def test_nobody_hears_of_a_report_that_came_back_at_once(issue, minji, junho, worker, told, clock):
    issue.support(junho)
    issue.withdraw(minji)
    issue.bring_back(minji)
    db.session.commit()
    clock(timedelta(days=1, minutes=11))
    worker()
    assert told(junho) == []


def test_a_question_of_the_planner_is_an_answer_to_give(issue, minji, seoyeon, worker, told):
    issue.set_status("asked", seoyeon, "어느 시간대인가요?")
    worker()
    assert kinds(told(minji)) == ["answer"]


def test_comments_reach_followers_but_not_their_author(issue, minji, junho, seoyeon, worker, told):
    issue.comment(junho, "저도요.", "junho-says-it")
    issue.comment(seoyeon, "살펴볼게요.", "seoyeon-says-it")
    worker()
    assert kinds(told(minji)) == ["comment", "answer"]
    assert kinds(told(junho)) == ["answer"]
    assert kinds(told(seoyeon)) == ["comment"]


def test_a_hidden_comment_is_no_news(issue, minji, junho, worker, told):
    said = issue.comment(junho, "욕설", "junho-says-it")
    said.hidden_at, said.hidden_reason = issue.created_at, "욕설"
    worker()
    assert told(minji) == []


def test_a_merge_reaches_who_followed_the_duplicate(
    issue, report, minji, junho, seoyeon, worker, told
):
    same = report(junho, "마을버스 배차 간격")
    same.merge_into(issue, seoyeon, "같은 노선이에요")
    issue.set_status("reviewing", seoyeon)
    worker()
    assert kinds(told(junho)) == ["status", "merge"]
    assert kinds(told(minji)) == ["status"]


def test_a_solution_reaches_who_follows_its_issues_once(
    issue, report, minji, junho, round, open_phase, worker, told
):
    other = report(minji, "막차가 너무 일러요")
    open_phase("propose")
    solution = propose(round, junho, [issue, other])
    solution.comment(minji, "좋아요.", request_key="minji-says-it")
    worker()
    assert "solution" in kinds(told(minji))
    assert kinds(told(minji)).count("solution") == 1
    assert "comment" in kinds(told(junho)) and "solution" not in kinds(told(junho))


def test_what_is_done_to_a_solution_reaches_its_followers(
    issue, minji, junho, seoyeon, round, open_phase, worker, told
):
    open_phase("propose")
    solution = propose(round, junho, [issue])
    screen(solution, seoyeon)
    solution.put_on_ballot(seoyeon)
    worker()
    query = db.select(Notice).filter_by(person_id=junho.id, kind="solution")
    notices = db.session.scalars(query).all()
    assert {labels.headline(notice) for notice in notices} == {
        "시의 검토 결과: 적격",
        "해결방안이 투표에 올랐어요",
    }
    assert {notice.solution_id for notice in notices} == {solution.id}


def test_a_solution_taken_back_is_no_news(issue, minji, junho, round, open_phase, worker, told):
    open_phase("propose")
    propose(round, junho, [issue]).withdraw(junho)
    worker()
    assert "solution" not in kinds(told(minji))


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


def test_four_weeks_after_done_the_reporter_is_asked(
    issue, minji, junho, seoyeon, clock, worker, told
):
    issue.follow(junho)
    issue.set_status("done", seoyeon, "새로 칠했어요.")
    db.session.commit()
    clock(timedelta(days=27))
    worker()
    assert "solved" not in kinds(told(minji))
    clock(timedelta(days=1, minutes=1))
    worker()
    assert "solved" in kinds(told(minji))
    assert "solved" not in kinds(told(junho))


def test_nobody_is_asked_when_the_city_took_done_back(issue, minji, seoyeon, clock, worker, told):
    issue.set_status("done", seoyeon, "새로 칠했어요.")
    issue.set_status("building", seoyeon)
    db.session.commit()
    clock(timedelta(days=28, minutes=1))
    worker()
    assert "solved" not in kinds(told(minji))


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


def test_who_stopped_following_or_left_hears_nothing(issue, minji, junho, seoyeon, worker, told):
    issue.follow(junho)
    issue.stop_following(minji)
    junho.leave()
    issue.set_status("reviewing", seoyeon)
    worker()
    assert told(minji) == told(junho) == []


def propose(round, proposer, issues):
    return Solution.propose(
        round,
        proposer,
        request_key="proposed-once",
        issues=issues,
        cost_won=1_000_000,
        title="부르면 오는 버스",
        summary="부르면 와요.",
        category="transit",
    )


def test_the_planner_who_asked_is_told_of_the_answer(issue, minji, seoyeon, worker, told):
    issue.set_status("asked", seoyeon, "어느 시간대인가요?")
    worker()
    issue.reply(minji, "아침이에요.")
    worker()
    assert kinds(told(seoyeon)) == ["reply"]


def test_supporters_are_told_of_another_place_but_not_of_other_words(
    issue, minji, junho, worker, told
):
    issue.support(junho)
    issue.amend(minji, {"title": {"title": "마을버스가 늦어요"}})
    place = {"district_id": issue.district_id, "place": "다리 옆", "lat": None, "lon": None}
    issue.amend(minji, {"place": place})
    worker()
    assert kinds(told(junho)) == ["correction"]
    assert told(minji) == []
    notice = db.session.scalars(db.select(Notice).filter_by(person_id=junho.id)).one()
    assert labels.headline(notice) == "공감한 제보의 위치가 바뀌었어요"
