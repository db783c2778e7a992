"""Whom each rule represents, frozen at the seal and drawn on the result page."""

import json

import pytest

from civic.db import db
from civic.solutions.models import Solution
from civic.votes.ballots.voter_roll import Participation
from civic.votes.pabulib.read import read
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally

TOWN = {"A1": 40, "A2": 35, "A3": 25, "B1": 40, "B2": 20}


@pytest.fixture
def two_towns(person, round, open_phase, clock):
    """Budget 100. Six voters choose everything of A, four everything of B."""
    round.max_choices, round.budget_won = 3, 100
    words = {"summary": "", "category": "other", "status": "on_ballot"}
    made = {
        title: Solution(round_id=round.id, number=n, title=title, cost_won=cost, **words)
        for n, (title, cost) in enumerate(TOWN.items(), 1)
    }
    db.session.add_all(made.values())
    db.session.commit()
    open_phase("vote")
    for n in range(10):
        town = "A" if n < 6 else "B"
        chosen = [solution.id for title, solution in made.items() if title[0] == town]
        Participation.submit(person(f"주민 {n}", lives=True), round, chosen)
    db.session.commit()
    clock(round.phase("vote").ends_at)


def count(round):
    tally = Tally.count(round, None)
    db.session.commit()
    return tally, {told["rule"]: told for told in tally.comparison}


def titles(tally, told):
    return [solution.title for solution in tally.solutions(told["selected"])]


def test_most_votes_take_one_town_and_equal_shares_both(two_towns, round, client):
    tally, by_rule = count(round)
    assert [row.solution.title for row in tally.selected] == ["A1", "A2", "A3"]
    assert titles(tally, by_rule["greedy-skip"]) == ["A1", "A2", "A3"]
    assert by_rule["greedy-skip"]["share"] == 0.6
    assert {"A1", "B1"} <= set(titles(tally, by_rule["equal-shares"]))
    assert by_rule["equal-shares"]["share"] == 1
    page = client.get("/gaon/1/vote/result").text
    assert page.index("<strong>60.0%") < page.index("<strong>100.0%")
    assert "뽑히는 것: A1" in page


def test_a_round_that_divides_equally_publishes_its_ballots_for_researchers(two_towns, round):
    round.rule, round.completion = "equal-shares", "none"
    db.session.commit()
    tally, by_rule = count(round)
    assert [row.solution.title for row in tally.selected] == ["A1", "B1"]
    assert next(iter(by_rule)) == "equal-shares"
    election = read(Publication.of(round)["ballots.pb"].body)
    assert (len(election.ballots), election.budget) == (10, 100)


@pytest.mark.parametrize(
    ("completion", "told", "grows"),
    [
        ("add1u-greedy", "몫을 조금씩 늘려 더 뽑고, 그래도 남으면 많은 표 순서로 뽑기", True),
        ("greedy", "많은 표 순서로 더 뽑기", False),
        ("none", "남겨 두기", False),
    ],
)
def test_what_becomes_of_the_money_left_is_said_before_and_after(
    two_towns, round, client, clock, completion, told, grows
):
    round.rule, round.completion, round.budget_won = "equal-shares", completion, 100_000
    db.session.commit()
    after = round.phase("vote").ends_at
    clock(round.phase("vote").starts_at)
    assert told in client.get("/gaon/1/vote").text
    clock(after)
    tally, _ = count(round)
    page = client.get("/gaon/1/vote/result").text
    assert told in page
    assert ("몫은 한 번에 500원씩 늘렸어요" in page) is grows
    printed = json.loads(Publication.of(round)["result.json"].body)
    assert not grows or printed["step"] == tally.step_won == 500


def test_another_rule_says_nothing_of_shares(two_towns, round, client):
    count(round)
    assert "동등 지분" not in client.get("/gaon/1/vote/result").text
