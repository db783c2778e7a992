"""Saying that the plan is ready: refused while something is missing, and never for good."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.photos.models import Photo
from civic.plans.models import Plan
from civic.plans.readiness.facts import facts_of, mark_ready, open_items, ready_status_of
from civic.plans.readiness.models import NotMarked, ReadyMark
from civic.plans.readiness.rules import FIELDS, NotReady
from civic.plans.review.models import Remark
from civic.plans.snapshots.gather import freeze
from civic.rounds.rules import PHASES, PhaseClosed
from civic.targets.weights.models import WeightDecision
from civic.votes.seal.tally import Tally
from tests.factory import add_round

READY = "/gaon/1/plan/ready"


def kinds(plan, required=True):
    db.session.expire_all()
    return {item.kind for item in open_items(plan.round, plan) if item.required is required}


def marks():
    db.session.expire_all()
    return db.session.scalars(db.select(ReadyMark)).all()


@pytest.fixture
def said(fine, doyun):
    remark = Remark.make(
        fine.snapshot(), doyun, paragraph_key="overview.people", body="누구?",
        request_key="said-0001",
    )  # fmt: skip
    db.session.commit()
    return remark


def test_a_national_share_that_is_not_the_calls_is_told(fine):
    assert "national_off" not in kinds(fine, required=False)
    fine.round.call.shares = {"national": 40, "local": 60}
    db.session.commit()
    assert "national_off" in kinds(fine, required=False)


def test_a_planner_marks_a_plan_that_lacks_nothing(as_person, seoyeon, fine):
    planner = as_person(seoyeon)
    assert "꼭 할 일을 모두 마쳤어요" in planner.get(READY).text
    assert planner.post(READY).status_code == 303

    [mark] = marks()
    assert (mark.marked_by_id, mark.snapshot.number) == (seoyeon.id, 1)
    assert "낼 준비를 마쳤어요: 제1호" in planner.get(READY).text
    assert "낼 준비를 마쳤어요: 제1호" in planner.get("/gaon/1/office").text


def test_an_open_remark_blocks_and_the_page_says_which(as_person, seoyeon, said):
    planner = as_person(seoyeon)
    assert "disabled" in planner.get(READY).text
    answer = planner.post(READY)

    assert answer.status_code == 409
    assert "답변 없는 컨설팅 의견 1건" in answer.text
    assert f"/gaon/1/plan#r{said.id}" in answer.text
    assert marks() == []


def test_answered_and_compiled_again_it_is_no_longer_blocked(as_person, seoyeon, said, fine):
    said.answer("adopted", "나눔", seoyeon)
    db.session.commit()
    assert kinds(fine) == {"stale"}
    freeze(fine, seoyeon)
    db.session.commit()
    assert as_person(seoyeon).post(READY).status_code == 303


def test_what_is_missing_is_looked_up_inside_the_transaction(seoyeon, said, fine):
    with pytest.raises(NotReady) as missing:
        mark_ready(fine, seoyeon)
    assert [item.kind for item in missing.value.items] == ["remarks", "stale"]


def test_pressing_twice_is_one_mark(as_person, seoyeon, fine):
    for _ in range(2):
        assert as_person(seoyeon).post(READY).status_code == 303
    assert len(marks()) == 1


def test_a_new_snapshot_makes_it_no_longer_ready(as_person, seoyeon, fine, clock):
    as_person(seoyeon).post(READY)
    clock(timedelta(hours=1))
    freeze(fine, seoyeon)
    db.session.commit()

    assert not ready_status_of(fine).is_ready
    assert (
        "새 자료로 다시 만들어서, 이제는 준비된 것이 아니에요" in as_person(seoyeon).get(READY).text
    )
    assert as_person(seoyeon).post(READY).status_code == 303
    assert [mark.snapshot.number for mark in marks()] == [1, 2]


def test_a_changed_text_makes_it_no_longer_ready(as_person, seoyeon, fine):
    as_person(seoyeon).post(READY)
    fine.write("overview", "설명회 4회", seoyeon)
    db.session.commit()

    assert ready_status_of(fine).changed == ("written",)
    page = as_person(seoyeon).get(READY).text
    assert "이제는 준비된 것이 아니에요: 문단" in page
    assert "제1호를 만든 뒤 바뀜: 문단" in page


def test_it_is_taken_back_with_a_reason(as_person, seoyeon, fine):
    planner = as_person(seoyeon)
    planner.post(READY)
    assert planner.post(f"{READY}/withdraw", data={"reason": " "}).status_code == 422
    answer = planner.post(f"{READY}/withdraw", data={"reason": "금액을 다시 봄"})

    assert answer.status_code == 303
    [mark] = marks()
    assert (mark.withdrawn_by_id, mark.withdrawn_reason) == (seoyeon.id, "금액을 다시 봄")
    assert "준비를 되돌렸어요: 금액을 다시 봄" in planner.get(READY).text
    assert planner.post(READY).status_code == 303
    assert len(marks()) == 2


def test_of_two_who_take_it_back_one_does(as_person, seoyeon, fine, person):
    assert as_person(seoyeon).post(f"{READY}/withdraw", data={"reason": "왜"}).status_code == 409
    mark = mark_ready(fine, seoyeon)
    db.session.commit()
    mark.withdraw(seoyeon, "먼저")
    db.session.commit()
    with pytest.raises(NotMarked):
        mark.withdraw(person("지호", "planner"), "나중")
    db.session.rollback()
    assert marks()[0].withdrawn_reason == "먼저"


@pytest.mark.parametrize("phase", PHASES)
def test_it_is_said_while_the_plan_is_made(phase, seoyeon, fine, open_phase):
    open_phase(phase)
    if phase in ("compile", "consult", "submit"):
        mark_ready(fine, seoyeon)
    else:
        with pytest.raises(PhaseClosed):
            mark_ready(fine, seoyeon)


@pytest.mark.parametrize("role", [None, "resident", "consultant"])
@pytest.mark.parametrize("path", [READY, f"{READY}/withdraw", "/gaon/1/plan/photos"])
def test_nobody_else_marks_a_plan(role, path, client, as_person, person, fine):
    roles = ["consultant"] if role == "consultant" else []
    visitor = as_person(person("도윤", *roles)) if role else client
    assert visitor.post(path).status_code == (403 if role else 303)
    assert marks() == []


def test_a_round_without_a_plan_has_a_list_and_can_not_be_ready(
    as_person, seoyeon, round, open_phase
):
    open_phase("submit")
    planner = as_person(seoyeon)
    page = planner.get(READY).text
    assert "계획서를 아직 만들지 않음" in page and "투표를 집계하지 않음" in page
    assert planner.post(READY).status_code == 409
    assert marks() == []


def test_each_thing_missing_in_the_rows_is_found(fine, bus, seoyeon, round):
    assert kinds(fine) == set()
    WeightDecision.by_planner(round, seoyeon, {bus: 100.0}, "하나뿐임")
    bus.baseline_source, bus.weight_percent = "", 95.0
    db.session.commit()
    assert kinds(fine) == {"no_baseline_source", "weights", "stale"}
    bus.solution.status = "not_selected"
    db.session.execute(db.delete(Tally))
    db.session.commit()
    assert "vote_uncounted" in kinds(fine)


def test_advice_is_of_the_form_and_the_people(fine, gaon, call):
    assert kinds(fine, required=False) == {"example", "no_follow_up", "no_project", "population"}
    for place in gaon.districts:
        place.population = 100
    call.template_is_example = False
    db.session.commit()
    assert kinds(fine, required=False) == {"no_follow_up", "no_project"}


def test_a_chapter_longer_than_the_calls_form_allows_is_required(fine, call, seoyeon):
    call.template_is_example = False
    template = fine.template_in_use()
    template["chapters"][0]["most_letters"] = 3
    fine.template = template
    freeze(fine, seoyeon)
    db.session.commit()
    assert kinds(fine) == {"too_long"}


def test_more_pages_than_the_calls_form_allows_are_required_to_go(fine, call, seoyeon):
    call.template_is_example = False
    allowed = fine.template_in_use()
    for most, told in ((1, {"too_many_pages"}), (999, set())):
        fine.template = allowed | {"most_pages": most}
        freeze(fine, seoyeon)
        db.session.commit()
        assert kinds(fine) == told


@pytest.fixture
def photo(fine, round):
    photo = Photo(key="a" * 32, sha256="b" * 64, width=4, height=3)
    issue = Issue(
        round_id=round.id, receipt=1, title="가로등", category="safety", cover_key=photo.key
    )
    db.session.add_all([photo, issue])
    db.session.flush()
    shown = IssuePhoto(issue_id=issue.id, photo_id=photo.id, position=0)
    db.session.add(shown)
    db.session.commit()
    return shown


def test_a_photo_without_words_gets_them_from_a_planner(as_person, seoyeon, fine, photo, round):
    assert facts_of(round, fine).photos_without_words == 1
    planner = as_person(seoyeon)
    name = f"words-{photo.id}"
    assert f'name="{name}"' in planner.get("/gaon/1/plan/photos").text
    planner.post("/gaon/1/plan/photos", data={name: "꺼진 가로등 " + "가" * 300})

    db.session.expire_all()
    assert photo.alt.startswith("꺼진 가로등") and len(photo.alt) == 200
    assert photo.described_by_id == seoyeon.id
    assert db.session.scalars(db.select(Issue)).one().cover_alt == photo.alt
    assert facts_of(round, fine).photos_without_words == 0


def test_a_reporters_own_words_stay(as_person, seoyeon, photo):
    photo.alt = "민지가 적은 말"
    db.session.commit()
    planner = as_person(seoyeon)
    assert f"words-{photo.id}" not in planner.get("/gaon/1/plan/photos").text
    planner.post("/gaon/1/plan/photos", data={f"words-{photo.id}": "담당자의 말"})
    db.session.expire_all()
    assert photo.alt == "민지가 적은 말"


def test_the_list_of_one_round_knows_nothing_of_another(fine, said, gaon, call):
    other = add_round(gaon, call, number=2)
    assert facts_of(other, Plan.of(other)).open_remarks == ()


def test_when_the_round_is_over_a_mark_is_for_the_record(seoyeon, fine, clock):
    mark = mark_ready(fine, seoyeon)
    db.session.commit()
    clock(fine.round.phase("submit").ends_at)
    with pytest.raises(PhaseClosed):
        mark.withdraw(seoyeon, "늦었어요")
    assert ready_status_of(fine).is_ready


def test_what_an_indicator_lacks_leads_to_the_field_it_is_written_in(as_person, seoyeon, fine, bus):
    planner = as_person(seoyeon)
    page = planner.get(f"/gaon/1/targets/{bus.id}/edit").text
    assert all(f'id="{field}"' in page for field in FIELDS.values())
    bus.method = ""
    db.session.commit()
    assert f'href="/gaon/1/targets/{bus.id}/edit#method"' in planner.get(READY).text
