"""A planner takes the last edit of a plan back: words, template, own material, what follows."""

import random
import re
from functools import partial

import pytest

from civic.db import db
from civic.plans.follow_up.models import FollowUp
from civic.plans.follow_up.undoing import FollowedUp
from civic.plans.material.models import Material
from civic.plans.material.rules import MOST
from civic.plans.material.undoing import Brought
from civic.plans.models import Plan
from civic.plans.undo.routes import edit_name
from civic.plans.writing.undoing import Words
from civic.rounds.edits.kinds import KINDS
from civic.rounds.edits.models import MOST_KEPT, EditUndone, PlanEdit
from tests.factory import add_indicator, add_solution
from tests.plans.templates import use_template

PLAN = "/gaon/1/plan"
UNDO = re.compile(rf'action="({PLAN}/edits/\d+/undo)"')
TABLE = {"title": "주차 통계", "source": "통계연보", "cells": [["해", "수"], ["2025", "1,204"]]}


def state(round) -> dict:
    db.session.expire_all()
    return {code: kind.read(round) for code, kind in KINDS.items()}


def undo(round, by) -> int:
    kept = PlanEdit.latest(round, by).undo(by)
    db.session.commit()
    return kept


def press(client, page="") -> str:
    """Press the button on a page; gives the page it leads to."""
    address = UNDO.search(client.get(f"{PLAN}{page}").text)[1]
    answer = client.post(address, data={"back": f"{PLAN}{page}"}, follow_redirects=True)
    assert answer.status_code == 200 and answer.request.path == f"{PLAN}{page}"
    return answer.text


def test_a_paragraph_goes_its_way_back_press_by_press(office, plan):
    page = "/paragraphs"
    office.post(f"{PLAN}{page}", data={"part": "problems", "text": "버스를 늘림"})
    (written,) = plan.paragraphs()
    office.post(f"{PLAN}{page}/{written.id}", data={"text": "버스 두 대를 늘림", "seen": "1"})
    office.post(f"{PLAN}{page}/{written.id}/remove")
    assert plan.paragraphs() == []
    assert "되돌렸어요" in press(office, page)
    assert [each.text for each in plan.paragraphs()] == ["버스 두 대를 늘림"]
    assert "글 더하기" in press(office, page)
    db.session.expire_all()
    assert [each.text for each in plan.paragraphs()] == ["버스를 늘림"]
    press(office)
    assert plan.paragraphs() == [] and not UNDO.search(office.get(PLAN).text)
    assert [each.text for each in written.texts][:3] == [
        *("버스를 늘림", "버스 두 대를 늘림", "버스를 늘림"),
    ]  # every text it ever had is kept


def test_a_first_edit_is_named_by_what_was_done_not_by_the_usual_chapters_kept_with_it(app):
    units = ("paragraph problems.w1", "chapter problems", "frame")
    edit = PlanEdit(kind="words", before=dict.fromkeys(units), after={each: {} for each in units})
    with app.test_request_context():
        assert edit_name(edit) == "글 더하기"


def test_a_chapter_of_the_template_comes_back_and_the_copy_goes(office, plan, edit):
    before = plan.template_in_use()
    chapters = [each for each in before["chapters"] if each["part"] != "schedule"]
    other = before | {"title": "주민과 함께", "chapters": chapters[::-1]}
    edit(Words, partial(use_template, plan), other, plan.snapshot().taken_by)
    assert "서식 고치기" in office.get(f"{PLAN}/template").text
    press(office, "/template")
    db.session.expire_all()
    assert plan.template_in_use() == before
    assert plan.template is None  # what the call changes later is not held back


