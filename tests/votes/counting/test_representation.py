"""Whom a result represents, under the chosen rule and beside the others."""

import pytest

from civic.votes.counting.count import RuleNotDefined, count
from civic.votes.counting.greedy import Project
from civic.votes.counting.representation import represented, side_by_side

PROJECTS = [
    Project(id, cost, 0, order)
    for order, (id, cost) in enumerate(
        [("A1", 40), ("A2", 35), ("A3", 25), ("B1", 40), ("B2", 20)], 1
    )
]
BALLOTS = [["A1", "A2", "A3"]] * 6 + [["B1", "B2"]] * 4


def test_by_votes_four_in_ten_get_nothing_and_by_shares_nobody():
    results = side_by_side(PROJECTS, BALLOTS, 100, form="approval", completion="none")
    assert list(results) == ["greedy-skip", "greedy-stop", "equal-shares"]
    by_votes, by_shares = results["greedy-skip"][1], results["equal-shares"][1]
    assert (by_votes.share, by_shares.share) == (0.6, 1.0)
    assert by_votes.satisfied == {0: 4, 3: 6}
    assert by_shares.satisfied == {1: 10}
    assert (by_votes.spent, by_votes.unspent) == (100, 0)
    assert (by_shares.spent, by_shares.unspent) == (80, 20)


def test_a_projects_cost_is_split_equally_among_those_who_named_it():
    by_shares = side_by_side(PROJECTS, BALLOTS, 100, form="approval", completion="none")
    figures = by_shares["equal-shares"][1]
    # 40 / 6 for each of six, 40 / 4 for each of four
    assert figures.lower == figures.median == pytest.approx(40 / 6)
    assert figures.upper == 10
    by_votes = by_shares["greedy-skip"][1]
    assert (by_votes.lower, by_votes.median) == (0, pytest.approx(100 / 6))


def test_ranked_ballots_compare_borda_with_what_is_defined_for_them():
    ranked = [["A1", "B1"], ["A1"], ["B1", "A2"]]
    results = side_by_side(PROJECTS, ranked, 80, form="ranked", max_choices=2)
    assert list(results) == ["greedy-stop", "equal-shares", "borda"]
    assert [row.project.votes for row in results["borda"][0]][:3] == [4, 3, 1]


def test_a_vote_without_voters_represents_nobody():
    figures = represented(count("greedy-skip", PROJECTS, [], 100, least_votes=1), [], 100)
    assert (figures.voters, figures.share, figures.median, figures.unspent) == (0, 0.0, 0.0, 100)


def test_a_project_nobody_named_gives_nobody_money():
    figures = represented(count("greedy-skip", PROJECTS, [["A1"]], 100), [["A1"], []], 100)
    assert figures.satisfied == {0: 1, 1: 1}
    assert (figures.share, figures.upper) == (0.5, 40)


@pytest.mark.parametrize(
    ("rule", "form"), [("borda", "approval"), ("borda", "points"), ("dice", "approval")]
)
def test_a_rule_that_is_not_defined_for_a_ballot_says_so(rule, form):
    with pytest.raises(RuleNotDefined, match=f"{rule} is not defined for {form} ballots"):
        count(rule, PROJECTS, [], 100, form=form)
