"""After the count, filing and evaluation the issues behind solutions move by one press."""

from datetime import date

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.notices.collect import gather
from civic.notices.models import Notice
from civic.plans.filing.models import FilingStep
from civic.plans.models import Plan
from civic.plans.outcomes.moves import moving_count, previews
from civic.solutions.models import Solution
from civic.triage.acts.registry import KINDS
from civic.triage.acts.status import Status
from civic.triage.models import OfficeAct
from civic.triage.selection import Selection
from tests.conftest import NOW
from tests.factory import add_issue, add_solution, report_issue

PAGE = "/gaon/1/plan/outcomes"
REASON = "주민투표에서 뽑혔어요."


@pytest.fixture
def counted(round, minji, junho):
    """A counted vote: of two solutions one was chosen. 민지 reported three issues behind it, all of
    which 준호 supports; one of them is behind the other solution too, with a fourth."""
    here = [report_issue(round, minji, title=f"제보 {n}") for n in range(4)]
    for issue in here[:3]:
        issue.support(junho)
    chosen = add_solution(round, status="selected")
    other = add_solution(round, 2, title="수요응답 택시", status="not_selected")
    chosen.issues, other.issues = here[:3], here[2:]
    round.vote_sealed_at = NOW
    db.session.commit()
    return [issue.id for issue in here]


@pytest.fixture
def planner(as_person, seoyeon, counted):
    return as_person(seoyeon)


def press(planner, round, move="selected", status=None, reason=REASON, key="outcome-0001"):
    db.session.refresh(round)
    fields = {"status": status or move, "reason": reason, "seen": str(round.office_revision)}
    data = {f"{move}-{name}": value for name, value in fields.items()} | {"request_key": key}
    return planner.post(f"{PAGE}/{move}", data=data)


def statuses(ids):
    db.session.expire_all()
    return [db.session.get(Issue, id).status for id in ids]


def file_plan(round, seoyeon, **outcomes):
    plan = Plan.of(round) or Plan(round=round)
    db.session.add(plan)
    db.session.flush()
    for number, (kind, outcome) in enumerate(outcomes.items()):
        key = {"entered_by_id": seoyeon.id, "request_key": f"step-{kind}-{number}"}
        words = {"kind": kind, "outcome": outcome, "happened_on": date(2026, 11, 20)}
        db.session.add(FilingStep(plan_id=plan.id, **words, **key))
    db.session.commit()


def test_the_page_says_how_many_move_and_which_stay(planner, round):
    page = planner.get(PAGE).text
    assert "3건을 옮겨요" in page and "1건을 옮겨요" in page
    assert "선정된 해결방안에도 이어져 있어요" in page
    assert moving_count(round) == 4
    assert "결과를 전할 제보" in planner.get("/gaon/1/office").text


def test_before_the_count_nothing_is_offered(planner, round):
    round.vote_sealed_at = None
    db.session.commit()
    assert previews(round) == []
    assert "아직 옮길 때가 아니에요" in planner.get(PAGE).text


def test_one_press_moves_them_with_the_reason_and_is_on_record(planner, round, counted):
    answer = press(planner, round)
    [act] = db.session.scalars(db.select(OfficeAct)).all()
    assert answer.headers["Location"].endswith(f"/office/voices/acts/{act.id}")
    assert statuses(counted) == ["selected"] * 3 + ["received"]
    steps = db.session.scalars(db.select(StatusChange).filter_by(status="selected")).all()
    assert {step.reason for step in steps} == {REASON} and len(steps) == 3
    assert moving_count(round) == 1
    assert "전한 것" in planner.get(PAGE).text


def test_who_follows_many_hears_once(planner, round, counted, minji, junho):
    gather()
    press(planner, round)
    gather()
    heard = db.session.scalars(db.select(Notice).filter_by(kind="status")).all()
    assert sorted(notice.person_id for notice in heard) == sorted([minji.id, junho.id])
    assert heard[0].details["reason"] == REASON


def test_who_asked_to_hear_no_more_hears_nothing(planner, round, counted, minji, junho):
    for id in counted:
        issue = db.session.get(Issue, id)
        issue.follow(junho)
        issue.stop_following(junho)
    db.session.commit()
    press(planner, round)
    gather()
    heard = db.session.scalars(db.select(Notice).filter_by(kind="status")).all()
    assert [notice.person_id for notice in heard] == [minji.id]


