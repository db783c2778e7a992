"""Which issues move after the count, filing and evaluation, to which status, and which stay."""

from collections.abc import Mapping
from dataclasses import dataclass

# The way of an issue whose solution was chosen; what is further on it stays.
WAY = ("soliciting", "voting", "selected", "planned", "building", "done")
# The city answered these already in another way.
DECIDED = ("rejected", "transferred")


@dataclass(frozen=True)
class Move:
    """One press. chosen: it is about the issues behind chosen solutions, else about those behind
    none. statuses: what they may become, the usual one first. forward: they only go on along WAY;
    otherwise they come back from it, but never from `kept` on."""

    chosen: bool
    statuses: tuple[str, ...]
    forward: bool = True
    kept: str = ""


MOVES = {
    "selected": Move(True, ("selected",)),
    "planned": Move(True, ("planned",)),
    "building": Move(True, ("building",)),
    "lost": Move(True, ("reviewing", "rejected"), forward=False, kept="building"),
    "others": Move(False, ("reviewing", "rejected"), forward=False, kept="selected"),
}


def due(counted: bool, steps: Mapping[str, str]) -> tuple[str, ...]:
    """The moves whose time has come, in order.

    Args: counted: the vote is sealed. steps: step of filing → its outcome, "" for one without.
    """
    if not counted:
        return ()
    if "evaluation" in steps:
        return ("building" if steps["evaluation"] == "selected" else "lost", "others")
    return ("planned" if "submitted" in steps else "selected", "others")


def stays(move: Move, status: str) -> str | None:
    """Why an issue of this status stays as it is: decided | further; None when it moves."""
    if status in DECIDED:
        return "decided"
    limit = move.statuses[0] if move.forward else move.kept
    if status in WAY and WAY.index(status) >= WAY.index(limit):
        return "further"
    return None
