"""종이표: the sums on a sheet as ballots, and whole paper ballots as they are typed in. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import zip_longest

from civic.votes.rules import BadSheet, in_order

MOST_LINES = 1_000
INVALID = ("-", "x", "무효")
BETWEEN = re.compile(r'[\s,;>"]+')
NUMBER = re.compile(r"[0-9]{1,6}")


def check_sheet(voters: int, counts: dict[int, int], max_choices: int) -> None:
    """Raises: BadSheet unless so many voters, with 1 to max_choices choices each, can have made
    these votes; counts: solution → votes, more than none."""
    votes = sum(counts.values())
    if max(counts.values(), default=0) > voters:
        raise BadSheet("more_than_voters")
    if not voters <= votes <= voters * max_choices or voters < 1:
        raise BadSheet("sum")


def distribute(voters: int, counts: dict[int, int]) -> list[list[int]]:
    """The sheet's votes distributed over its voters, one after the other.

    Which voter gets which says nothing; what holds is that nobody gets a solution twice, or more
    choices than any other way of distributing would give somebody.
    """
    ballots: list[list[int]] = [[] for _ in range(voters)]
    turn = 0
    for solution in sorted(counts):
        for _ in range(counts[solution]):
            ballots[turn % voters].append(solution)
            turn += 1
    return ballots


@dataclass(frozen=True)
class BallotTerms:
    """What a paper ballot may hold. costs: won by a solution's number. limit_won: of one ballot's
    choices together; None where the form sets none."""

    ballot_form: str
    max_choices: int
    costs: dict[int, int]
    limit_won: int | None = None


@dataclass(frozen=True)
class BallotFault:
    """A typed line that is no ballot. line: from 1. text: its beginning. reason, and about:
    blank | unreadable | unknown (that number) | twice (that number) | too_many (how many) |
    over_budget (by how many won) | too_long (how many lines there are)."""

    line: int
    text: str
    reason: str
    about: int = 0


@dataclass(frozen=True)
class Difference:
    """A line that two planners typed differently; None where one of them has no such line."""

    line: int
    first: list[int] | None
    second: list[int] | None


def read_ballots(text: str, terms: BallotTerms) -> tuple[list[list[int]], list[BallotFault]]:
    """Ballots typed one a line as solution numbers (`3 1 7`, `3,1,7`), and the faulty lines.

    A line of INVALID is an invalid ballot and stays in its place as []. Numbers of a ballot come
    back by rank where the form ranks, else sorted. Empty lines at the end are none.
    """
    lines = text.rstrip().splitlines()
    if len(lines) > MOST_LINES:
        return [], [BallotFault(MOST_LINES + 1, "", "too_long", len(lines))]
    ballots, faults = [], []
    for place, line in enumerate(lines, 1):
        numbers, fault = _read_line(unicodedata.normalize("NFKC", line), terms)
        if fault is None:
            ballots.append(numbers)
        else:
            faults.append(BallotFault(place, line.strip()[:40], *fault))
    return ballots, faults


def differences(first: list[list[int]], second: list[list[int]]) -> list[Difference]:
    """The lines that two planners did not type alike."""
    pairs = enumerate(zip_longest(first, second), 1)
    return [Difference(line, one, other) for line, (one, other) in pairs if one != other]


def _read_line(line, terms) -> tuple[list[int], tuple | None]:
    """The ballot's numbers, and what is wrong with them, as (reason, about)."""
    cells = [cell for cell in BETWEEN.split(line) if cell]
    if not cells:
        return [], ("blank",)
    if len(cells) == 1 and cells[0].lower() in INVALID:
        return [], None
    if not all(map(NUMBER.fullmatch, cells)):
        return [], ("unreadable",)
    numbers = list(map(int, cells))
    return in_order(numbers, terms.ballot_form), _broken_limit(numbers, terms)


def _broken_limit(numbers, terms) -> tuple | None:
    for place, number in enumerate(numbers):
        if number not in terms.costs:
            return "unknown", number
        if number in numbers[:place]:
            return "twice", number
    if len(numbers) > terms.max_choices:
        return "too_many", len(numbers)
    spent = sum(terms.costs[number] for number in numbers)
    if terms.limit_won is not None and spent > terms.limit_won:
        return "over_budget", spent - terms.limit_won
    return None
