"""What of a report is news, and to whom."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices import labels
from civic.notices.models import Notice
from civic.triage.acts.merge import MergeMany
from civic.triage.models import OfficeAct
from civic.triage.selection import Selection
from tests.notices.news import kinds, unread

pytestmark = pytest.mark.usefixtures("phases_are_old_news")


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


@pytest.mark.parametrize("how", ["one", "many"])
def test_who_was_told_of_a_merge_is_told_that_it_was_taken_back(
    issue, report, junho, seoyeon, round, worker, told, how
):
    same = report(junho, "마을버스 배차 간격")
    seen = Selection(seen=10**6, ids=(same.id,))
    if how == "one":
        merge = same.merge_into(issue, seoyeon, "같은 노선이에요")
    else:
        act = OfficeAct.do(MergeMany(issue.id, "같은 노선이에요"), seen, round, seoyeon)
    worker()
    assert kinds(told(junho)) == ["merge"]
    if how == "one":
        merge.undo(seoyeon, "다른 노선이에요")
    else:
        act.undo(MergeMany, seoyeon)
    worker()
    assert kinds(told(junho)) == ["merge", "status"]


def test_nobody_hears_of_a_merge_that_was_taken_back_at_once(
    issue, report, junho, seoyeon, worker, told
):
    report(junho, "마을버스 배차 간격").merge_into(issue, seoyeon).undo(seoyeon, "다른 노선이에요")
    worker()
    assert told(junho) == []


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


def test_who_stopped_following_or_left_hears_nothing(issue, minji, junho, seoyeon, worker, told):
    issue.follow(junho)
    issue.stop_following(minji)
    junho.leave()
    issue.set_status("reviewing", seoyeon)
    worker()
    assert told(minji) == told(junho) == []


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
