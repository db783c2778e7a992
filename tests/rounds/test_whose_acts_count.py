"""Whose supports, preferences and points count: together, apart, or only of those known to live
here. Three residents showed that they do; ten accounts of one person did not."""

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.participation.participants import count_participants
from civic.people.residency.models import Residency
from civic.rounds.recounting import recount_all
from civic.rounds.residents import unproven
from civic.targets.models import agreements
from civic.targets.weights.models import PointSpread, WeightDecision
from tests.factory import add_indicator, add_issue, add_person, add_solution
from tests.pages import tight
from tests.rounds.conftest import FORM


@pytest.fixture
def issue(round):
    return add_issue(round)


@pytest.fixture
def indicator(round):
    return add_indicator(add_solution(round, status="selected"))


@pytest.fixture
def neighbours(person):
    return [person(name, lives=True) for name in ("민지", "지우", "하준")]


@pytest.fixture
def throwaways(gaon):
    return [add_person(f"계정 {n}", city=gaon, email=f"t{n}@example.com") for n in range(10)]


@pytest.fixture
def other(indicator):
    return add_indicator(indicator.solution, name="호출 응답률")


@pytest.fixture
def crowd(issue, indicator, other, neighbours, throwaways, round, seoyeon, open_phase):
    """crowd("apart") is a round so set, in which the neighbours support and wish for 15 minutes,
    the throw-away accounts for 60."""

    def come(how, **settings):
        round.change(seoyeon, unproven=how, **settings)
        for someone in neighbours + throwaways:
            issue.support(someone)
        open_phase("target")
        for people, minutes, points in ((neighbours, 15.0, 10), (throwaways, 60.0, 0)):
            for someone in people:
                indicator.set_preference(someone, minutes)
                PointSpread.give(someone, round, {indicator.id: points, other.id: 10 - points})
        db.session.commit()

    return come


def counted(issue) -> tuple[int, int]:
    db.session.refresh(issue)
    return issue.supports_count, issue.unproven_supports


def beside(indicator):
    return agreements([indicator], unproven).get(indicator.id)


def test_together_all_count_and_how_many_are_not_shown_is_told(crowd, issue, indicator, client):
    crowd("together")
    assert counted(issue) == (13, 10)
    assert (indicator.agreement().median, indicator.agreement().count) == (60, 13)
    assert beside(indicator).count == 10
    assert "그중 10명은 거주 확인 전이에요." in tight(client.get(f"/gaon/1/issues/{issue.id}").text)


def test_apart_the_residents_median_is_of_residents(
    crowd, issue, indicator, other, round, client, open_phase
):
    crowd("apart")
    assert counted(issue) == (3, 10)
    assert (indicator.agreement().median, indicator.agreement().count) == (15, 3)
    assert (beside(indicator).median, beside(indicator).count) == (60, 10)
    decision, both = WeightDecision.of(round), [indicator, other]
    assert decision.weights(round, both) == ({indicator.id: 100.0, other.id: 0.0}, 3)
    assert decision.unproven_weights(round, both) == ({indicator.id: 0.0, other.id: 100.0}, 10)
    open_phase("compile")
    page = tight(client.get(f"/gaon/1/targets/{indicator.id}").text)
    assert "3명이 참여했어요" in page
    assert "거주 확인 전인 10명은 따로 셌어요. 그 중간값: 60분" in page


def test_left_out_nobody_is_told_of_them(crowd, issue, indicator, other, round, client):
    crowd("left_out")
    assert counted(issue) == (3, 0)
    assert (indicator.agreement().median, beside(indicator)) == (15, None)
    assert WeightDecision.of(round).unproven_weights(round, [indicator, other]) == ({}, 0)
    page = tight(client.get(f"/gaon/1/issues/{issue.id}").text)
    assert "거주 확인된 주민만 세요." in page and "10명" not in page
    program = client.get("/api/v1/cities/gaon/rounds/1/issues").json["items"][0]
    assert (program["supports"], program["unproven_supports"]) == (3, None)


