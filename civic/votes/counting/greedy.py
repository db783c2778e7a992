"""많은 표 순서: which projects a budget buys, most votes first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Amount = Any  # whole numbers, decimals or fractions; of one kind in one count


@dataclass(frozen=True)
class Project:
    """Something to vote for.

    cost and the budget are in one unit (won here, the file's currency in Pabulib files);
    votes: votes or points, any number; order: place in the order of proposal, smaller is earlier.
    """

    id: Any
    cost: Amount
    votes: Amount
    order: int


@dataclass(frozen=True)
class Placed:
    """A project in its rank.

    left: the money that was left when its turn came. reason: how it got in (votes | shares | rest:
    bought by most votes, by the voters' equal shares, with what those left over), or why not
    (too_dear: more than was left | stopped: after the first that did not fit | short_of_shares: its
    supporters' shares did not suffice | no_votes: fewer than the least).
    """

    rank: int
    project: Project
    selected: bool
    left: Amount
    reason: str = ""


TieKey = Callable[[Project], Any]


def earlier_first(project: Project) -> tuple[int, Any]:
    """Equal votes: the one proposed earlier goes first, then the smaller id."""
    return (project.order, project.id)


def greedy_skip(
    projects: Iterable[Project],
    budget: Amount,
    tie: TieKey = earlier_first,
    least_votes: Amount = 0,
) -> list[Placed]:
    """Rank by votes and select from the top, skipping what no longer fits.

    Args: budget: money for all, in the unit of cost. tie: sorts projects with equal votes, smallest
    first. least_votes: a project with fewer is ranked, but never selected.
    Returns: every project once, in rank order from 1; the selected ones cost at most the budget.
    Raises: ValueError when a cost or the budget is negative.
    """
    return _greedy(projects, budget, tie, least_votes, stops=False)


def greedy_stop(
    projects: Iterable[Project],
    budget: Amount,
    tie: TieKey = earlier_first,
    least_votes: Amount = 0,
) -> list[Placed]:
    """Rank by votes and select from the top until the first that does not fit; then stop.

    Arguments, answer and errors as in greedy_skip.
    """
    return _greedy(projects, budget, tie, least_votes, stops=True)


GREEDY_RULES = {"greedy-skip": greedy_skip, "greedy-stop": greedy_stop}


def place(
    bought: Sequence[Project],
    projects: Iterable[Project],
    budget: Amount,
    tie: TieKey,
    least_votes: Amount,
    spends_rest: bool,
) -> list[Placed]:
    """Rows for projects bought by shares, in this order, and then all others by votes.

    Args: spends_rest: whether the others are bought as long as the rest of the budget allows.
    """
    left, placed = budget, list[Placed]()
    for rank, project in enumerate(bought, 1):
        placed.append(Placed(rank, project, True, left, "shares"))
        left -= project.cost
    taken = {project.id for project in bought}
    others = [project for project in projects if project.id not in taken]
    for rank, project in enumerate(by_votes(others, tie), len(bought) + 1):
        reason = _reason(project, left, least_votes, "rest" if spends_rest else "short_of_shares")
        placed.append(Placed(rank, project, reason == "rest", left, reason))
        if reason == "rest":
            left -= project.cost
    return placed


def by_votes(projects: Iterable[Project], tie: TieKey) -> list[Project]:
    """Most votes first; equal votes as the tie key sorts them."""
    return sorted(projects, key=lambda project: (-project.votes, tie(project)))


def _greedy(
    projects: Iterable[Project], budget: Amount, tie: TieKey, least_votes: Amount, stops: bool
) -> list[Placed]:
    projects = by_votes(projects, tie)
    if budget < 0 or any(project.cost < 0 for project in projects):
        raise ValueError("costs and the budget are never negative")
    left, stopped, placed = budget, False, list[Placed]()
    for rank, project in enumerate(projects, 1):
        reason = _reason(project, left, least_votes, "stopped" if stopped else "votes")
        stopped = stopped or (stops and project.cost > left)
        placed.append(Placed(rank, project, reason == "votes", left, reason))
        if reason == "votes":
            left -= project.cost
    return placed


def _reason(project: Project, left: Amount, least_votes: Amount, otherwise: str) -> str:
    if project.votes < least_votes:
        return "no_votes"
    return "too_dear" if project.cost > left and otherwise != "stopped" else otherwise
