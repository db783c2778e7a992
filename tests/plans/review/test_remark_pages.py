"""Remarks on a plan's pages, and their answers."""

import pytest

from civic.db import db
from civic.plans.models import Plan
from civic.plans.review.models import Disposition, Remark
from civic.plans.snapshots.gather import freeze

PLAN = "/gaon/1/plan"


def remark_form(**changes):
    fields = {"paragraph_key": "overview.people", "body": "나이대로 나눠 주세요."}
    return fields | {"request_key": "remark-0001"} | changes


def count(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


@pytest.mark.parametrize("phase", ["report", "vote", "compile", "consult", "submit"])
def test_remarks_are_taken_while_the_plan_is_made(phase, as_person, doyun, snapshot, open_phase):
    open_phase(phase)
    answer = as_person(doyun).post(f"{PLAN}/1/remarks", data=remark_form())
    taken = phase in ("compile", "consult", "submit")
    assert answer.status_code == (303 if taken else 409)
    assert count(Remark) == taken


def test_a_remark_keeps_the_words_it_is_about(as_person, doyun, snapshot, open_phase):
    open_phase("consult")
    as_person(doyun).post(f"{PLAN}/1/remarks", data=remark_form())
    remark = db.session.scalars(db.select(Remark)).one()
    assert remark.quote == "참여 주민: 0명"
    assert (remark.snapshot_id, remark.author_id) == (snapshot.id, doyun.id)
    page = as_person(doyun).get(PLAN).text
    assert f'href="#r{remark.id}"' in page
    assert "나이대로 나눠 주세요." in page


def test_a_remark_sent_twice_is_one_remark(as_person, doyun, snapshot, open_phase):
    open_phase("consult")
    for _ in range(2):
        assert as_person(doyun).post(f"{PLAN}/1/remarks", data=remark_form()).status_code == 303
    assert count(Remark) == 1


def test_residents_remark_nothing(as_person, person, snapshot, open_phase):
    open_phase("consult")
    assert (
        as_person(person("민지")).post(f"{PLAN}/1/remarks", data=remark_form()).status_code == 403
    )
    assert count(Remark) == 0


@pytest.mark.parametrize(
    "changes, status, sentence",
    [
        ({"body": " "}, 422, "의견을 적어 주세요"),
        ({"body": "가" * 2001}, 422, "2000자까지"),
        ({"quote": "가" * 401}, 422, "400자까지"),
        ({"paragraph_key": "nowhere"}, 404, ""),
        ({"paragraph_key": "가" * 5000}, 404, ""),
    ],
)
def test_a_wrong_remark_is_refused_with_its_limit(
    changes, status, sentence, as_person, doyun, snapshot, open_phase
):
    open_phase("consult")
    answer = as_person(doyun).post(f"{PLAN}/1/remarks", data=remark_form(**changes))
    assert answer.status_code == status
    assert sentence in answer.text
    assert count(Remark) == 0


def test_open_remarks_are_listed_until_answered(as_person, seoyeon, said):
    planner = as_person(seoyeon)
    assert "조치를 적지 않은 의견이 1건" in planner.get(PLAN).text
    fields = {"kind": "partly", "reason": "다음 판에 나눔"}
    assert planner.post(f"{PLAN}/remarks/{said.id}/answer", data=fields).status_code == 303
    page = planner.get(PLAN).text
    assert "조치를 적지 않은 의견" not in page
    assert "일부반영" in page


def test_of_two_answers_the_last_counts_and_the_first_stays_readable(as_person, seoyeon, said):
    for kind in ("adopted", "declined"):
        fields = {"kind": kind, "reason": f"{kind} 이유"}
        as_person(seoyeon).post(f"{PLAN}/remarks/{said.id}/answer", data=fields)
    assert count(Disposition) == 2
    db.session.refresh(said)
    answer = said.disposition
    assert (answer.kind, answer.reason, answer.planner_id) == (
        "declined",
        "declined 이유",
        seoyeon.id,
    )
    assert "adopted 이유" in as_person(seoyeon).get(PLAN).text


@pytest.mark.parametrize(
    "fields", [{}, {"kind": "adopted"}, {"kind": "maybe", "reason": "몰라요"}, {"reason": "왜"}]
)
def test_an_answer_needs_a_kind_and_a_reason(fields, as_person, seoyeon, said):
    answer = as_person(seoyeon).post(f"{PLAN}/remarks/{said.id}/answer", data=fields)
    assert answer.status_code == 422
    assert count(Disposition) == 0


def test_a_consultant_answers_nothing(as_person, doyun, said):
    fields = {"kind": "adopted", "reason": "제가요"}
    assert as_person(doyun).post(f"{PLAN}/remarks/{said.id}/answer", data=fields).status_code == 403


def test_a_remark_whose_place_is_gone_is_listed_apart(as_person, seoyeon, doyun, said):
    said.paragraph_key = "overview.w-gone"
    db.session.commit()
    page = as_person(seoyeon).get(PLAN).text
    assert "자리가 없어진 의견" in page
    assert "누구인가요?" in page


def test_answers_reach_the_paper_with_the_next_snapshot(as_person, seoyeon, said, round):
    said.answer("adopted", "표를 나눔", seoyeon)
    freeze(Plan.of(round), seoyeon)
    db.session.commit()
    page = as_person(seoyeon).get(PLAN).text
    assert page.count("표를 나눔") >= 2  # beside the paper, and in the table
