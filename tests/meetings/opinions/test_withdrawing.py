"""A batch that counted is taken back whole, by two planners, while nothing was built on it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from civic.db import db, now
from civic.issues.heard import HeardSupport
from civic.issues.importing.refusals import BuiltOn
from civic.issues.models import Issue
from civic.kept_counts import KEPT
from civic.meetings.figures import figures_of
from civic.meetings.opinions.heard import heard_at
from civic.meetings.opinions.models import OpinionBatch
from civic.meetings.opinions.waiting import waiting_by_meeting, waiting_count
from civic.meetings.opinions.withdrawal import NotConfirmed, OpinionWithdrawal
from civic.people.rules import AlreadyDecided, AlreadyProposed, SamePerson
from civic.plans.models import Plan, Snapshot
from tests.factory import report_issue
from tests.meetings.opinions.test_confirming import heard_people, page_of


@pytest.fixture
def confirm(enter, doha):
    """confirm("버스", …) is a batch that 서연 entered and 도하 confirmed."""

    def entered_and_confirmed(*opinions, **options):
        batch = enter(*opinions, **options)
        batch.confirm_lines(doha, {})
        db.session.commit()
        return batch

    return entered_and_confirmed


@pytest.fixture
def withdraw(seoyeon, doha):
    def proposed_and_confirmed(batch):
        OpinionWithdrawal.propose(batch, seoyeon, "다른 모임의 것").confirm(doha)
        db.session.commit()

    return proposed_and_confirmed


def reports():
    return [issue.title for issue in db.session.scalars(db.select(Issue).order_by(Issue.id))]


def test_its_reports_go_and_what_it_counted_is_counted_no_more(
    confirm, withdraw, round, minji, held, doha
):
    issue = report_issue(round, minji)
    issue.support(minji)
    same = ("버스가 안 와요", {"same_as_id": issue.id, "people": 4})
    batch = confirm(same, ("등이 꺼져 있어요", {"people": 3}), ("길이 패였어요", {}))
    assert (issue.supports_count, round.issues_count) == (5, 3)

    withdraw(batch)
    assert reports() == [issue.title]
    assert (issue.supports_count, heard_people(issue), round.issues_count) == (1, 0, 1)
    assert db.session.scalar(db.select(db.func.count()).select_from(HeardSupport)) == 0
    assert heard_at(held) == []
    figures = figures_of(round)
    assert (figures.held, figures.reports, figures.supports) == (1, 0, 0)
    assert all(not kept.repair(round.id) for kept in KEPT if kept.by_round)
    assert (batch.state, batch.withdrawn_at) == ("withdrawn", now())
    assert [opinion.text for opinion in batch.opinions][1:] == ["등이 꺼져 있어요", "길이 패였어요"]
    assert (round.next_receipt, OpinionBatch.were_heard(held)) == (4, False)


def test_nothing_changes_until_another_planner_confirms(confirm, round, seoyeon, doha, held):
    batch = confirm("버스")
    proposal = OpinionWithdrawal.propose(batch, doha, "잘못 적음")
    db.session.commit()
    assert (reports(), waiting_count(round)) == (["버스"], 1)
    assert waiting_by_meeting(round) == {held.id: 1}
    with pytest.raises(SamePerson):
        proposal.confirm(doha)
    db.session.rollback()
    with pytest.raises(AlreadyProposed):
        OpinionWithdrawal.propose(batch, seoyeon, "또")
    db.session.rollback()
    proposal.drop(seoyeon)
    db.session.commit()
    assert (batch.state, reports(), waiting_count(round)) == ("confirmed", ["버스"], 0)


def test_only_what_counts_is_taken_back_and_once(enter, confirm, withdraw, seoyeon):
    with pytest.raises(NotConfirmed):
        OpinionWithdrawal.propose(enter("버스"), seoyeon, "이유")
    batch = confirm("등", key="batch-00002")
    withdraw(batch)
    with pytest.raises(NotConfirmed):
        OpinionWithdrawal.propose(batch, seoyeon, "이유")


def supported(issue, minji, seoyeon):
    issue.support(minji)


def answered(issue, minji, seoyeon):
    issue.set_status("rejected", seoyeon, "이미 공사 중이에요.")


def hidden(issue, minji, seoyeon):
    issue.hide("광고예요.")


def merged(issue, minji, seoyeon):
    issue.merge_into(report_issue(issue.round, minji), seoyeon)


def in_a_snapshot(issue, minji, seoyeon):
    db.session.add(Snapshot(plan=Plan.start(issue.round), number=1, sha256="", data=b""))


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (supported, "support"),
        (answered, "status_change"),
        (hidden, "hidden"),
        (merged, "merge"),
        (in_a_snapshot, "snapshot"),
    ],
)
def test_what_was_built_on_it_keeps_it(confirm, seoyeon, minji, act, what):
    batch = confirm("버스", "등")
    act(batch.opinions[0].issue, minji, seoyeon)
    db.session.commit()
    with pytest.raises(BuiltOn) as kept:
        OpinionWithdrawal.propose(batch, seoyeon, "이유")
    assert kept.value.counts[what] == 1


def test_what_was_built_between_proposal_and_confirmation_keeps_it(confirm, seoyeon, doha, minji):
    batch = confirm("버스")
    proposal = OpinionWithdrawal.propose(batch, seoyeon, "이유")
    db.session.commit()
    batch.opinions[0].issue.support(minji)
    db.session.commit()
    with pytest.raises(BuiltOn):
        proposal.confirm(doha)
    db.session.rollback()
    assert (batch.state, reports()) == ("confirmed", ["버스"])


def test_a_later_batch_that_said_the_same_keeps_it_until_it_is_taken_back_itself(
    confirm, withdraw, seoyeon, round
):
    first = confirm("버스")
    issue = first.opinions[0].issue
    second = confirm(("버스", {"same_as_id": issue.id, "people": 2}), key="batch-00002")
    assert issue.supports_count == 2
    with pytest.raises(BuiltOn) as kept:
        OpinionWithdrawal.propose(first, seoyeon, "이유")
    assert kept.value.counts == {"opinion": 1}
    db.session.rollback()
    withdraw(second)
    assert issue.supports_count == 0
    withdraw(first)
    assert (reports(), round.issues_count) == ([], 0)


def test_of_two_batches_of_a_meeting_the_other_goes_on_counting(confirm, withdraw, round, minji):
    issue = report_issue(round, minji)
    same = ("버스", {"same_as_id": issue.id, "people": 2})
    first, _second = confirm(same), confirm(same, key="batch-00002")
    withdraw(first)
    assert (issue.supports_count, heard_people(issue)) == (2, 2)


def test_people_counted_for_a_report_that_was_merged_since_go_from_both(
    confirm, withdraw, round, minji, seoyeon
):
    target, issue = report_issue(round, minji), report_issue(round, minji, title="버스 늦음")
    batch = confirm(("늦어요", {"same_as_id": issue.id, "people": 2}))
    issue.merge_into(target, seoyeon)
    db.session.commit()
    assert target.supports_count == 2
    withdraw(batch)
    assert (target.supports_count, issue.supports_count) == (0, 0)
    assert all(not kept.repair(round.id) for kept in KEPT if kept.by_round)


def test_of_two_who_confirm_at_once_one_does(confirm, seoyeon, doha, person, application):
    proposal = OpinionWithdrawal.propose(confirm("버스"), seoyeon, "이유")
    other = person("해나", "planner")
    proposal_id, ids = proposal.id, (doha.id, other.id)
    db.session.commit()

    def confirms(person_id):
        from civic.people.models import Person

        with application.app_context():
            try:
                row = db.session.get(OpinionWithdrawal, proposal_id)
                row.confirm(db.session.get(Person, person_id))
                db.session.commit()
            except (AlreadyDecided, NotConfirmed):
                return "late"
            finally:
                db.session.remove()
        return "confirmed"

    with ThreadPoolExecutor(len(ids)) as pool:
        answers = [*pool.map(confirms, ids)]
    assert sorted(answers) == ["confirmed", "late"]
    assert reports() == []


def test_two_planners_take_it_back_on_its_page_and_everybody_reads_why(
    confirm, as_person, seoyeon, doha, client, held, round
):
    batch = confirm("버스", "등이 꺼짐")
    first = as_person(doha)
    assert first.post(page_of(batch, "/withdrawal"), data={"reason": " "}).status_code == 422
    sent = {"reason": "다른 모임의 것"}
    assert first.post(page_of(batch, "/withdrawal"), data=sent).status_code == 303
    assert "다른 모임의 것" in first.get(page_of(batch)).text
    assert first.post(page_of(batch, "/withdrawal/confirm")).status_code == 409
    second = as_person(seoyeon)
    assert "되돌리자는 제안이 있어요" in second.get(page_of(batch)).text
    assert second.post(page_of(batch, "/withdrawal/confirm")).status_code == 303
    assert "되돌린 묶음이에요" in second.get(page_of(batch)).text
    assert second.post(page_of(batch, "/withdrawal/confirm")).status_code == 409
    log = second.get("/gaon/1/office/log").text
    assert "모임에서 들은 의견을 확인함" in log and "모임에서 들은 의견을 되돌림" in log
    assert "다른 모임의 것" in log
    page = client.get(f"/gaon/1/meetings/{held.id}").text
    assert "의견 2건을 되돌렸어요" in page and "다른 모임의 것" in page


def test_the_page_says_what_keeps_it(confirm, as_person, seoyeon, minji):
    batch = confirm("버스")
    batch.opinions[0].issue.support(minji)
    db.session.commit()
    planner = as_person(seoyeon)
    page = planner.get(page_of(batch)).text
    assert "되돌릴 수 없어요: " in page and "공감 1개" in page
    refused = planner.post(page_of(batch, "/withdrawal"), data={"reason": "이유"})
    assert refused.status_code == 409 and "공감 1개" in refused.text
    assert reports() == ["버스"]
