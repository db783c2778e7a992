"""A batch counts once a second planner confirmed it: as reports, and as supports heard there."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from civic.db import db, now
from civic.issues.heard import HeardSupport
from civic.issues.models import Issue
from civic.kept_counts import KEPT
from civic.meetings.figures import figures_of
from civic.meetings.opinions.heard import heard_at
from civic.meetings.opinions.models import OpinionBatch, SameReportGone
from civic.moderation.subjects import find_subject
from civic.people.rules import AlreadyDecided, SamePerson
from tests.factory import report_issue

OFFICE = "/gaon/1/office/meetings"


def heard_people(issue):
    """How many of its supporters were heard at meetings."""
    rows = db.select(HeardSupport.people).where(HeardSupport.issue_id.in_(issue.together()))
    return sum(db.session.scalars(rows))


def page_of(batch, act=""):
    return f"{OFFICE}/{batch.meeting_id}/opinions/{batch.id}{act}"


def test_opinions_become_reports_and_supports_of_the_meeting(enter, round, minji, doha, held):
    issue = report_issue(round, minji)
    issue.support(minji)
    same = ("버스가 안 와요", {"same_as_id": issue.id, "people": 4})
    batch = enter(same, ("등이 꺼져 있어요", {"people": 3, "category": "safety"}))
    batch.confirm_lines(doha, {})
    db.session.commit()

    new = db.session.scalars(db.select(Issue).filter_by(meeting_id=held.id)).one()
    assert (new.title, new.category, new.reporter_id) == ("등이 꺼져 있어요", "safety", None)
    assert (new.district_id, new.created_at) == (held.district_id, held.starts_at)
    assert (new.supports_count, new.listed) == (2, True)  # who said it first reports it
    assert (issue.supports_count, heard_people(issue)) == (5, 4)
    figures = figures_of(round)
    assert (figures.held, figures.reports, figures.supports) == (1, 1, 6)
    assert all(not kept.repair(round.id) for kept in KEPT if kept.by_round)


def test_whoever_entered_it_does_not_confirm(enter, seoyeon, as_person):
    batch = enter("버스")
    with pytest.raises(SamePerson):
        batch.confirm_lines(seoyeon, {})
    db.session.rollback()
    planner = as_person(seoyeon)
    assert "적은 사람은 확인할 수 없어요" in planner.get(page_of(batch)).text
    assert planner.post(page_of(batch, "/confirm")).status_code == 409
    assert db.session.get(OpinionBatch, batch.id).state == "waiting"
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 0


def test_single_lines_are_left_out_with_a_note(enter, doha, as_person):
    batch = enter("버스", "김 씨네 개가 짖어요")
    wrong = batch.opinions[1].id
    planner = as_person(doha)
    answer = planner.post(page_of(batch, "/confirm"), data={f"drop-{wrong}": "1"})
    assert answer.status_code == 422 and "왜 빼는지 적어 주세요." in answer.text
    assert f'name="drop-{wrong}" value="1" checked' in " ".join(answer.text.split())
    sent = {f"drop-{wrong}": "1", f"note-{wrong}": "사람을 알 수 있음"}
    assert planner.post(page_of(batch, "/confirm"), data=sent).status_code == 303
    assert [issue.title for issue in db.session.scalars(db.select(Issue))] == ["버스"]
    assert "뺀 이유: 사람을 알 수 있음" in planner.get(page_of(batch)).text


def test_a_batch_is_decided_once(enter, doha):
    batch = enter("버스")
    batch.confirm_lines(doha, {})
    db.session.commit()
    with pytest.raises(AlreadyDecided):
        batch.confirm_lines(doha, {})
    with pytest.raises(AlreadyDecided):
        batch.drop(doha)


def test_a_dropped_batch_never_counts(enter, seoyeon, doha, as_person, held):
    batch = enter("버스")
    assert as_person(seoyeon).post(page_of(batch, "/drop")).status_code == 303
    assert as_person(doha).post(page_of(batch, "/confirm")).status_code == 409
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 0
    assert heard_at(held) == []


def test_supports_go_to_what_the_report_was_merged_into(enter, round, minji, seoyeon, doha):
    first, second = report_issue(round, minji), report_issue(round, minji, title="버스 늦음")
    batch = enter(("늦어요", {"same_as_id": second.id, "people": 2}))
    second.merge_into(first, seoyeon)
    batch.confirm_lines(doha, {})
    db.session.commit()
    assert (first.supports_count, batch.opinions[0].issue_id) == (2, first.id)


def test_supports_of_a_report_move_along_when_it_is_merged(enter, round, minji, seoyeon, doha):
    first, second = report_issue(round, minji), report_issue(round, minji, title="버스 늦음")
    enter(("늦어요", {"same_as_id": second.id, "people": 2})).confirm_lines(doha, {})
    merge = second.merge_into(first, seoyeon)
    db.session.commit()
    assert first.supports_count == 2
    merge.undo(seoyeon, "")
    db.session.commit()
    assert (first.supports_count, second.supports_count) == (0, 2)


def test_a_report_hidden_meanwhile_stops_the_batch_at_its_line(
    enter, round, minji, seoyeon, doha, as_person
):
    issue = report_issue(round, minji)
    batch = enter("등이 꺼짐", ("버스", {"same_as_id": issue.id}))
    find_subject("issue", issue.id, round.municipality).hide(seoyeon, "개인정보")
    db.session.commit()
    with pytest.raises(SameReportGone):
        batch.confirm_lines(doha, {})
    db.session.rollback()
    answer = as_person(doha).post(page_of(batch, "/confirm"))
    assert answer.status_code == 409 and "이 줄을 빼고 확인해 주세요" in answer.text
    assert db.session.get(OpinionBatch, batch.id).state == "waiting"


def test_when_the_round_is_over_it_stays_what_was_heard(enter, round, doha, clock, held, client):
    batch = enter(("버스", {"people": 3}))
    clock(round.phases[-1].ends_at)
    batch.confirm_lines(doha, {})
    db.session.commit()
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 0
    (heard,) = heard_at(held)
    assert (heard.text, heard.people, heard.issue) == ("버스", 3, None)
    assert "참여 기간이 끝난 뒤에 적었어요" in client.get(f"/gaon/1/meetings/{held.id}").text


def test_two_batches_of_a_meeting_add_up(enter, round, minji, doha):
    issue = report_issue(round, minji)
    for n in range(2):
        same = ("버스", {"same_as_id": issue.id, "people": 2})
        enter(same, key=f"batch-0000{n}").confirm_lines(doha, {})
        db.session.commit()
    assert db.session.scalars(db.select(HeardSupport.people)).one() == 4
    assert issue.supports_count == 4


def test_of_two_who_confirm_at_once_one_does(enter, doha, person, application):
    batch, other = enter("버스", "등이 꺼짐"), person("해나", "planner")
    ids = (doha.id, other.id)

    def confirm(person_id):
        from civic.people.models import Person

        with application.app_context():
            try:
                row = db.session.get(OpinionBatch, batch_id)
                row.confirm_lines(db.session.get(Person, person_id), {})
                db.session.commit()
            except AlreadyDecided:
                return "late"
            finally:
                db.session.remove()
        return "confirmed"

    batch_id = batch.id
    db.session.commit()
    with ThreadPoolExecutor(len(ids)) as pool:
        answers = [*pool.map(confirm, ids)]
    assert sorted(answers) == ["confirmed", "late"]
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 2


def test_a_long_opinion_is_whole_in_the_report(enter, doha):
    enter("가" * 150).confirm_lines(doha, {})
    issue = db.session.scalars(db.select(Issue)).one()
    assert (len(issue.title), issue.body) == (100, "가" * 150)


def test_hidden_reports_are_not_read_on_the_meetings_page(
    enter, round, seoyeon, doha, client, held
):
    enter("김 씨네 개가 짖어요").confirm_lines(doha, {})
    issue = db.session.scalars(db.select(Issue)).one()
    db.session.commit()
    page = f"/gaon/1/meetings/{held.id}"
    assert "김 씨네" in client.get(page).text
    find_subject("issue", issue.id, round.municipality).hide(seoyeon, "개인정보")
    db.session.commit()
    assert "김 씨네" not in client.get(page).text
    assert figures_of(round).reports == 0
    assert now() > held.starts_at
