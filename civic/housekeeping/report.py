"""How the chores are going, for the operator's page and for a monitor."""

from dataclasses import dataclass
from datetime import datetime

from civic.db import now
from civic.housekeeping.chores import CHORES, Chore
from civic.housekeeping.models import ChoreRun
from civic.housekeeping.overdue import Overdue
from civic.notices.models import PushRefusal


@dataclass(frozen=True)
class ChoreStatus:
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
class HousekeepingReport:
    chores: tuple[ChoreStatus, ...]
    refusals: tuple[PushRefusal, ...]

    @property
    def wrong(self) -> tuple[ChoreStatus, ...]:
        return tuple(chore for chore in self.chores if not chore.is_well)

    @property
    def is_well(self) -> bool:
        return not self.wrong and not self.refusals

    @property
    def worker_rests(self) -> bool:
        """No chore was done in time: most likely no worker runs."""
        return all(chore.is_late for chore in self.chores)


def report() -> HousekeepingReport:
    runs = ChoreRun.all()
    chores = tuple(_status(chore, runs.get(chore.name)) for chore in CHORES)
    return HousekeepingReport(chores, tuple(PushRefusal.current()))


def late_chores() -> list[str]:
    """Names of those not done in time, or whose last try failed. Asks one small table: what each
    still owes is counted by report() alone."""
    runs = ChoreRun.all()
    names = [chore.name for chore in CHORES]
    failed = {name for name, run in runs.items() if run.failure}
    late = {chore.name for chore in CHORES if _is_late(chore, runs.get(chore.name))}
    return [name for name in names if name in failed | late]


def _is_late(chore: Chore, run: ChoreRun | None) -> bool:
    finished_at = run.finished_at if run else None
    return finished_at is None or finished_at < now() - chore.every - chore.grace


def _status(chore: Chore, run: ChoreRun | None) -> ChoreStatus:
    finished_at = run.finished_at if run else None
    owed = tuple(chore.overdue(chore.grace))
    failure, failures = (run.failure, run.failures) if run else ("", 0)
    return ChoreStatus(chore.name, finished_at, failure, failures, _is_late(chore, run), owed)
