"""What the office wrote of a project is taken back, beside what a colleague wrote of it since."""

import random

import pytest

from civic.db import db
from civic.plans.snapshots.gather_projects import projects
from civic.rounds.edits.models import PlanEdit
from civic.solutions.catalogue.models import CatalogueEntry, load_catalogue
from civic.solutions.project_plan.models import ProjectPlan
from civic.solutions.project_plan.undoing import Projects
from tests.factory import add_solution
from tests.plans.undo.test_undo import UNDO, press, state, undo

STEP = {"title": "설계", "month_from": 1, "month_to": 6, "detail": "실시설계"}
COST = {"item": "장비비", "basis": "6대", "national_won": 700_000_000, "province_won": 1_000,
        "city_won": 350_500_000, "private_won": 0}  # fmt: skip
RUNNING = {"year": 1, "item": "인건비", "payer": "시비", "cost_won": 320_000_000}
WHOLE = {"steps": [STEP], "costs": [COST], "running": [RUNNING]}


@pytest.fixture
def solution(round):
    solution = add_solution(round, status="selected")
    db.session.commit()
    return solution


@pytest.fixture
def save(round, seoyeon):
    """save(solution, …): what 서연, or whom by names, says of it now."""

    def done(solution, *, by=seoyeon, **said):
        with PlanEdit.noted(Projects, round, by):
            plan = ProjectPlan.save(solution, by, ProjectPlan.revision_of(solution), **said)
        db.session.commit()
        return plan

    return done


def page_of(solution) -> str:
    return f"/gaon/1/solutions/{solution.id}/project"


def test_what_was_saved_comes_back_press_by_press(as_person, seoyeon, round, solution):
    load_catalogue()
    solution.catalogue_entry = CatalogueEntry.of_key("incheon-drt-wait")
    db.session.commit()
    before, unwritten = state(round), projects(round)
    office, page = as_person(seoyeon), page_of(solution)
    sent = {"revision": "0", "problem": "하루 여섯 번만 와요.", "steps-0-title": "설계",
            "steps-0-month_from": "1", "steps-0-month_to": "6", "costs-0-item": "장비비",
            "costs-0-city": "350.5"}  # fmt: skip
    assert office.post(page, data=sent).status_code == 303
    written = state(round)
    office.post(page, data=sent | {"revision": "1", "costs-0-city": "12", "steps-0-title": ""} |
                dict.fromkeys(("steps-0-month_from", "steps-0-month_to"), ""))  # fmt: skip
    assert ProjectPlan.of(solution).cost_won == 12_000_000
    assert "사업 내용 고치기" in office.get(page).text
    assert _undo(office, page) and state(round) == written
    assert ProjectPlan.of(solution).saved_by == seoyeon
    assert _undo(office, page) and state(round) == before
    assert ProjectPlan.of(solution) is None
    assert projects(round) == unwritten  # the case of its proposal, too
    assert not UNDO.search(office.get(page).text)


def _undo(client, page: str) -> bool:
    address = UNDO.search(client.get(page).text)[1]
    answer = client.post(address, data={"back": page}, follow_redirects=True)
    return answer.request.path == page and "되돌렸어요" in answer.text


def test_an_old_page_overwrites_nothing_written_since_a_save_was_taken_back(
    as_person, seoyeon, round, solution, save
):
    save(solution, words={"problem": "처음"})
    opened = ProjectPlan.revision_of(solution)
    undo(round, seoyeon)
    save(solution, words={"problem": "새로 적음"})
    office = as_person(seoyeon)
    old = office.post(page_of(solution), data={"revision": str(opened), "problem": "처음"})
    assert old.status_code == 409
    db.session.expire_all()
    assert ProjectPlan.of(solution).problem == "새로 적음"


def test_what_a_colleague_wrote_since_stays(round, seoyeon, person, solution, save):
    jiho = person("지호", "planner")
    save(solution, words={"problem": "문제", "site": "어디"}, **WHOLE)
    dearer = [COST | {"city_won": 1}]
    save(solution, by=jiho, words={"site": "정류장 64곳"}, **WHOLE | {"costs": dearer})
    assert undo(round, seoyeon) == 2
    plan = ProjectPlan.of(solution)
    assert (plan.problem, plan.site, plan.steps, plan.running) == ("", "정류장 64곳", [], [])
    assert [row.city_won for row in plan.costs] == [1]
    assert undo(round, jiho) == 0
    db.session.expire_all()
    assert (plan.site, [row.city_won for row in plan.costs]) == ("어디", [350_500_000])


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_saved_is_all_given_back(seed, round, seoyeon, solution, save):
    load_catalogue()
    cases = db.session.scalars(db.select(CatalogueEntry).order_by(CatalogueEntry.id)).all()
    chance, both = random.Random(seed), [solution, add_solution(round, number=2)]
    states = [state(round)]
    for n in range(8):
        rows = {name: chance.choices(some, k=chance.randint(0, 2)) for name, some in WHOLE.items()}
        words = {"problem": f"문제 {n}", "effect": chance.choice(["", "빨라짐"])}
        save(chance.choice(both), words=words, cases=chance.sample(cases, 2), **rows)
        states.append(state(round))
    while states[1:]:
        states.pop()
        assert undo(round, seoyeon) == 0
        assert state(round) == states[-1]
    assert PlanEdit.latest(round, seoyeon) is None


def test_the_plans_own_page_offers_it_too(as_person, seoyeon, snapshot, open_phase, solution, save):
    open_phase("submit")
    save(solution, words={"problem": "문제"})
    press(as_person(seoyeon))
    db.session.expire_all()
    assert ProjectPlan.of(solution) is None
