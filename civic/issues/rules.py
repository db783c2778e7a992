"""What may be done with an issue and when, and the names of what goes wrong."""

from datetime import datetime, timedelta
from typing import Any, Protocol

from civic.rounds.rules import PhaseClosed, may

# The reporter is asked whether the problem is really gone.
ASK_AFTER = timedelta(weeks=4)
ANSWERS = ("yes", "partly", "no")
LONGEST_WORDS = 500
TITLE_MAX, BODY_MAX, PLACE_MAX = 100, 4000, 200
# The city has not decided yet: looking into it, or asking back, is no answer.
UNANSWERED = ("received", "reviewing", "asked")
# Nor where solutions are sought or voted on: nothing came of it yet.
UNDECIDED = (*UNANSWERED, "soliciting", "voting")


class ReasonMissing(Exception):
    """The act needs a reason, and none was given."""


def may_judge(done_at: datetime | None, at: datetime) -> bool:
    """True from four weeks after the city said 완료 on; done_at None: it says no such thing."""
    return done_at is not None and at >= done_at + ASK_AFTER


class HasPhases(Protocol):
    """A round, as far as require_open asks it."""

    @property
    def municipality(self) -> object: ...

    def open_phases(self) -> frozenset[str]: ...


class HasRoles(Protocol):
    """A person, likewise."""

    def role_names(self, municipality: Any) -> frozenset[str]: ...


def require_open(act: str, round: HasPhases, person: HasRoles) -> None:
    """Raises: PhaseClosed unless the round's phases allow this person the act now."""
    require_open_to(act, round, frozenset({"resident"}) | person.role_names(round.municipality))


def require_open_to(act: str, round: HasPhases, roles: frozenset[str]) -> None:
    """Raises: PhaseClosed unless the round's phases allow these roles the act now."""
    if not may(act, roles, round.open_phases()):
        raise PhaseClosed(act)