@pytest.mark.parametrize(("how", "people"), [("together", 13), ("apart", 3), ("left_out", 3)])
def test_who_took_part_by_acts_that_are_not_counted_is_not_counted(crowd, round, how, people):
    crowd(how)
    assert count_participants(round).total() == people


def test_a_proof_moves_what_was_done_before_it(crowd, issue, throwaways, round, gaon):
    crowd("apart")
    Residency.prove(throwaways[0], gaon, "desk", round.vote_levels)
    db.session.commit()
    assert counted(issue) == (4, 9)
    Residency.declare(throwaways[1], round, gaon.districts[0].id, "secret")
    db.session.commit()
    assert counted(issue) == (4, 9), "one's own word is no proof that this round takes"


def test_other_settings_count_at_once_what_was_done_before(
    issue, round, seoyeon, neighbours, throwaways
):
    for someone in neighbours + throwaways:
        issue.support(someone)
    for settings, numbers in (
        ({"unproven": "apart"}, (3, 10)),
        ({"vote_levels": ["desk"]}, (0, 13)),  # the neighbours showed a posted code
        ({"unproven": "left_out", "vote_levels": ["invite"]}, (3, 0)),
    ):
        round.change(seoyeon, **settings)
        db.session.commit()
        assert counted(issue) == numbers


def test_merged_issues_count_each_person_once_in_both_numbers(
    crowd, issue, round, seoyeon, neighbours, throwaways, open_phase
):
    crowd("apart")
    open_phase("report")
    same = add_issue(round, 2)
    for someone in (neighbours[0], throwaways[0], throwaways[1]):
        same.support(someone)
    same.merge_into(issue, seoyeon, "같은 문제")
    db.session.commit()
    assert counted(issue) == (3, 10)
    Residency.prove(throwaways[0], round.municipality, "desk", round.vote_levels)
    db.session.commit()
    assert (counted(issue), counted(same)) == ((4, 9), (2, 1))


@pytest.mark.parametrize("how", ["together", "apart", "left_out"])
def test_what_is_kept_is_what_a_recount_finds(crowd, issue, round, how):
    crowd(how)
    repairs = recount_all([round.id], only_look=True)
    assert not repairs["issue.supports_count"] and not repairs["issue.unproven_supports"]
    db.session.execute(db.update(Issue).values(unproven_supports=7, supports_count=1))
    db.session.commit()
    recount_all([round.id])
    assert counted(issue) == {"together": (13, 10), "apart": (3, 10), "left_out": (3, 0)}[how]


def test_who_is_not_shown_learns_how_to_be_counted(
    issue, round, seoyeon, junho, as_person, neighbours
):
    round.change(seoyeon, unproven="apart")
    db.session.commit()
    address = f"/gaon/1/issues/{issue.id}"
    part = as_person(junho).post(f"{address}/support", headers={"HX-Request": "true"}).text
    assert "거주를 확인하면 나도 이 수에 들어가요" in part and "/residency" in part
    hers = as_person(neighbours[0]).post(f"{address}/support", headers={"HX-Request": "true"}).text
    assert "거주를 확인하면" not in hers
    assert counted(issue) == (1, 1)


def test_it_is_fixed_once_people_vote(round, seoyeon, as_person, open_phase):
    open_phase("vote")
    page = as_person(seoyeon).get("/gaon/1/office/settings").text
    assert "거주 확인 전인 사람" in page and 'name="unproven"' not in page


def test_the_planner_sets_it_and_the_log_says_so(round, seoyeon, as_person):
    planner = as_person(seoyeon)
    assert round.unproven == "together"
    answer = planner.post("/gaon/1/office/settings", data=FORM | {"unproven": "left_out"})
    assert answer.status_code == 303
    db.session.refresh(round)
    assert round.unproven == "left_out"
    wrong = planner.post("/gaon/1/office/settings", data=FORM | {"unproven": "twice"})
    assert wrong.status_code == 422
