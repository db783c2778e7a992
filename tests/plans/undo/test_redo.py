"""What a planner took back is done again, until something else is edited."""

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
from civic.plans.writing.undoing import Words
from civic.rounds.edits.models import NotNext, PlanEdit
from civic.solutions.project_plan.models import ProjectPlan
from civic.solutions.project_plan.undoing import Projects
from tests.factory import add_solution
from tests.plans.undo.test_undo import ACTS, PLAN, kind_of, state, undo

REDO = re.compile(rf'action="({PLAN}/edits/\d+/redo)"')


def redo(round, by) -> int:
    kept = PlanEdit.latest_undone(round, by).redo(by)
    db.session.commit()
    return kept


def press(client, page="") -> str:
    address = REDO.search(client.get(f"{PLAN}{page}").text)[1]
    answer = client.post(address, data={"back": f"{PLAN}{page}"}, follow_redirects=True)
    assert answer.status_code == 200 and answer.request.path == f"{PLAN}{page}"
    return answer.text


def texts(plan) -> list[str]:
    db.session.expire_all()
    return [each.text for each in plan.paragraphs()]


def test_what_was_taken_back_is_done_again_press_by_press(office, round, plan, seoyeon, edit):
    written = edit(Words, plan.write, "overview", "하나", seoyeon)
    edit(Words, plan.rewrite, written, "둘", seoyeon, 1)
    assert not REDO.search(office.get(PLAN).text)
    undo(round, seoyeon)
    undo(round, seoyeon)
    assert texts(plan) == []
    assert "내가 되돌린 일: 글 더하기" in office.get(PLAN).text
    assert "다시 실행했어요" in press(office, "/paragraphs") and texts(plan) == ["하나"]
    assert "글 고치기" in office.get(f"{PLAN}/paragraphs").text
    assert press(office) and texts(plan) == ["둘"]
    assert not REDO.search(office.get(PLAN).text)
    assert undo(round, seoyeon) == 0 and texts(plan) == ["하나"]


def test_nothing_is_done_again_once_something_else_was_edited(office, round, plan, seoyeon, edit):
    edit(Words, plan.write, "overview", "하나", seoyeon)
    undo(round, seoyeon)
    address = REDO.search(office.get(PLAN).text)[1]
    edit(Words, plan.write, "overview", "둘", seoyeon)
    assert not REDO.search(office.get(PLAN).text)
    answer = office.post(address, follow_redirects=True)
    assert "다른 것을 고쳐서" in answer.text and texts(plan) == ["둘"]
    undo(round, seoyeon)  # what went before is still behind it
    assert redo(round, seoyeon) == 0 and texts(plan) == ["둘"]


def test_only_the_next_is_done_again_and_only_once(round, plan, seoyeon, edit):
    for words in ("하나", "둘"):
        edit(Words, plan.write, "overview", words, seoyeon)
    later = PlanEdit.latest(round, seoyeon)
    undo(round, seoyeon)
    undo(round, seoyeon)
    with pytest.raises(NotNext):
        later.redo(seoyeon)
    db.session.rollback()
    redo(round, seoyeon)
    redo(round, seoyeon)
    assert texts(plan) == ["하나", "둘"]
    with pytest.raises(NotNext):
        later.redo(seoyeon)


def test_it_is_done_again_by_whoever_took_it_back(
    as_person, person, office, round, plan, seoyeon, edit
):
    jiho = person("지호", "planner")
    edit(Words, plan.write, "overview", "하나", seoyeon)
    undone = PlanEdit.latest(round, seoyeon)
    undo(round, seoyeon)
    other = as_person(jiho)
    assert not REDO.search(other.get(PLAN).text)
    other.post(f"{PLAN}/edits/{undone.id}/redo")
    assert texts(plan) == []
    edit(Words, plan.write, "overview", "둘", jiho, by=jiho)  # a colleague's edit closes nothing
    assert redo(round, seoyeon) == 0 and sorted(texts(plan)) == ["둘", "하나"]


def test_what_a_colleague_changed_meanwhile_stays(office, round, plan, person, seoyeon, edit):
    jiho = person("지호", "planner")
    written = edit(Words, plan.write, "overview", "하나", seoyeon)
    edit(Words, plan.rewrite, written, "둘", seoyeon, 1)
    undo(round, seoyeon)
    db.session.refresh(written)
    edit(Words, plan.rewrite, written, "지호의 말", jiho, written.edition, by=jiho)
    assert "그대로 두고" in press(office) and texts(plan) == ["지호의 말"]


def test_no_room_for_what_would_come_again_is_said(office, round, seoyeon, edit):
    bring = partial(Material.bring, round, seoyeon, "chapter", source="작성", place="targets")
    edit(Brought, bring, "redo-first", title="첫 장", text="글")
    undo(round, seoyeon)
    for n in range(MOST["chapter"]):
        bring(f"redo-{n:04}", title=f"장 {n}", text="글")
    db.session.commit()
    assert "자리가 차서 다시 실행하지 못했어요" in press(office, "/material")
    assert PlanEdit.latest_undone(round, seoyeon)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_taken_back_is_all_done_again(seed, round, plan, seoyeon, edit, store_picture):
    chance = random.Random(seed)
    chapters = plan.template_in_use()["chapters"]
    solution = add_solution(round, status="selected")
    for n in range(10):
        act = chance.choice(ACTS)
        edit(kind_of(act), act, chance, n, round, plan, seoyeon, chapters, store_picture)
        revision = ProjectPlan.revision_of(solution)
        words = {"problem": f"하루 {n}번만 옴"}
        edit(Projects, ProjectPlan.save, solution, seoyeon, revision, words=words)
    activity = {"kind": "panel", "what": "모임", "timing": "분기마다", "host": "시", "people": 20,
                "way_back": "누리집"}  # fmt: skip
    edit(FollowedUp, FollowUp.save, round, seoyeon, 0, activities=[activity])
    whole, states = state(round), []
    while PlanEdit.latest(round, seoyeon) is not None:
        states.append(state(round))
        assert undo(round, seoyeon) == 0
    while PlanEdit.latest_undone(round, seoyeon) is not None:
        assert redo(round, seoyeon) == 0
        assert state(round) == states.pop()
    assert state(round) == whole and not states
