"""What a screening needs, and the names of what goes wrong. Pure."""

from collections.abc import Collection

VERDICTS = ("fit", "conditional", "unfit")
FOR_THE_BALLOT = frozenset({"fit", "conditional"})
# Why proposals of residents are turned down, as cities publish it.
GROUNDS = (
    *("authority", "duplicate", "private_interest", "over_budget", "unlawful", "no_site"),
    *("infeasible", "upkeep", "off_call", "partisan", "unclear", "other"),
)
NOTE, DEPARTMENT, COST_NOTE, REPLY = 1000, 80, 300, 1000


class NotScreened(Exception):
    """Only a proposal screened as it now reads, and found fit, goes onto the ballot."""


class ProposalChanged(Exception):
    """The proposal was revised after the office read it."""


class GroundsMissing(Exception):
    """An unfit proposal needs one of GROUNDS at least; a condition needs its words."""


class NoReply(Exception):
    """Only the proposer answers, once, and only the screening that holds."""


def check_grounds(verdict: str, grounds: Collection[str], note: str) -> None:
    """Raises: GroundsMissing; ValueError for a verdict or ground that does not exist."""
    if verdict not in VERDICTS or not set(grounds) <= set(GROUNDS):
        raise ValueError(verdict, grounds)
    if verdict == "unfit" and not grounds:
        raise GroundsMissing(verdict)
    if verdict != "fit" and not note.strip():
        raise GroundsMissing(verdict)
