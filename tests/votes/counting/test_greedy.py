"""Most votes first within a budget: what is skipped, where it stops, how ties end."""

import pytest

from civic.votes.counting.greedy import (
    Project,
    earlier_first,
    greedy_skip,
    greedy_stop,
)

BUS = Project("bus", cost=60, votes=9, order=1)
SHELTER = Project("shelter", cost=50, votes=8, order=2)
LAMPS = Project("lamps", cost=30, votes=7, order=3)
BINS = Project("bins", cost=10, votes=1, order=4)


def winners(placed):
    return [p.project.id for p in placed if p.selected]


def test_skip_passes_over_what_no_longer_fits():
    placed = greedy_skip([BINS, LAMPS, SHELTER, BUS], budget=100)
    assert winners(placed) == ["bus", "lamps", "bins"]
    assert [p.project.id for p in placed] == ["bus", "shelter", "lamps", "bins"]
    assert [(p.rank, p.left) for p in placed] == [(1, 100), (2, 40), (3, 40), (4, 10)]


def test_stop_ends_at_the_first_that_does_not_fit():
    assert winners(greedy_stop([BUS, SHELTER, LAMPS, BINS], budget=100)) == ["bus"]


def test_the_last_won_of_the_budget_can_be_spent():
    assert winners(greedy_skip([BUS, SHELTER], budget=110)) == ["bus", "shelter"]


def test_ties_end_as_the_tie_key_says():
    dear_early = Project(7, cost=80, votes=5, order=1)
    cheap_late = Project(3, cost=20, votes=5, order=2)
    assert winners(greedy_skip([cheap_late, dear_early], 80, tie=earlier_first)) == [7]
    assert winners(greedy_skip([dear_early, cheap_late], 80, tie=lambda p: p.cost)) == [3]


def test_equal_order_falls_back_to_the_smaller_id():
    twins = [Project(id, cost=60, votes=5, order=1) for id in (9, 4)]
    assert winners(greedy_skip(twins, 100)) == [4]


def test_a_project_below_the_least_votes_is_ranked_but_not_selected():
    nobody = Project("nobody", cost=1, votes=0, order=5)
    placed = greedy_skip([nobody, BUS], budget=100, least_votes=1)
    assert winners(placed) == ["bus"]
    assert placed[-1].project is nobody


def test_no_projects_and_no_money_select_nothing():
    assert greedy_skip([], budget=0) == []
    assert winners(greedy_skip([BUS], budget=0)) == []


def test_negative_money_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        greedy_skip([BUS], budget=-1)
