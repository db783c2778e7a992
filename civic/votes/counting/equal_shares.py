"""동등 지분: the Method of Equal Shares, for approval ballots with the cost as utility.

Every voter gets an equal share of the budget. Again and again the project is bought whose
supporters can pay for it together and where the one who pays most pays least for each won of cost;
supporters who hold less give all they have. Source: D. Peters, G. Pierczyński, P. Skowron,
"Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021; equalshares.net.

The shares seldom spend the whole budget, so there are completions:
    none    what the shares buy, no more
    greedy  then the rest of the budget by most votes, skipping what no longer fits
    add1    every share grows by one step at a time, and all is bought anew, until what is bought
            leaves no money for any further project with votes, or the next step would overspend
    add1u   add1, then greedy, as https://equalshares.net/implementation/completion calls it;
            add1-greedy and add1u-greedy are other names for it

NumPy searches in floating point; wherever two numbers come nearer than floats can tell apart
(a tie, money that just suffices) whole numbers decide, so that the answer is the exact one.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import inf, lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from civic.votes.counting.completions import COMPLETIONS
from civic.votes.counting.exact_shares import ExactPurses, Voters
from civic.votes.counting.greedy import Amount, Placed, Project, TieKey, earlier_first, place

# Relative distance below which whole numbers decide; floats are wrong by far less.
NEAR = 1e-9
Purses = npt.NDArray[np.float64]


def equal_shares(
    projects: Iterable[Project],
    ballots: Iterable[Sequence[Any]],
    budget: Amount,
    completion: str = "add1u-greedy",
    tie: TieKey = earlier_first,
    least_votes: Amount = 0,
    step: Amount = 1,
) -> list[Placed]:
    """Which projects the voters' equal shares buy.

    Args: projects: their votes are ignored and counted again. ballots: the ids each voter
    approves; an id twice on one ballot counts once. completion: a key of COMPLETIONS. tie: sorts
    projects with equal effective votes and equal votes, smallest first. least_votes: a project with
    fewer is placed, but never selected. step: what add1 adds to each share, in the unit of cost.
    Returns: every project once: selected ones in the order bought, then the rest by votes.
    Raises: ValueError for negative money, a step that is not positive, an unknown completion.
    """
    if completion not in COMPLETIONS:
        raise ValueError(f"completion {completion!r} is none of {', '.join(COMPLETIONS)}")
    grows, spends = COMPLETIONS[completion]
    projects = list(projects)
    if budget < 0 or step <= 0 or any(project.cost < 0 for project in projects):
        raise ValueError("costs and the budget are never negative, a step is positive")
    supporters, voters = supporters_of([project.id for project in projects], ballots)
    counted = [
        Project(project.id, project.cost, len(who), project.order)
        for project, who in zip(projects, supporters, strict=True)
    ]
    rank = sorted(range(len(counted)), key=lambda c: (-counted[c].votes, tie(counted[c])))
    # What costs nothing has no utility and is nobody's purchase; greedy takes it with the rest.
    market = [c for c in rank if counted[c].cost and counted[c].votes >= max(least_votes, 1)]
    bought: list[int] = []
    if market and voters:
        bought = _bought(counted, supporters, market, voters, budget, step if grows else None)
    return place([counted[c] for c in bought], counted, budget, tie, least_votes, spends)


def supporters_of(ids: Sequence[Any], ballots: Iterable[Sequence[Any]]) -> tuple[list[Voters], int]:
    """(the voters, counted from 0, who approve each of these ids; the number of ballots)."""
    ballots = ballots if isinstance(ballots, Sequence) else list(ballots)
    column = {id: place for place, id in enumerate(ids)}
    lengths = np.fromiter(map(len, ballots), np.intp, len(ballots))
    flat = map(column.__getitem__, chain.from_iterable(ballots))
    columns = np.fromiter(flat, np.int16 if len(ids) < 2**15 else np.int32, lengths.sum())
    # Sorted by project and still by voter, so that an id twice on a ballot stands side by side.
    order = columns.argsort(kind="stable")
    columns, voters = columns[order], np.repeat(np.arange(len(ballots)), lengths)[order]
    again = (columns[1:] == columns[:-1]) & (voters[1:] == voters[:-1])
    once = np.concatenate([[True], ~again]) if columns.size else np.empty(0, bool)
    ends = np.searchsorted(columns[once], np.arange(1, len(ids)))
    return np.split(voters[once], ends) if ids else [], len(ballots)


def _bought(
    counted: list[Project],
    supporters: list[Voters],
    market: list[int],
    voters: int,
    budget: Amount,
    step: Amount | None,
) -> list[int]:
    """Indices of the projects bought, in order; step None: shares do not grow."""
    money = [Fraction(counted[c].cost) for c in market]
    unit = lcm(Fraction(budget).denominator, *(cost.denominator for cost in money))
    election = _Election(
        [int(cost * unit) for cost in money], [supporters[c] for c in market], voters
    )
    share = Fraction(budget) * unit / voters
    if step is None:
        run = election.run(share)
    else:
        run = election.grow(share, Fraction(step) * unit, int(Fraction(budget) * unit))
    return [market[c] for c in run.order]


@dataclass
class _Run:
    """One purchase after another. rhos: the largest payment for each unit of cost, rising.

    at_ease: whether every supporter could pay an equal part.
    """

    order: list[int]
    rhos: list[float]
    at_ease: list[bool]


class _Election:
    """Costs in whole units and supporters by index; the smaller index wins a tie."""

    def __init__(self, costs: list[int], supporters: list[Voters], voters: int):
        self.costs, self.supporters, self.voters = costs, supporters, voters

    def grow(self, share: Fraction, step: Fraction, budget: int) -> _Run:
        """The run with the first grown share that is exhaustive, or the last that is affordable.

        Steps at which nothing can change are jumped over: see _Buying.steady. A jump that failed is
        tried again only after twice as many calm steps as before.
        """
        run, jump, calm, patience = self.run(share), 1, 0, 1
        while not self._exhaustive(run, budget):
            further = share + jump * step
            later = self.follow(further, run) if jump > 1 else self.run(further)
            if later is None:
                jump, calm, patience = jump // 2, 0, 2 * patience
                continue
            if self._spent(later) > budget:
                return run
            share += jump * step
            calm = calm + 1 if later.order == run.order else 0
            patience = 1 if jump > 1 else patience
            jump = 2 * jump if calm >= patience else 1
            run = later
        return run

    def run(self, share: Fraction) -> _Run:
        """All purchases at one share."""
        buying = _Buying(self, share)
        buying.buy(None)
        return buying.run

    def follow(self, share: Fraction, guide: _Run) -> _Run | None:
        """All purchases at a larger share than the guide's; None when they could leave the guide's
        on the way up."""
        buying = _Buying(self, share)
        buying.buy(guide)
        is_steady = buying.steady and len(buying.run.order) == len(guide.order)
        return buying.run if is_steady else None

    def _spent(self, run: _Run) -> int:
        return sum(self.costs[c] for c in run.order)

    def _exhaustive(self, run: _Run, budget: int) -> bool:
        left, taken = budget - self._spent(run), set(run.order)
        return all(cost > left for c, cost in enumerate(self.costs) if c not in taken)


class _Buying:
    """Voters' purses during one run.

    A project's rho only rises as purses empty, so an old rho is a lower bound: only projects whose
    bound reaches the best are looked at again.
    """

    def __init__(self, election: _Election, share: Fraction):
        self.election, self.run, self.steady = election, _Run([], [], []), True
        self.purses = np.full(election.voters, float(share))
        self.exact = ExactPurses(election.costs, election.supporters, election.voters, share)
        self.bounds = [(1 / len(who), c) for c, who in enumerate(election.supporters)]
        self.at_ease: dict[int, bool] = {}
        self.held: dict[int, Purses] = {}  # by project looked at last: its supporters' purses
        heapq.heapify(self.bounds)

    def buy(self, guide: _Run | None) -> None:
        """One purchase after another; guide: see next()."""
        while (best := self.next(guide)) is not None:
            self.pay(best)

    def next(self, guide: _Run | None) -> tuple[float, int] | None:
        """(rho, project) to buy now; None when no supporters can pay, or when no longer steady.

        With the guide of a smaller share: every purse and so every rho between the two shares lies
        between their values as long as purchases are the same. They stay the same when here, at
        the larger share, all others' rhos are above the rho the guide bought at.
        """
        step = len(self.run.order)
        watched = guide.rhos[step] if guide and step < len(guide.rhos) else 0.0
        looked, least = self._look(watched)
        if not looked:
            return None
        near = [entry for entry in looked if entry[0] <= least * (1 + NEAR)]
        best = near[0] if len(near) == 1 else self._exactly(near)
        if guide is not None:
            self._compare(guide, step, best[1], looked)
            if not self.steady:
                return None
        for entry in looked:
            if entry is not best:
                heapq.heappush(self.bounds, entry)
        return best

    def pay(self, best: tuple[float, int]) -> None:
        rho, c = best
        left = self.held[c]
        left -= rho * self.election.costs[c]
        self.purses[self.election.supporters[c]] = np.maximum(left, 0.0, out=left)
        self.run.order.append(c)
        self.run.rhos.append(rho)
        self.run.at_ease.append(self.at_ease[c])

    def _look(self, watched: float) -> tuple[list[tuple[float, int]], float]:
        """Projects whose rho is not above the least or the watched one; and the least."""
        looked, least = list[tuple[float, int]](), inf
        self.held.clear()
        while self.bounds and self.bounds[0][0] <= (enough := max(least, watched) * (1 + NEAR)):
            bound, c = heapq.heappop(self.bounds)
            rho = self._rho(c, bound, enough)
            if rho == inf:
                continue  # and it never can be paid again
            if rho > enough:
                heapq.heappush(self.bounds, (rho, c))
            else:
                looked.append((rho, c))
                least = min(least, rho)
        return looked, least

    def _rho(self, c: int, bound: float, enough: float) -> float:
        """What the richest supporters pay for each unit of cost, looked for upwards from a bound.

        A value above enough is only a better bound; inf: together they hold too little.
        """
        cost, money = self.election.costs[c], self.purses.take(self.election.supporters[c])
        self.held[c] = money
        if self.at_ease.get(c, True):  # purses only empty: who is not at ease never is again
            self.at_ease[c] = bool(np.minimum.reduce(money) * money.size > cost * (1 + NEAR))
            if self.at_ease[c]:
                return 1 / money.size
        held = np.add.reduce(money)
        if held < cost * (1 + NEAR) and (
            held < cost * (1 - NEAR) or not self.exact.affords(c, self.run.order)
        ):
            return inf
        payment, rich = bound * cost, -1
        while payment <= enough * cost:
            before, rich = rich, int(np.count_nonzero(money > payment))
            if rich in (before, 0):  # the same pay the most as before, or all give everything
                break
            payment += (cost - np.add.reduce(np.minimum(money, payment))) / rich
        return float(payment / cost)

    def _exactly(self, near: list[tuple[float, int]]) -> tuple[float, int]:
        c = self.exact.best([c for _, c in near], self.run.order)
        return next(entry for entry in near if entry[1] == c)

    def _compare(self, guide: _Run, step: int, best: int, looked: list[tuple[float, int]]) -> None:
        """Steady goes false unless the guide's purchase is certain at every share between."""
        if step >= len(guide.order) or guide.order[step] != best:
            self.steady = False
            return
        limit, votes = guide.rhos[step] * (1 + NEAR), len(self.election.supporters[best])
        for rho, c in looked:
            # At ease, rho is 1 / votes at any larger share; with as many votes none is less.
            behind = guide.at_ease[step] and len(self.election.supporters[c]) == votes and c > best
            if c != best and rho <= limit and not behind:
                self.steady = False
