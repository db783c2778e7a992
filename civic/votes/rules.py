"""What a ballot may hold, and the numbers every result must satisfy."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civic.votes.paper.sheet import BallotFault, Difference


class NotAVoter(Exception):
    """This person's residency is not verified at a level the round accepts."""


class BadBallot(Exception):
    """A ballot that can't be stored as it is. sent: the solution ids that were asked for."""

    def __init__(self, sent: Iterable[int]):
        super().__init__()
        self.sent = list(sent)


class NothingChosen(BadBallot):
    """A ballot without any choice; to take a vote back there is withdraw."""


class TooManyChoices(BadBallot):
    """More choices than the round allows."""


class NotOnBallot(BadBallot):
    """A solution that is not on this round's ballot, or no longer."""


class OverBudget(BadBallot):
    """Together they cost more than the budget. over_won: by how much."""

    def __init__(self, sent: Iterable[int], over_won: int):
        super().__init__(sent)
        self.over_won = over_won


class OutOfDate(Exception):
    """An older request arrived after a newer one; the newer one stands."""


class CountsDisagree(Exception):
    """Stored ballots break the invariant voters ≤ choices ≤ max_choices · voters, hold what never
    stood on the ballot, or are not as many as the roll says."""


class AlreadySealed(Exception):
    """The result is sealed: nothing that it counts can change."""


class SheetsWait(Exception):
    """Paper sheets wait for a second planner; they would be lost. waiting: how many."""

    def __init__(self, waiting: int):
        super().__init__(waiting)
        self.waiting = waiting


class BallotAnnulled(NotAVoter):
    """Two planners took this person's ballot out; the vote is closed to them."""


class AnnulmentsWait(Exception):
    """Annulments wait for a second planner. waiting: how many."""

    def __init__(self, waiting: int):
        super().__init__(waiting)
        self.waiting = waiting


class NotOnRoll(Exception):
    """Nobody of this address has a ballot in this vote."""


class SheetOfAnother(Exception):
    """Only who entered a paper sheet takes it out: its votes would be lost by one person's word."""


class NeedsWholeBallots(Exception):
    """This round counts whole ballots; sums, as of a show of hands, can't be added to them."""


class BadSheet(Exception):
    """A sheet's numbers can't be true. reason: more_than_voters | sum."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class FaultyBallots(Exception):
    """Typed paper ballots that are none.

    faults: votes/paper/sheet.BallotFault, none when no line is.
    """

    def __init__(self, faults: "list[BallotFault]"):
        super().__init__(f"{len(faults)} faulty lines")
        self.faults = faults


class BallotsDiffer(Exception):
    """Two planners typed the same sheet differently. lines: civic.votes.paper.sheet.Difference."""

    def __init__(self, lines: "list[Difference]"):
        super().__init__(f"{len(lines)} lines differ")
        self.lines = lines


def in_order(solution_ids: Iterable[int], ballot_form: str) -> list[int]:
    """Choices as a ballot holds them, each once: by rank where the form ranks, else by id."""
    once = list(dict.fromkeys(solution_ids))
    return once if ballot_form == "ranked" else sorted(once)


def check_size(chosen: list[int], max_choices: int, least: int = 1) -> None:
    """Raises: TooManyChoices above max_choices, NothingChosen below least."""
    if len(chosen) > max_choices:
        raise TooManyChoices(chosen)
    if len(chosen) < least:
        raise NothingChosen(chosen)


def check_counts(voters: int, choices: int, max_choices: int) -> None:
    """Raises: CountsDisagree unless voters ≤ choices ≤ max_choices · voters."""
    if not voters <= choices <= max_choices * voters:
        raise CountsDisagree(f"{voters} voters, {choices} choices, at most {max_choices} each")


def stage(period: tuple[datetime, datetime] | None, at: datetime, counted: bool) -> str:
    """Where a vote stands: none | early | open | counting (closed, no result yet) | counted.

    Args: period: aware half-open (start, end) of the voting phase; None when the round has none.
    counted: whether the result is written.
    """
    if counted:
        return "counted"
    if period is None:
        return "none"
    start, end = period
    return "early" if at < start else "open" if at < end else "counting"
