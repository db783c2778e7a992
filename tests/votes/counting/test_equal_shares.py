"""Equal shares: the same winners as pabutools, ties included, and the sums behind them."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.votes.counting.completions import COMPLETIONS, natural_step
from civic.votes.counting.equal_shares import equal_shares
from civic.votes.counting.greedy import Project, earlier_first, greedy_skip
from civic.votes.pabulib import read as pabulib
from tests.paths import SHARED
from tests.votes import oracle

FOLDER = SHARED / "pabulib"
# What pabutools selects with steps of one unit; it takes minutes, so kept: python -m
# tests.votes.oracle FILE.pb … prints it again.
KEPT = json.loads(Path(__file__).with_name("equal_shares_kept.json").read_text())
real = pytest.mark.skipif(not FOLDER.exists(), reason="the folder of real elections is not here")


def winners(placed):
    return [row.project.id for row in placed if row.selected]


def elections(draw_costs):
    """Small elections in which money and votes are often equal."""

    @st.composite
    def build(draw):
        ids = range(draw(st.integers(1, 6)))
        projects = [Project(i, draw(draw_costs), 0, draw(st.integers(0, 2))) for i in ids]
        ballot = st.lists(st.sampled_from(ids), max_size=6)
        return projects, draw(st.lists(ballot, max_size=9)), draw(st.integers(0, 40))

    return build()


GROUP_A = [["A1", "A2", "A3"]] * 6
GROUP_B = [["B1", "B2"]] * 4
TWO_GROUPS = [
    Project(id, cost, votes, order)
    for order, (id, cost, votes) in enumerate(
        [("A1", 40, 6), ("A2", 35, 6), ("A3", 25, 6), ("B1", 40, 4), ("B2", 20, 4)], 1
    )
]


def test_the_larger_group_takes_all_by_votes_and_its_part_by_shares():
    assert winners(greedy_skip(TWO_GROUPS, 100)) == ["A1", "A2", "A3"]
    placed = equal_shares(TWO_GROUPS, GROUP_A + GROUP_B, 100, "none")
    assert winners(placed) == ["A1", "B1"]
    assert [(row.project.id, row.left, row.reason) for row in placed] == [
        ("A1", 100, "shares"),
        ("B1", 60, "shares"),
        ("A2", 20, "too_dear"),
        ("A3", 20, "too_dear"),
        ("B2", 20, "short_of_shares"),
    ]
    # A share is 10. A1 leaves each of six 10 - 40/6 = 3.33, together 20: too little for A2 and A3;
    # B1 takes all that the four hold.


@pytest.mark.parametrize(
    ("completion", "expected"),
    [
        ("none", ["A1", "B1"]),
        ("greedy", ["A1", "B1", "B2"]),
        ("add1", ["A1", "B1"]),
        ("add1u", ["A1", "B1", "B2"]),
        ("add1u-greedy", ["A1", "B1", "B2"]),
    ],
)
def test_completions_spend_what_the_shares_leave(completion, expected):
    assert winners(equal_shares(TWO_GROUPS, GROUP_A + GROUP_B, 100, completion)) == expected


def test_a_tie_ends_by_votes_and_then_by_the_printed_rule():
    twins = [Project("late", 10, 0, 2), Project("early", 10, 0, 1)]
    ballots = [["late", "early"]] * 3
    assert winners(equal_shares(twins, ballots, 10, "none")) == ["early"]
    cheap = [Project("dear", 12, 0, 1), Project("cheap", 10, 0, 2)]
    both = [["dear", "cheap"]] * 3
    assert winners(equal_shares(cheap, both, 12, "none", lambda p: p.cost)) == ["cheap"]


def test_exactly_enough_money_is_enough():
    """Seven share 7/10: no float is a tenth, yet three hold 3/10 to the last bit of it."""
    project, ballots = Project("tenths", Decimal("0.3"), 0, 1), [["tenths"]] * 3 + [[]] * 4
    assert winners(equal_shares([project], ballots, Decimal("0.7"), "none")) == ["tenths"]
    assert winners(equal_shares([project], ballots, Decimal("0.6999"), "none")) == []


def test_a_project_below_the_least_votes_is_never_bought():
    projects = [Project("few", 10, 0, 1), Project("many", 10, 0, 2)]
    ballots = [["few", "many"], ["many"]]
    placed = equal_shares(projects, ballots, 100, least_votes=2)
    assert winners(placed) == ["many"]
    assert placed[-1].reason == "no_votes"


def test_nobody_and_nothing_select_nothing():
    assert equal_shares([], [], 100) == []
    placed = equal_shares(TWO_GROUPS, [], 100, least_votes=1)
    assert [row.reason for row in placed] == ["no_votes"] * 5


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        equal_shares(TWO_GROUPS, [], -1)
    with pytest.raises(ValueError, match="step is positive"):
        equal_shares(TWO_GROUPS, [], 1, step=0)
    with pytest.raises(ValueError, match="'add2' is none of"):
        equal_shares(TWO_GROUPS, [], 1, "add2")


@pytest.mark.parametrize(
    ("budget", "voters", "step"),
    [(4_000_000_000, 3_000, 50_000), (2_160_895, 3_007, 20), (100, 10, 1), (100, 0, 1)],
)
def test_a_step_is_a_round_part_of_a_share(budget, voters, step):
    assert natural_step(budget, voters) == step


@settings(max_examples=300, deadline=None)
@given(elections(st.integers(0, 12)), st.sampled_from(sorted(COMPLETIONS)))
def test_small_elections_have_the_winners_of_pabutools(election, completion):
    projects, ballots, budget = election
    ours = equal_shares(projects, ballots, budget, completion, earlier_first)
    assert set(winners(ours)) == oracle.winners(
        projects, ballots, budget, completion, earlier_first
    )


@settings(max_examples=60, deadline=None)
@given(elections(st.integers(50, 120)), st.integers(1, 9))
def test_skipping_steps_misses_nothing(election, more):
    """Shares far below the costs: add1 takes hundreds of steps, most of which are jumped over."""
    projects, ballots, budget = election
    ours = equal_shares(projects, ballots, budget * more, "add1", earlier_first)
    assert set(winners(ours)) == oracle.winners(
        projects, ballots, budget * more, "add1", earlier_first
    )


@real
@pytest.mark.parametrize("completion", ["none", "greedy", "add1u"])
@pytest.mark.parametrize("name", sorted(KEPT))
def test_real_elections_have_the_winners_of_pabutools(name, completion):
    projects, ballots, budget = as_approvals(name)
    step = 200  # pabutools takes minutes for steps of one
    ours = equal_shares(projects, ballots, budget, completion, earlier_first, step=step)
    assert set(winners(ours)) == oracle.winners(
        projects, ballots, budget, completion, earlier_first, step
    )


@real
@pytest.mark.parametrize("name", sorted(KEPT))
def test_real_elections_have_the_kept_winners_of_pabutools(name):
    projects, ballots, budget = as_approvals(name)
    placed = equal_shares(projects, ballots, budget, "add1u", earlier_first)
    by_shares = [row.project.id for row in placed if row.reason == "shares"]
    assert sorted(by_shares) == KEPT[name]["add1"]
    assert sorted(winners(placed)) == KEPT[name]["add1u"]


def as_approvals(name):
    return oracle.as_approvals(pabulib.read((FOLDER / name).read_bytes()))
