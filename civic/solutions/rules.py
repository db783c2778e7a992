"""Limits of a proposal, and the names of what goes wrong."""

TITLE, SUMMARY, BODY, OPERATOR = 120, 300, 5000, 120
STEPS, STEP_TITLE, STEP_DETAIL, MONTHS = 8, 80, 300, 24
ISSUES = 20
TIMES_BUDGET = 10
LEAST_WON = 10_000  # "14" is more likely a forgotten 억 than fourteen won


class CostOutOfRange(Exception):
    """The cost is not between 1 won and `highest` won."""

    def __init__(self, highest: int):
        super().__init__(highest)
        self.highest = highest


class NotCosted(Exception):
    """The ballot takes nothing of which nobody said what it costs."""


class IssuesDoNotFit(Exception):
    """A solution needs 1 to ISSUES listed issues of its round, or that its round goes on with."""


class StepsDoNotFit(Exception):
    """A build step's months are not in order or out of range."""


class BallotClosedToChange(Exception):
    """Voting has begun: solutions go neither on nor off the ballot."""


class StandsOnBallot(Exception):
    """What stands on the ballot leaves it by two planners alone (votes.corrections.removal)."""


class NotToBeChanged(Exception):
    """Somebody else's proposal, or its time to be changed is over."""


def highest_cost(budget_won: int) -> int:
    """The largest cost a proposal may state, in won."""
    return budget_won * TIMES_BUDGET


def months_fit(month_from: int, month_to: int) -> bool:
    """Months count from 1, the start of the build year, to MONTHS."""
    return 1 <= month_from <= month_to <= MONTHS


def may_revise(
    is_proposer: bool,
    is_office: bool,
    status: str,
    open_phases: frozenset[str],
    ballot_is_open: bool,
) -> bool:
    """Somebody may change what a proposal says.

    Its proposer may while proposals are open, the office, which has to correct costs, until voting
    begins; nobody while it stands on the ballot.
    """
    if is_office and status == "proposed" and ballot_is_open:
        return True
    return may_withdraw(is_proposer, status, open_phases)


def may_withdraw(is_proposer: bool, status: str, open_phases: frozenset[str]) -> bool:
    """Its proposer may take it back while proposals are open and it is not on the ballot."""
    return is_proposer and status == "proposed" and "propose" in open_phases
