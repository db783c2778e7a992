"""Which of a city's rounds something can be done in now, and which is meant where none is named.
Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from civic.rounds.calendar import days_to_end

FOR_RESIDENTS = ("report", "propose", "vote", "target")


@dataclass(frozen=True)
class OpenAct:
    """What residents can do in a round now: kind, a phase's; days as days_to_end."""

    round: Any
    kind: str
    ends_at: datetime
    days: int


def open_acts(rounds: Iterable[Any], at: datetime) -> list[OpenAct]:
    """What can be done at a moment, what closes first before the rest."""
    acts = [
        OpenAct(round, phase.kind, phase.ends_at, days_to_end(phase.ends_at, at))
        for round in rounds
        for phase in round.phases
        if phase.kind in FOR_RESIDENTS and phase.kind in round.open_phases(at)
    ]
    return sorted(acts, key=lambda act: (act.ends_at, -act.round.number))


def at_hand(rounds: Sequence[Any], at: datetime) -> Any | None:
    """The newest round that takes reports, else where something else closes first, else the newest.

    Args: rounds: newest first. None when there are none.
    """
    acts = open_acts(rounds, at)
    reporting = [act.round for act in acts if act.kind == "report"]
    if reporting:
        return max(reporting, key=lambda round: round.number)
    if acts:
        return acts[0].round
    return rounds[0] if rounds else None


def by_nearness(rounds: Sequence[Any]) -> list[Any]:
    """Those that are open, then those to come, then the finished ones; of each the newest first."""
    order = {"open": 0, "before": 1, "over": 2}
    return sorted(rounds, key=lambda round: (order[round.standing().moment], -round.number))
