"""개표: one entry to every counting rule."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from civic.votes.counting.borda import borda
from civic.votes.counting.greedy import GREEDY_RULES, Amount, Placed, Project, TieKey, earlier_first

# What a ballot holds. approval, knapsack: ids; ranked: ids, best first; points: (id, points) pairs.
FORMS = ("approval", "knapsack", "ranked", "points")
# rule: the forms it is defined for. Greedy takes ranked ballots by their Borda points. Equal shares
# take every solution that a ballot names (with more than no points) as approved.
RULE_FORMS = {
    "greedy-skip": FORMS,
    "greedy-stop": FORMS,
    "equal-shares": FORMS,
    "borda": ("ranked",),
}


class RuleNotDefined(ValueError):
    """This rule can't count ballots of this form."""


def count(
    rule: str,
    projects: Iterable[Project],
    ballots: Iterable[Sequence[Any]],
    budget: Amount,
    *,
    form: str = "approval",
    completion: str = "add1u-greedy",
    max_choices: int = 0,
    tie: TieKey = earlier_first,
    least_votes: Amount = 0,
    step: Amount = 1,
) -> list[Placed]:
    """The result: every project once, in the order the rule went through them.

    Args: projects: their votes are ignored and counted from the ballots. form: a key of FORMS.
    completion, step: of equal-shares. max_choices: the points of a first place on a ranked ballot.
    Returns: rows with the votes, or points, they were ranked by, the cost, selected or not and why.
    Raises: RuleNotDefined for ballots the rule can't count, ValueError for unknown names.
    """
    if form not in RULE_FORMS.get(rule, ()):
        raise RuleNotDefined(f"{rule} is not defined for {form} ballots")
    if rule == "equal-shares":
        from civic.votes.counting.equal_shares import (
            equal_shares,  # NumPy: only a count pays for it
        )

        named = ballots if form != "points" else ([i for i, n in b if n > 0] for b in ballots)
        return equal_shares(projects, named, budget, completion, tie, least_votes, step)
    votes = totals(form, ballots, max_choices)
    counted = [Project(p.id, p.cost, votes[p.id], p.order) for p in projects]
    greedy = GREEDY_RULES["greedy-skip" if rule == "borda" else rule]
    return greedy(counted, budget, tie, least_votes)


def totals(form: str, ballots: Iterable[Sequence[Any]], max_choices: int = 0) -> Counter[Any]:
    """Votes by id, or points where ballots carry or mean points."""
    if form == "ranked":
        return borda(ballots, max_choices)
    sums: Counter[Any] = Counter()
    for ballot in ballots:
        if form == "points":
            for id, points in dict(ballot).items():
                sums[id] += points
        else:
            sums.update(set(ballot))
    return sums
