"""A problem, an idea and a name are a proposal; what is left open the office fills in."""

import pytest

from civic.db import db
from civic.plans.section.tables.projects import why
from civic.plans.snapshots.gather_outcome import solutions
from civic.solutions.listing import SolutionFilters
from civic.solutions.listing import solutions as listed
from civic.solutions.models import Solution
from civic.solutions.rules import NotCosted
from civic.solutions.screening.models import Screening
from civic.votes.ballots.frozen_ballot import on_ballot
from tests.factory import add_solution, screen
from tests.solutions.conftest import CREATE, NEW

FIT = {"verdict": "fit", "note": "", "edition": "0"}


@pytest.fixture
def bare(as_person, minji, issue, open_phase):
    """민지's proposal of three answers."""
    open_phase("propose")
    said = {"issue_ids": [issue.id], "title": "부르면 오는 버스", "summary": "부르면 와요."}
    answer = as_person(minji).post(CREATE, data=said)
    assert answer.status_code == 303, answer.text
    return db.session.scalars(db.select(Solution)).one()


def test_three_answers_are_a_proposal(client, bare, issue):
    assert (bare.cost_won, bare.category, bare.split) == (None, issue.category, None)
    assert "비용 확인 중" in client.get(f"/gaon/1/solutions/{bare.id}").text
    assert "비용 확인 중" in client.get("/gaon/1/solutions/").text


def test_what_may_be_left_open_is_folded_until_it_says_something(as_person, minji, open_phase):
    open_phase("propose")
    phone = as_person(minji)
    assert 'id="more">' in phone.get(NEW).text
    assert 'id="more" open>' in phone.post(CREATE, data={"cost_won": "많이"}).text


def test_the_planner_fills_in_what_was_left_open(as_person, seoyeon, bare):
    desk, address = as_person(seoyeon), f"/gaon/1/solutions/{bare.id}/screening"
    assert "적은 값이 투표에 오르는 비용이 돼요" in desk.get(address).text
    refused = desk.post(address, data=FIT)
    assert refused.status_code == 422 and "드는 돈을 적어 주세요" in refused.text
    typed = desk.post(address, data={**FIT, "cost_won": "많이"})
    assert typed.status_code == 422 and 'value="많이"' in typed.text
    given = {**FIT, "cost_won": "3억", "operator": "교통과", "then": "ballot"}
    assert desk.post(address, data=given).status_code == 303
    db.session.expire_all()
    assert (bare.cost_won, bare.operator, bare.status) == (300_000_000, "교통과", "on_ballot")
    assert not bare.needs_screening
    assert db.session.scalars(db.select(Screening.cost_won)).all() == [None]
    assert [change.act for change in bare.changes()] == ["put_on_ballot", "fill_in"]


def test_an_unfit_proposal_needs_no_cost(as_person, seoyeon, bare):
    unfit = {"verdict": "unfit", "grounds": "authority", "note": "경찰청의 일", "edition": "0"}
    answer = as_person(seoyeon).post(f"/gaon/1/solutions/{bare.id}/screening", data=unfit)
    assert answer.status_code == 303 and bare.cost_won is None


def test_nothing_without_a_cost_comes_onto_the_ballot(round, bare, seoyeon):
    screen(bare, seoyeon)
    with pytest.raises(NotCosted):
        bare.put_on_ballot(seoyeon)
    bare.status = "on_ballot"
    db.session.flush()
    assert on_ballot(round) == []


@pytest.mark.parametrize("sort", ["cheapest", "dearest"])
def test_lists_by_cost_end_with_what_is_open(round, bare, sort):
    add_solution(round, 2)
    rows = db.session.scalars(listed(round, SolutionFilters(sort=sort))).all()
    assert [row.number for row in rows] == [2, 1]


def test_a_plan_names_what_never_had_a_cost(round, bare):
    row = {"number": 2, "title": "버스", "rank": 1, "votes": 1, "cost_won": 5, "selected": True}
    tally = {"rows": [{**row, "left_won": 5, "reason": "votes"}], "rule": "greedy-skip"}
    data = {"tally": tally, "solutions": solutions(round), "screenings": []}
    assert next(iter(why(data)))[1] == "-"
