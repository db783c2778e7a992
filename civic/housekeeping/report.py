"""How the chores stand, for the operator's page and for a monitor."""

from dataclasses import dataclass
from datetime import datetime

from civic.db import now
from civic.housekeeping.chores import CHORES, Chore
from civic.housekeeping.models import ChoreRun
from civic.housekeeping.overdue import Overdue
from civic.notices.models import PushRefusal


@dataclass(frozen=True)
class Standing:
    """A chore: when it last went well (None: never), how the last try failed ("" when it did not),
    whether it is late, and what it owes."""

    name: str
    finished_at: datetime | None
    failure: str
    failures: int
    is_late: bool
    owed: tuple[Overdue, ...]

    @property
    def is_well(self) -> bool:
        return not (self.failure or self.is_late or self.owed)


@dataclass(frozen=True)
class Report:
    chores: tuple[Standing, ...]
    refusals: tuple[PushRefusal, ...]

    @property
    def wrong(self) -> tuple[Standing, ...]:
        return tuple(chore for chore in self.chores if not chore.is_well)

    @property
    def is_well(self) -> bool:
        return not self.wrong and not self.refusals

    @property
    def worker_rests(self) -> bool:
        """No chore was done in time: most likely no worker runs."""
        return all(chore.is_late for chore in self.chores)


def report() -> Report:
    runs = ChoreRun.all()
    chores = tuple(_standing(chore, runs.get(chore.name)) for chore in CHORES)
    return Report(chores, tuple(PushRefusal.current()))


def _standing(chore: Chore, run: ChoreRun | None) -> Standing:
    finished_at = run.finished_at if run else None
    is_late = finished_at is None or finished_at < now() - chore.every - chore.grace
    owed = tuple(chore.overdue(chore.grace))
    failure, failures = (run.failure, run.failures) if run else ("", 0)
    return Standing(chore.name, finished_at, failure, failures, is_late, owed)
