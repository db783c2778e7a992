"""What verify.py counts by itself, held against the app and against the roll."""

from hypothesis import given, settings
from hypothesis import strategies as st

from civic.votes.ledger import verify
from civic.votes.ledger.ledger import Entry, Terms
from tests.votes.sealed import PROJECTS, sealed


def english(lines, result, root=None):
    return "\n".join(words for _, words in verify.check(lines, result, root))


def resealed(result):
    """As a forger who knows the format would leave it."""
    return {**result, "seal": verify.seal_of(result)}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([1, 2, 3, 4]), min_size=1, max_size=3, unique=True)),
    st.sampled_from(
        [
            *(("equal-shares", "approval", how) for how in sorted(verify.COMPLETIONS)),
            ("borda", "ranked", None),
            ("greedy-stop", "ranked", None),
            ("greedy-skip", "knapsack", None),
        ]
    ),
    st.integers(150, 400),
)
def test_its_own_count_equals_the_apps(ballots, way, budget):
    rule, form, completion = way
    terms = Terms("gaon/2", "ballot", rule, form, 3, budget, completion, 1)
    entries = [Entry(ballot, [f"{n:032x}"] * len(ballot)) for n, ballot in enumerate(ballots)]
    lines, result = sealed(entries, terms, PROJECTS, eligible=len(entries))
    assert verify.check(lines, result) == []


def test_more_votes_for_one_solution_than_voters_are_noticed():
    lines, result = sealed()
    found = english(lines, resealed({**result, "voters": 3, "roll": 2}))
    assert "4 votes for 1 are more than the voters" in found


def test_another_number_of_voters_than_on_the_roll_is_noticed():
    lines, result = sealed()
    found = english(lines, resealed({**result, "roll": 8}))
    assert "voters on the roll: printed 8, counted 4" in found
