"""A plan that is said to be ready notices whatever changes in what its snapshot holds."""

import threading
from datetime import timedelta

import pytest

from civic.db import db, unchanged_mark, writing
from civic.documents.canonical import canonical, pack
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.moderation.subjects import find_subject
from civic.photos.models import Photo
from civic.places.population.models import Population
from civic.places.population.rows import ALL
from civic.plans.models import Plan
from civic.plans.readiness.facts import mark_ready, ready_status_of
from civic.plans.readiness.labels import part_words
from civic.plans.snapshots import staleness
from civic.plans.snapshots.gather import Part, freeze, labels, parts
from civic.plans.snapshots.staleness import changed_since
from civic.solutions.models import Solution
from civic.targets.models import Indicator
from civic.targets.weights.models import WeightDecision
from tests.plans.frozen import frozen
from tests.plans.templates import use_template

READY = "/gaon/1/plan/ready"


@pytest.fixture
def ready(fine, round, person, seoyeon):
    """A plan that is ready, of a round where people have reported, commented and taken photos."""
    minji = person("민지")
    district = round.municipality.districts[0].id
    told = {"round_id": round.id, "category": "safety", "reporter_id": minji.id}
    lamp, dark = (
        Issue(receipt=n, title=title, district_id=district, **told)
        for n, title in ((1, "가로등이 나감"), (2, "골목이 어두움"))
    )
    photo = Photo(key="a" * 32, sha256="b" * 64, width=4, height=3)
    db.session.add_all([lamp, dark, photo])
    db.session.flush()
    db.session.add_all(
        [
            IssuePhoto(issue_id=lamp.id, photo_id=photo.id, position=0, alt="꺼진 가로등"),
            IssueComment(issue_id=lamp.id, author_id=minji.id, body="저도 봤어요"),
        ]
    )
    round.next_receipt = 3
    frozen(fine, seoyeon)
    mark_ready(fine, seoyeon)
    db.session.commit()
    return fine


def hide(kind, thing, plan, planner):
    find_subject(kind, thing.id, plan.round.municipality).hide(planner, "개인정보")


def issue(receipt) -> Issue:
    return db.session.scalars(db.select(Issue).filter_by(receipt=receipt)).one()


def one(table):
    return db.session.scalars(db.select(table)).one()


def hides_an_issue(plan, planner):
    hide("issue", issue(1), plan, planner)


def sets_a_status(plan, planner):
    issue(1).set_status("planned", planner)


def merges_two_issues(plan, planner):
    issue(2).merge_into(issue(1), planner)


def hides_a_comment(plan, planner):
    hide("issue_comment", one(IssueComment), plan, planner)


def takes_a_photo_away(plan, planner):
    db.session.delete(one(IssuePhoto))


def withholds_a_photo(plan, planner):
    one(Photo).withhold()


def says_otherwise_what_a_photo_shows(plan, planner):
    one(IssuePhoto).alt = "밤의 골목"


def moves_a_phase(plan, planner):
    plan.round.phase("submit").ends_at += timedelta(days=1)


def hides_a_solution(plan, planner):
    hide("solution", one(Solution), plan, planner)


def rewords_a_solution(plan, planner):
    one(Solution).summary = "다른 요약"


def overrides_a_target(plan, planner):
    one(Indicator).override_target(20.0, "예산에 맞춤", planner)


def weighs_by_hand(plan, planner):
    WeightDecision.by_planner(plan.round, planner, {one(Indicator): 100.0}, "하나뿐임")


def says_how_many_live_here(plan, planner):
    district = plan.round.municipality.districts[0]
    db.session.add(Population(district_id=district.id, band=ALL, people=1234))


def corrects_the_call(plan, planner):
    plan.round.call.correct(programme="다른 사업")


def renames_the_round(plan, planner):
    plan.round.title = "새 이름"


def renames_the_city(plan, planner):
    plan.round.municipality.notice = "지어낸 도시"


def writes_a_paragraph(plan, planner):
    plan.write("overview", "설명회 4회", planner)


def rewrites_the_template(plan, planner):
    use_template(plan, plan.template_in_use() | {"title": "참여 부문"}, planner)


def confirms_the_template(plan, planner):
    plan.confirm_template(planner)


