"""An import is taken back whole, or not at all once something was built on it."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.issues.importing import built_on, pace, run, undoing
from civic.issues.importing.models import IssueImport
from civic.issues.importing.refusals import AnotherRuns, BuiltOn, ImportNotUndoable
from civic.issues.listing import search_index
from civic.issues.listing.counts import IssueCount
from civic.issues.listing.map_cells import IssueCell
from civic.issues.models import Issue
from civic.kept_counts import KEPT
from civic.plans.models import Plan, Snapshot
from civic.solutions.parts import SolutionIssue
from civic.triage.acts.answer import AnswerMany
from civic.triage.acts.category import Category
from civic.triage.acts.hide import Hide
from civic.triage.acts.looked import Looked
from civic.triage.acts.merge import MergeMany
from civic.triage.acts.status import Status, Transfer
from civic.triage.models import OfficeAct
from civic.triage.selection import Selection
from tests.factory import add_solution
from tests.issues.importing.pages import START, upload

GOOD = "제목,추천수,위도,경도\n가로등,3,36.55,127.05\n주차,5,36.55,127.15\n버스,0,,\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(run, "PAUSE_S", 0)
    monkeypatch.setattr(undoing, "PAUSE_S", 0)


@pytest.fixture
def taken(bring, take):
    file = bring(GOOD)
    take(file)
    return file


def undo(file, planner=None):
    file.start_undo(planner)
    db.session.commit()
    undoing.finish_undo(file.id)


def wrong_counts(round):
    return [change for kept in KEPT if kept.by_round for change in kept.repair(round.id)]


def test_all_of_an_import_goes_and_its_line_in_the_log_stays(taken, round, report, minji, seoyeon):
    report(minji, title="꺼진 가로등", lat=36.55, lon=127.05)
    undo(taken, seoyeon)
    assert [issue.title for issue in db.session.scalars(db.select(Issue))] == ["꺼진 가로등"]
    assert (round.issues_count, round.next_receipt) == (1, 5)
    found = search_index.matching("가로등", round.id)
    assert db.session.scalar(db.select(db.func.count()).where(Issue.id.in_(found))) == 1
    assert db.session.scalar(db.select(db.func.sum(IssueCell.issues)).filter_by(zoom=12)) == 1
    assert db.session.scalar(db.select(db.func.sum(IssueCount.issues))) == 1
    assert wrong_counts(round) == []
    assert (taken.rows, taken.undone_by, taken.undone_at) == (3, seoyeon, now())


def test_receipt_numbers_are_not_given_again_and_the_file_comes_in_anew(taken, take, bring, round):
    undo(taken)
    assert take(bring(GOOD)) == (3, [])
    receipts = db.session.scalars(db.select(Issue.receipt).order_by(Issue.receipt))
    assert list(receipts) == [4, 5, 6]


def test_it_is_undone_once(taken):
    undo(taken)
    with pytest.raises(ImportNotUndoable):
        taken.start_undo(None)


def test_a_file_that_was_not_imported_is_not_undone(bring):
    with pytest.raises(ImportNotUndoable):
        bring(GOOD).start_undo(None)


def supported(issue, minji, seoyeon):
    issue.support(minji)


def commented(issue, minji, seoyeon):
    issue.comment(minji, "저도요", "key")


def answered(issue, minji, seoyeon):
    issue.set_status("rejected", seoyeon, "이미 공사 중이에요.")


def hidden(issue, minji, seoyeon):
    issue.hide("광고예요.")


def named_by_a_solution(issue, minji, seoyeon):
    solution = add_solution(issue.round)
    db.session.flush()
    db.session.execute(db.insert(SolutionIssue).values(solution_id=solution.id, issue_id=issue.id))


def in_a_snapshot(issue, minji, seoyeon):
    db.session.add(Snapshot(plan=Plan.start(issue.round), number=1, sha256="", data=b""))


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (supported, "support"),
        (commented, "issue_comment"),
        (answered, "status_change"),
        (hidden, "hidden"),
        (named_by_a_solution, "solution_issue"),
        (in_a_snapshot, "snapshot"),
    ],
)
def test_what_was_built_on_it_keeps_it(taken, minji, seoyeon, act, what):
    act(db.session.scalars(db.select(Issue)).first(), minji, seoyeon)
    db.session.commit()
    with pytest.raises(BuiltOn) as kept:
        taken.start_undo(seoyeon)
    assert kept.value.counts[what] == 1


def test_acts_that_were_taken_back_keep_nothing(taken, round, seoyeon, as_person):
    """The act stays on record, and what it left out is not asked for any more."""
    ids = tuple(db.session.scalars(db.select(Issue.id)))
    for act in (Looked(), Category("transit")):
        done = OfficeAct.do(act, Selection(seen=0, ids=ids), round, seoyeon)
        db.session.commit()
        assert taken.built_on()
        done.undo(type(act), seoyeon)
        done.left_out = [[ids[0], "pinned", None]]
        db.session.commit()
    assert taken.built_on() == {}
    office = as_person(seoyeon)
    assert office.post(f"{START}/{taken.id}/undo").status_code == 303
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 0
    assert office.get(f"/gaon/1/office/voices/acts/{done.id}").status_code == 200


@pytest.mark.parametrize(
    "act",
    [
        Status("reviewing"),
        Transfer("도로공사", "도로공사가 맡은 길이에요."),
        AnswerMany("다음 달에 고쳐요."),
        MergeMany(reason="같은 말이에요."),
        Hide("광고예요."),
    ],
    ids=lambda act: act.kind,
)
def test_what_is_said_to_residents_and_taken_back_keeps_nothing(taken, round, seoyeon, act):
    ids = tuple(db.session.scalars(db.select(Issue.id)))
    done = OfficeAct.do(act, Selection(seen=0, ids=ids), round, seoyeon)
    db.session.commit()
    assert taken.built_on()
    done.undo(type(act), seoyeon)
    db.session.commit()
    assert taken.built_on() == {}
    undo(taken, seoyeon)
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 0
    assert wrong_counts(round) == []


def test_what_stands_beside_what_was_taken_back_still_keeps_it(taken, round, seoyeon):
    issue = db.session.scalars(db.select(Issue)).first()
    issue.set_status("reviewing", seoyeon)
    done = OfficeAct.do(Status("voting"), Selection(seen=9, ids=(issue.id,)), round, seoyeon)
    done.undo(Status, seoyeon)
    db.session.commit()
    assert taken.built_on() == {"status_change": 1}


def test_a_merge_undone_on_the_page_of_the_report_keeps_neither_import(taken, bring, take, seoyeon):
    """The merge names two reports: of this file and of another."""
    other = bring("제목\n인도\n")
    take(other)
    first, *_, last = db.session.scalars(db.select(Issue).order_by(Issue.id))
    merge = last.merge_into(first, seoyeon)
    db.session.commit()
    assert taken.built_on() and other.built_on()
    merge.undo(seoyeon, "다른 곳이에요.")
    db.session.commit()
    assert (taken.built_on(), other.built_on()) == ({}, {})
    undo(taken, seoyeon)
    undo(other, seoyeon)
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 0


def test_every_table_that_refers_to_an_issue_is_asked():
    names = {column.table.name for column in built_on.references()}
    assert names >= {"support", "issue_comment", "merge", "status_change", "flag", "notice"}


def test_a_support_given_meanwhile_brings_all_of_them_back(
    taken, round, minji, seoyeon, monkeypatch
):
    monkeypatch.setattr(pace, "MOST", 1)
    take_out, out = undoing.take_out, []

    def then_somebody_supports(issue_import, issues):
        done = take_out(issue_import, issues)
        if not out:
            other = db.session.scalars(db.select(Issue).filter_by(hidden_at=None)).first()
            other.support(minji)
        out.extend(issues)
        return done

    monkeypatch.setattr(undoing, "take_out", then_somebody_supports)
    undo(taken, seoyeon)
    assert db.session.scalar(db.select(db.func.count(Issue.id)).filter_by(listed=True)) == 3
    assert (taken.is_undoing, taken.undone_at, taken.undone_by) == (False, None, None)
    assert (round.issues_count, wrong_counts(round)) == (3, [])


def test_an_undo_that_died_is_gone_on_with(taken, round, monkeypatch):
    monkeypatch.setattr(pace, "MOST", 1)
    step, steps = undoing.do_one_step, []

    def dies(*args):
        steps.append(args)
        if len(steps) == 5:
            raise KeyboardInterrupt
        return step(*args)

    monkeypatch.setattr(undoing, "do_one_step", dies)
    taken.start_undo(None)
    db.session.commit()
    with pytest.raises(KeyboardInterrupt):
        undoing.finish_undo(taken.id)
    db.session.rollback()
    assert IssueImport.unfinished() == [taken.id]
    undoing.finish_undo(taken.id)
    assert (db.session.scalar(db.select(db.func.count(Issue.id))), taken.is_undoing) == (0, False)


def test_while_one_is_undone_no_other_is_imported_or_undone(taken, bring, take):
    other = bring("제목\n하나\n")
    taken.start_undo(None)
    db.session.commit()
    with pytest.raises(AnotherRuns):
        take(other)


def test_the_planner_undoes_it_on_the_page_and_the_log_names_both(taken, as_person, seoyeon, round):
    office, address = as_person(seoyeon), f"{START}/{taken.id}/result"
    assert "3건 되돌리기" in office.get(address).text
    answer = office.post(f"{START}/{taken.id}/undo")
    assert answer.location == address
    assert "3건을 되돌렸어요" in office.get(address).text
    assert "3건 가져왔다가 되돌림" in office.get(START).text
    log = office.get("/gaon/1/office/log").text
    assert "기존 민원을 가져옴" in log and "가져온 민원을 되돌림" in log and "서연" in log
    assert office.post(f"{START}/{taken.id}/undo").status_code == 409


def test_an_import_is_one_entry_in_the_log_however_many_steps_it_took(as_person, seoyeon, round):
    """Before it is run each step is one; a file that is not imported keeps its own."""
    office = as_person(seoyeon)
    upload(office, "제목,내용\n남은 파일,그대로\n", "남은.csv")
    address = upload(office, "제목,내용\n가로등,어두워요\n", "가로등.csv").location
    office.post(address, data={"as-제목": "title", "as-내용": "body"})
    before = office.get("/gaon/1/office/log").text
    assert before.count("민원 파일을 올림") == 2 and "민원 파일의 열을 맞춤" in before
    office.post(address + "/run")
    log = office.get("/gaon/1/office/log").text
    assert log.count("가로등.csv") == log.count("기존 민원을 가져옴") == 1
    assert "민원 파일의 열을 맞춤" not in log and log.count("남은.csv") == 1
    assert log.count("민원 파일을 올림") == 2  # of the other, and when this one was


def test_the_page_says_what_was_built_on_it(taken, as_person, seoyeon, minji):
    db.session.scalars(db.select(Issue)).first().support(minji)
    db.session.commit()
    office = as_person(seoyeon)
    assert "되돌릴 수 없어요: 공감 1개" in office.get(f"{START}/{taken.id}/result").text
    refused = office.post(f"{START}/{taken.id}/undo")
    assert refused.status_code == 409 and "공감 1개" in refused.text
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 3


def test_a_file_that_nobody_imports_is_forgotten_after_two_weeks(bring, clock):
    bring(GOOD)
    clock(timedelta(days=13))
    assert IssueImport.forget_old() == 0
    clock(timedelta(days=2))
    assert IssueImport.forget_old() == 1