def test_what_a_colleague_changed_since_stays(round, plan, seoyeon, person, edit):
    jiho = person("지호", "planner")
    first = edit(Words, plan.write, "overview", "하나", seoyeon)
    second = edit(Words, plan.write, "overview", "둘", seoyeon)
    old = plan.snapshot()
    edit(Words, plan.remove, second, seoyeon)
    edit(Words, plan.rewrite, first, "하나 고침", jiho, 1, by=jiho)
    assert undo(round, seoyeon) == 0 and undo(round, seoyeon) == 0
    assert [each.text for each in plan.paragraphs()] == ["하나 고침"]
    assert undo(round, seoyeon) == 1  # 지호 has rewritten what she added
    assert [each.text for each in plan.paragraphs()] == ["하나 고침"]
    assert PlanEdit.latest(round, seoyeon) is None and undo(round, jiho) == 0
    assert plan.paragraphs()[0].text == "하나" and plan.snapshot() == old


def test_a_table_and_what_stands_in_a_chapter_come_back_to_their_place(
    office, round, seoyeon, edit
):
    bring = partial(edit, Brought, Material.bring, round, seoyeon)
    chapter = {"title": "추진체계", "source": "작성", "text": "전담팀을 둠", "place": "targets"}
    own = bring("chapter", "undo-0001", **chapter)
    table = bring("table", "undo-0002", place=own.key, **TABLE)
    before = state(round)
    edit(Brought, own.remove)
    db.session.refresh(table)
    assert table.place == "targets"
    edit(Brought, table.revise, seoyeon, 1, **TABLE | {"title": "고친 통계"})
    press(office, "/material")
    press(office, "/material")
    assert state(round) == before
    assert "표·그림·장 넣기" in office.get(f"{PLAN}/material").text
    assert table.editions()[0].title == "주차 통계"


def test_the_rows_of_what_follows_come_back(office, round, seoyeon, edit):
    wait = add_indicator(add_solution(round, status="selected"), name="대기시간")
    db.session.commit()
    meeting = {"kind": "panel", "what": "분기 모임", "timing": "분기마다", "host": "스마트도시팀",
               "people": 20, "way_back": "누리집"}  # fmt: skip
    values = {"activities": [meeting], "yearly": {wait.id: [30.0, 20.5]},
              "columns": [("비고", {wait.id: "시범"})]}  # fmt: skip
    edit(FollowedUp, FollowUp.save, round, seoyeon, 0, **values)
    before = state(round)
    edit(FollowedUp, FollowUp.save, round, seoyeon, 1)
    press(office, "/follow-up")
    assert state(round) == before
    press(office, "/follow-up")
    saved = FollowUp.of(round)
    assert (saved.activities, saved.yearly, saved.columns, saved.revision) == ([], [], [], 4)


def test_an_edit_is_taken_back_once_and_by_whoever_made_it(
    as_person, person, office, round, plan, seoyeon, edit
):
    edit(Words, plan.write, "overview", "하나", seoyeon)
    made = PlanEdit.latest(round, seoyeon)
    other = as_person(person("지호", "planner"))
    assert not UNDO.search(other.get(PLAN).text)
    assert other.post(f"{PLAN}/edits/{made.id}/undo").status_code == 404
    undo(round, seoyeon)
    with pytest.raises(EditUndone):
        made.undo(seoyeon)
    db.session.rollback()
    again = office.post(f"{PLAN}/edits/{made.id}/undo", follow_redirects=True)
    assert "이미 되돌렸어요" in again.text and plan.paragraphs() == []
    assert office.post(f"{PLAN}/edits/{2**31}/undo").status_code == 404


def test_no_room_for_what_would_come_back_is_said(office, round, seoyeon, edit):
    bring = partial(Material.bring, round, seoyeon, "chapter", source="작성", place="targets")
    own = bring("undo-first", title="빠질 장", text="글")
    edit(Brought, own.remove)
    for n in range(MOST["chapter"]):
        bring(f"undo-{n:04}", title=f"장 {n}", text="글")
    db.session.commit()
    assert "자리가 차서 되돌리지 못했어요" in press(office, "/material")
    assert own.removed_at and PlanEdit.latest(round, seoyeon)