CHANGES = {
    hides_an_issue: "도시문제",
    sets_a_status: "도시문제",
    merges_two_issues: "도시문제",
    hides_a_comment: "참여한 수",
    takes_a_photo_away: "현장 사진",
    withholds_a_photo: "현장 사진",
    says_otherwise_what_a_photo_shows: "현장 사진",
    moves_a_phase: "일정",
    hides_a_solution: "해결방안",
    rewords_a_solution: "해결방안",
    overrides_a_target: "성과지표와 목표",
    weighs_by_hand: "가중치",
    says_how_many_live_here: "참여 주민과 인구",
    corrects_the_call: "공모",
    renames_the_round: "참여 기간 설정",
    renames_the_city: "지자체",
    writes_a_paragraph: "문단",
    rewrites_the_template: "서식",
    confirms_the_template: "예시 서식 표시",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_ready_plan_is_no_longer_ready_after_somebody(change, ready, seoyeon, as_person):
    assert ready_status_of(ready).is_ready
    change(ready, seoyeon)
    db.session.commit()

    standing = ready_status_of(ready)
    assert not standing.is_ready and CHANGES[change] in labels(standing.changed)
    page = as_person(seoyeon).get(READY).text
    assert f"이제는 준비된 것이 아니에요: {part_words(standing.changed)}" in page
    assert as_person(seoyeon).get("/gaon/1/office").status_code == 200


def test_compiled_again_it_can_be_ready_again(ready, seoyeon):
    hides_an_issue(ready, seoyeon)
    freeze(ready, seoyeon)
    mark_ready(ready, seoyeon)
    db.session.commit()
    assert ready_status_of(ready).is_ready


def test_everything_frozen_is_compared_and_has_a_name(ready):
    data = ready.snapshot().read()
    assert sorted(data) == sorted(part.value for part in Part)
    for part in Part:
        assert str(part.label)
        other = pack(canonical(data | {part.value: ["something else"]}))
        if part is not Part.TEMPLATE:  # anything else there is no template
            ready.snapshot().data = other
            assert changed_since(ready, ready.snapshot()) == (part,)


def test_a_snapshot_of_an_earlier_program_says_what_is_new(ready, seoyeon, as_person):
    snapshot = ready.snapshot()
    data = snapshot.read()
    del data["voices"]
    snapshot.data = pack(canonical(data | {"long_gone": 1}))
    db.session.commit()
    assert changed_since(ready, snapshot) == ("voices", "long_gone")
    page = as_person(seoyeon).get(READY).text
    assert "이제는 준비된 것이 아니에요: 참여 주민과 인구" in page
    assert part_words(["long_gone"]) == "프로그램이 바뀐 부분"


@pytest.fixture
def gathered(monkeypatch):
    """How often everything was gathered."""
    times = []

    def counted(plan):
        times.append(plan.id)
        return parts(plan)

    monkeypatch.setattr(staleness, "parts", counted)
    return times


def test_while_nobody_writes_it_is_gathered_once(ready, gathered):
    for _ in range(4):
        db.session.rollback()
        assert changed_since(ready, ready.snapshot()) == ()
    assert len(gathered) == 1


def test_what_another_session_commits_is_seen_at_once(ready, app, gathered):
    assert changed_since(ready, ready.snapshot()) == ()
    db.session.rollback()

    def rename():
        with app.app_context(), writing():
            one(Solution).title = "다른 이름"
            db.session.commit()
            db.session.remove()

    another = threading.Thread(target=rename)
    another.start()
    another.join()
    assert "solutions" in changed_since(ready, ready.snapshot())


def test_what_is_rolled_back_is_forgotten(ready):
    one(Solution).title = "다른 이름"
    assert unchanged_mark() is None
    assert "solutions" in changed_since(ready, ready.snapshot())
    db.session.rollback()
    assert changed_since(ready, ready.snapshot()) == ()


def test_a_plan_compiled_twice_from_the_same_rows_differs_in_nothing(taken, round):
    db.session.expire_all()  # as the worker reads them
    plan = Plan.of(round)
    assert changed_since(plan, freeze(plan, None)) == ()
    db.session.commit()
    assert changed_since(plan, plan.snapshot()) == ()