def test_taken_back_it_is_as_before_and_offered_again(planner, round, counted, seoyeon, minji):
    press(planner, round)
    act = db.session.scalar(db.select(OfficeAct))
    act.undo(KINDS[act.kind], seoyeon)
    db.session.commit()
    gather()
    assert statuses(counted) == ["received"] * 4
    assert moving_count(round) == 4
    assert not db.session.scalars(db.select(Notice).filter_by(kind="status")).all()


def test_those_who_heard_hear_once_that_it_was_taken_back(planner, round, seoyeon, minji):
    press(planner, round)
    gather()
    act = db.session.scalar(db.select(OfficeAct))
    act.undo(KINDS[act.kind], seoyeon)
    db.session.commit()
    gather()
    mine = db.select(Notice).filter_by(kind="status", person_id=minji.id)
    assert len(db.session.scalars(mine).all()) == 2


def test_the_same_press_again_is_one_act(planner, round):
    press(planner, round)
    press(planner, round)
    assert db.session.scalar(db.select(db.func.count(OfficeAct.id))) == 1


def test_those_not_chosen_hear_what_the_planner_writes_once(planner, round, counted):
    words = "다음 공모 때 다시 살펴볼게요."
    assert press(planner, round, "others", "reviewing", words).status_code == 303
    assert statuses(counted)[3] == "reviewing"
    assert next(p for p in previews(round) if p.move == "others").moving == ()
    again = press(planner, round, "others", "reviewing", words, key="outcome-0002")
    assert again.headers["Location"].endswith(PAGE)


def test_filing_and_evaluation_each_move_them_on(planner, round, counted, seoyeon):
    file_plan(round, seoyeon, submitted="")
    press(planner, round, "planned", key="outcome-0003")
    assert statuses(counted)[:3] == ["planned"] * 3
    file_plan(round, seoyeon, evaluation="selected")
    press(planner, round, "building", key="outcome-0004")
    assert statuses(counted)[:3] == ["building"] * 3


def test_a_lost_evaluation_takes_them_back_to_be_looked_at(planner, round, counted, seoyeon):
    press(planner, round)
    file_plan(round, seoyeon, submitted="", evaluation="not_selected")
    press(planner, round, "lost", "reviewing", key="outcome-0005")
    assert statuses(counted)[:3] == ["reviewing"] * 3


def test_what_was_answered_otherwise_hidden_or_merged_stays(planner, round, counted, seoyeon):
    first, second, third, _fourth = [db.session.get(Issue, id) for id in counted]
    first.status = "transferred"
    second.hidden_at, second.listed = NOW, False
    root, between = add_issue(round, 90), add_issue(round, 91)
    third.merged_into_id, third.listed = between.id, False
    between.merged_into_id, between.listed = root.id, False
    db.session.commit()
    preview = previews(round)[0]
    assert preview.moving == (root.id,)
    assert {row.id: why for row, why in preview.staying} == {
        first.id: "decided",
        second.id: "hidden",
    }


def test_what_a_colleague_changed_since_is_left_and_named(planner, round, counted, person):
    db.session.refresh(round)
    seen = round.office_revision
    chosen = Selection(seen=seen, ids=(counted[0],))
    OfficeAct.do(Status("reviewing"), chosen, round, person("하늘", "planner"))
    db.session.commit()
    data = {"selected-status": "selected", "selected-reason": REASON, "selected-seen": str(seen)}
    page = planner.post(f"{PAGE}/selected", data=data, follow_redirects=True).text
    assert statuses(counted) == ["reviewing", "selected", "selected", "received"]
    assert "하늘 님이 먼저 바꿨어요" in page


@pytest.mark.parametrize("bad", [{"reason": " "}, {"status": "done"}, {"reason": "가" * 1001}])
def test_a_refused_press_says_why_and_keeps_the_words(planner, round, counted, bad):
    answer = press(planner, round, **bad)
    assert answer.status_code == 422
    assert statuses(counted) == ["received"] * 4


def test_a_solution_that_was_withdrawn_moves_nothing(planner, round, counted):
    other = db.session.scalar(db.select(Solution).filter_by(number=2))
    other.withdrawn_at = other.hidden_at = NOW
    db.session.commit()
    assert [(p.move, len(p.moving)) for p in previews(round)] == [("selected", 3), ("others", 0)]


@pytest.mark.parametrize(("role", "status"), [(None, 303), ("consultant", 403), ("planner", 200)])
def test_it_is_the_offices(role, status, client, as_person, person, counted):
    visitor = as_person(person("도윤", role)) if role else client
    assert visitor.get(PAGE).status_code == status
