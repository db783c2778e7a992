"""종이표: ballots that add up to the sums on a sheet."""

from civic.votes.rules import BadSheet


def check_sheet(voters: int, counts: dict[int, int], max_choices: int) -> None:
    """Raises: BadSheet unless so many voters, with 1 to max_choices choices each, can have made
    these votes; counts: solution → votes, more than none."""
    votes = sum(counts.values())
    if max(counts.values(), default=0) > voters:
        raise BadSheet("more_than_voters")
    if not voters <= votes <= voters * max_choices or voters < 1:
        raise BadSheet("sum")


def dealt(voters: int, counts: dict[int, int]) -> list[list[int]]:
    """The sheet's votes dealt out to its voters, one after the other.

    Which voter gets which says nothing; what holds is that nobody gets a solution twice, or more
    choices than any other way of dealing would give somebody.
    """
    ballots: list[list[int]] = [[] for _ in range(voters)]
    turn = 0
    for solution in sorted(counts):
        for _ in range(counts[solution]):
            ballots[turn % voters].append(solution)
            turn += 1
    return ballots
