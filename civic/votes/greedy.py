"""많은 표 순서: which projects a budget buys, most votes first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Project:
    """Something to vote for.

    cost and the budget are in one unit (won here, the file's currency in Pabulib files);
    votes: votes or points, any number; order: place in the order of proposal, smaller is earlier.
    """

    id: Any
    cost: Any
    votes: Any
    order: int


@dataclass(frozen=True)
class Placed:
    """A project in its rank. left: the money that was left when its turn came."""

    rank: int
    project: Project
    selected: bool
    left: Any


TieKey = Callable[[Project], Any]


def earlier_first(project: Project) -> tuple:
    """Equal votes: the one proposed earlier goes first, then the smaller id."""
    return (project.order, project.id)


def cheaper_first(project: Project) -> tuple:
    """Equal votes: the one that costs less goes first, then the smaller id."""
    return (project.cost, project.id)


def greedy_skip(
    projects: Iterable[Project], budget, tie: TieKey = earlier_first, least_votes=0
) -> list[Placed]:
    """Rank by votes and select from the top, skipping what no longer fits.

    Args: budget: money for all, in the unit of cost. tie: sorts projects with equal votes, smallest
    first. least_votes: a project with fewer is ranked, but never selected.
    Returns: every project once, in rank order from 1; the selected ones cost at most the budget.
    Raises: ValueError when a cost or the budget is negative.
    """
    return _greedy(projects, budget, tie, least_votes, stops=False)


def greedy_stop(
    projects: Iterable[Project], budget, tie: TieKey = earlier_first, least_votes=0
) -> list[Placed]:
    """Rank by votes and select from the top until the first that does not fit; then stop.

    Arguments, answer and errors as in greedy_skip.
    """
    return _greedy(projects, budget, tie, least_votes, stops=True)


GREEDY_RULES = {"greedy-skip": greedy_skip, "greedy-stop": greedy_stop}


def _greedy(projects, budget, tie, least_votes, stops):
    projects = sorted(projects, key=lambda project: (-project.votes, tie(project)))
    if budget < 0 or any(project.cost < 0 for project in projects):
        raise ValueError("costs and the budget are never negative")
    left, stopped, placed = budget, False, []
    for rank, project in enumerate(projects, 1):
        fits = project.cost <= left
        stopped = stopped or (stops and not fits)
        selected = fits and not stopped and project.votes >= least_votes
        placed.append(Placed(rank, project, selected, left))
        if selected:
            left -= project.cost
    return placed
