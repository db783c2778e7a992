"""대표성: whom a result represents, and what each rule would have given the same voters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from civic.votes.counting.count import RULE_FORMS, count
from civic.votes.counting.greedy import Amount, Placed, Project, TieKey, earlier_first


@dataclass(frozen=True)
class Represented:
    """What selected projects mean to the voters.

    share: voters with at least one selected project among their choices, 0 to 1. money: each
    selected project's cost is split equally among the ballots that name it; of a voter's parts
    together, lower quartile, median and upper quartile over all voters. unspent: what is left.
    satisfied: number of voters by how many of their choices were selected.
    """

    voters: int
    share: float
    lower: float
    median: float
    upper: float
    spent: Amount
    unspent: Amount
    satisfied: dict[int, int]


def represented(
    placed: Sequence[Placed], ballots: Iterable[Sequence[Any]], budget: Amount
) -> Represented:
    """The figures of one result. ballots: ids named by each voter; naming twice counts once."""
    choices = [frozenset(ballot) for ballot in ballots]
    cost = {row.project.id: row.project.cost for row in placed if row.selected}
    named = Counter(id for chosen in choices for id in chosen)
    part = {id: Fraction(cost[id]) / named[id] for id in cost if named[id]}
    got = Counter(chosen.intersection(part) for chosen in choices)
    money = sorted((sum((part[id] for id in won), Fraction(0)), n) for won, n in got.items())
    satisfied: Counter[int] = Counter()
    for won, n in got.items():
        satisfied[len(won)] += n
    voters, spent = len(choices), sum(cost.values())
    return Represented(
        voters=voters,
        share=1 - satisfied[0] / voters if voters else 0.0,
        lower=_quantile(money, voters, 1),
        median=_quantile(money, voters, 2),
        upper=_quantile(money, voters, 3),
        spent=spent,
        unspent=budget - spent,
        satisfied=dict(sorted(satisfied.items())),
    )


def side_by_side(
    projects: Sequence[Project],
    ballots: Sequence[Sequence[Any]],
    budget: Amount,
    *,
    form: str,
    completion: str = "add1u-greedy",
    max_choices: int = 0,
    tie: TieKey = earlier_first,
    least_votes: Amount = 1,
    step: Amount = 1,
) -> dict[str, tuple[list[Placed], Represented]]:
    """Every rule defined for these ballots: its result and whom it represents.

    Only for comparison: what counts is the rule that was fixed before the vote. Arguments as in
    civic.votes.counting.count.count; form is approval, knapsack or ranked.
    """
    results = {}
    for rule, forms in RULE_FORMS.items():
        # On ranked ballots greedy-skip is borda by another name.
        if form not in forms or (form == "ranked" and rule == "greedy-skip"):
            continue
        placed = count(
            rule,
            projects,
            ballots,
            budget,
            form=form,
            completion=completion,
            max_choices=max_choices,
            tie=tie,
            least_votes=least_votes,
            step=step,
        )
        results[rule] = (placed, represented(placed, ballots, budget))
    return results


def _quantile(money: list[tuple[Fraction, int]], voters: int, quarter: int) -> float:
    """The smallest amount that at least quarter / 4 of the voters do not exceed; 0 of nobody."""
    seen = 0
    for amount, n in money:
        seen += n
        if 4 * seen >= quarter * voters:
            return float(amount)
    return 0.0
