"""A planner's own paragraphs, on the plan's pages."""

import re
from datetime import timedelta

import pytest

from civic.db import db
from civic.plans.models import Plan
from civic.plans.writing.paragraphs import Paragraph
from tests.pages import tight
from tests.plans.templates import use_template

PLAN = "/gaon/1/plan"


def count(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_a_paragraph_shows_after_the_next_compile(as_person, seoyeon, snapshot):
    planner = as_person(seoyeon)
    fields = {"part": "overview", "text": "경로당 설명회 4회"}
    assert planner.post(f"{PLAN}/paragraphs", data=fields).status_code == 303
    before = planner.get(PLAN).text
    assert "경로당 설명회" not in before
    assert "다시 만들면" in before
    planner.post(f"{PLAN}/snapshots")
    after = planner.get(PLAN).text
    assert "경로당 설명회 4회" in after
    assert "문단을 고쳤어요" not in after


def test_the_summarys_problem_is_written_in_three_lines_at_most(as_person, seoyeon, snapshot):
    planner, page = as_person(seoyeon), f"{PLAN}/paragraphs"
    said = {"part": "summary", "text": "마을버스가 뜸함\n밤길이 어두움"}
    assert planner.post(page, data=said).status_code == 303
    for text in ("하나\n둘", "가" * 111):
        refused = planner.post(page, data=said | {"text": text})
        assert refused.status_code == 422 and "앞으로 1줄까지" in refused.text
    written = db.session.scalars(db.select(Paragraph)).one()
    four = {"text": "하나\n둘\n셋\n넷", "seen": "1"}
    assert planner.post(f"{page}/{written.id}", data=four).status_code == 422
    three = four | {"text": "하나\n둘\n셋"}
    assert planner.post(f"{page}/{written.id}", data=three).status_code == 303
    assert planner.post(page, data=said | {"text": "넷"}).status_code == 422
    planner.post(f"{PLAN}/snapshots")
    lines = Plan.of(snapshot.plan.round).snapshot().read()["written"]["summary"]
    assert [line["text"] for line in lines] == ["하나", "둘", "셋"]


def test_a_paragraph_pressed_twice_is_written_once_and_stays_removed(as_person, seoyeon, snapshot):
    planner, page = as_person(seoyeon), f"{PLAN}/paragraphs"
    key = re.search(r'name="request_key" value="(\w+)"', planner.get(page).text)[1]
    fields = {"part": "overview", "text": "경로당 설명회 4회", "request_key": key}
    for _press in range(2):
        assert planner.post(page, data=fields).status_code == 303
    written = db.session.scalars(db.select(Paragraph)).one()
    planner.post(f"{page}/{written.id}/remove")
    planner.post(page, data=fields)
    assert db.session.scalars(db.select(Paragraph)).one().removed_at
    planner.post(page, data=fields | {"request_key": "another-form"})
    assert db.session.scalar(db.select(db.func.count(Paragraph.id))) == 2


def test_a_paragraph_goes_into_a_chapter_of_the_planners_own_template(
    as_person, seoyeon, snapshot, round
):
    plan = Plan.of(round)
    plan.write("schedule", "□ 설명회\n경로당 4회", seoyeon)
    chapters = [c for c in plan.template_in_use()["chapters"] if c["part"] != "schedule"]
    use_template(
        plan, {"chapters": [c | {"heading": f"우리 {c['part']}"} for c in chapters]}, seoyeon
    )
    db.session.commit()
    planner = as_person(seoyeon)
    page = tight(planner.get(f"{PLAN}/paragraphs").text)
    assert "우리 overview" in page and 'value="schedule"' not in page
    assert "<h2>추진 일정</h2>" in page
    assert "서식에서 뺀 장이라 이 글은 계획서에 들어가지 않아요." in page
    assert "<p>□ 설명회</p><p>○ 경로당 4회</p>" in page
    fields = {"part": "schedule", "text": "빠진 장의 글"}
    assert planner.post(f"{PLAN}/paragraphs", data=fields).status_code == 422


def test_a_paragraph_is_rewritten_and_removed(as_person, seoyeon, snapshot, round, clock):
    paragraph = Plan.of(round).write("overview", "처음", seoyeon)
    db.session.commit()
    clock(timedelta(hours=1))
    address = f"{PLAN}/paragraphs/{paragraph.id}"
    as_person(seoyeon).post(address, data={"text": "고친 글", "seen": 1})
    db.session.refresh(paragraph)
    assert paragraph.text == "고친 글"
    assert paragraph.edited_at > snapshot.taken_at
    assert as_person(seoyeon).post(f"{address}/remove").status_code == 303
    assert Plan.of(round).paragraphs() == []


def test_a_removed_paragraph_is_put_back_where_it_stood(as_person, seoyeon, snapshot, round):
    plan, planner = Plan.of(round), as_person(seoyeon)
    first, second = (plan.write("overview", text, seoyeon) for text in ("처음 글", "다음 글"))
    db.session.commit()
    address = f"{PLAN}/paragraphs/{first.id}"
    assert f"{address}/restore" not in planner.get(f"{PLAN}/paragraphs").text
    planner.post(f"{address}/remove")
    assert plan.written() == {"overview": [{"key": second.key, "text": "다음 글"}]}
    assert f'action="{address}/restore"' in planner.get(f"{PLAN}/paragraphs").text
    for _again in range(2):  # pressed twice it is put back once
        assert planner.post(f"{address}/restore").status_code == 303
        assert [line["text"] for line in plan.written()["overview"]] == ["처음 글", "다음 글"]
    assert [each.edition for each in plan.paragraphs()] == [1, 1]


def test_a_new_paragraph_never_takes_a_removed_ones_key(seoyeon, snapshot, round, clock):
    plan = Plan.of(round)
    first = plan.write("overview", "처음", seoyeon)
    db.session.flush()
    key = first.key
    plan.remove(first, seoyeon)
    clock(timedelta(seconds=1))
    assert plan.write("overview", "처음", seoyeon).key != key


@pytest.mark.parametrize(
    "fields",
    [{"part": "overview", "text": "가" * 2001}, {"part": "nowhere", "text": "글"}, {"text": ""}],
)
def test_a_wrong_paragraph_is_refused(fields, as_person, seoyeon, snapshot):
    answer = as_person(seoyeon).post(f"{PLAN}/paragraphs", data=fields)
    assert answer.status_code == 422
    assert fields["text"] in answer.text
    assert count(Paragraph) == 0


def test_another_rounds_paragraph_is_not_found(as_person, seoyeon, round):
    assert as_person(seoyeon).get(f"{PLAN}/paragraphs/1").status_code == 404
    assert as_person(seoyeon).get(f"{PLAN}/paragraphs/99999999999").status_code == 404