def test_what_changes_nothing_or_fails_is_no_edit(round, plan, seoyeon, edit):
    written = edit(Words, plan.write, "overview", "하나", seoyeon)
    latest = PlanEdit.latest(round, seoyeon).id
    with pytest.raises(RuntimeError), PlanEdit.noted(Words, round, seoyeon):
        plan.remove(written, seoyeon)
        raise RuntimeError
    db.session.rollback()
    edit(Words, plan.rewrite, written, "하나", seoyeon, 1)
    assert PlanEdit.latest(round, seoyeon).id == latest


def test_the_newest_edits_are_kept(round, plan, seoyeon, edit):
    for n in range(MOST_KEPT + 3):
        edit(Words, plan.write, "overview", f"글 {n}", seoyeon)
    rows = db.session.scalars(db.select(PlanEdit).order_by(PlanEdit.id)).all()
    assert len(rows) == MOST_KEPT
    (oldest,) = rows[0].after.values()
    assert oldest["text"] == "글 3"


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_done_is_all_given_back(seed, round, plan, seoyeon, edit, store_picture):
    chance = random.Random(seed)
    chapters = plan.template_in_use()["chapters"]
    states = [state(round)]
    for n in range(12):
        act = chance.choice(ACTS)
        edit(kind_of(act), act, chance, n, round, plan, seoyeon, chapters, store_picture)
        states.append(state(round))
    while (latest := PlanEdit.latest(round, seoyeon)) is not None:
        assert latest.undo(seoyeon) == 0
        db.session.commit()
        while states[-1] == states[-2]:  # an act that found nothing to do
            states.pop()
        states.pop()
        assert state(round) == states[-1]
    assert state(round) == states[0]


def _write(chance, n, round, plan, planner, *_others):
    plan.write(chance.choice(["overview", "problems"]), f"글 {n}", planner)


def _rewrite(chance, n, round, plan, planner, *_others):
    for each in plan.paragraphs()[:1]:
        plan.rewrite(each, f"고친 글 {n}", planner, each.edition)


def _remove(chance, n, round, plan, planner, *_others):
    for each in plan.paragraphs()[-1:]:
        plan.remove(each, planner)


def _order(chance, n, round, plan, planner, chapters, _picture):
    some = chance.sample(chapters, chance.randint(2, len(chapters)))
    use_template(plan, {"title": f"제목 {n}", "chapters": some}, planner)


def _bring(chance, n, round, plan, planner, _chapters, send):
    table = {"cells": [["해", "수"], ["2025", str(n)]]}
    values = chance.choice([{"cells": table["cells"]}, {"photo": send(n), "alt": "거리"}])
    kind = "picture" if "photo" in values else "table"
    words = {"title": f"자료 {n}", "source": "시", "place": "problems"}
    Material.bring(round, planner, kind, f"random-{n:04}", **words, **values)


def _revise(chance, n, round, plan, planner, _chapters, send):
    for each in Material.of(round)[:1]:
        photo = {"photo": send(n)} if each.photo else {}
        each.revise(planner, each.revision, title=f"고친 자료 {n}", **photo)


def _take_out(chance, n, round, *_others):
    for each in Material.of(round)[-1:]:
        each.remove()


ACTS = (_write, _rewrite, _remove, _order, _bring, _revise, _take_out)


def kind_of(act):
    return Words if act in ACTS[:4] else Brought


def test_the_first_words_of_a_plan_are_taken_back_too(as_person, seoyeon, round, open_phase):
    """Nothing was there before them, and the template stays as it is."""
    open_phase("compile")
    office, page = as_person(seoyeon), "/paragraphs"
    office.post(f"{PLAN}{page}", data={"part": "problems", "text": "버스를 늘림"})
    template = Plan.of(round).template_in_use()
    assert "글 더하기" in office.get(f"{PLAN}{page}").text
    assert "되돌렸어요" in press(office, page)
    assert Plan.of(round).paragraphs() == []
    assert Plan.of(round).template_in_use() == template
