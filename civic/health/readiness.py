"""This process can do its work, asked of everything it needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from civic.health.situation import disks, longest_wait_s
from civic.housekeeping.chores import CHORES
from civic.housekeeping.report import late_chores
from civic.schema_version import is_behind, version, what_to_do

LEAST_FREE_BYTES = 500_000_000
LONGEST_WAIT_S = 600  # of long work that nobody has begun


@dataclass(frozen=True)
class Readiness:
    """wrong: what is, in words for whoever runs the program; "" when all is well. needed: without
    it no request should come here; else somebody should look, and pages are served. of: codes of
    what it is about, disks or chores. seconds: for how long it has been so, where that is known."""

    name: str
    wrong: str
    needed: bool = True
    of: tuple[str, ...] = ()
    seconds: int = 0


def answers() -> Iterator[Readiness]:
    """Everything asked, until the database does not answer. A proxy asks every few seconds: no
    table is counted that grows with what residents do."""
    try:
        revision = version()
    except SQLAlchemyError as failed:
        yield Readiness("database", f"does not answer ({type(failed).__name__})")
        return
    yield Readiness("database", "")
    yield Readiness("tables", what_to_do(revision) if is_behind(revision) else "")
    yield _disk()
    if not is_behind(revision):
        yield _worker()
        yield _queue()


def _disk() -> Readiness:
    """By what lies there: strangers read the answer, and no path. A full disk of backups turns
    nobody away; the chore that fails says it."""
    used = [one for one in disks() if one.of != "backups"]
    full = tuple(one.of for one in used if one.free < LEAST_FREE_BYTES)
    wrong = f"less than {LEAST_FREE_BYTES // 10**6} MB are free: {', '.join(full)}" if full else ""
    return Readiness("disk", wrong, of=full)


def _worker() -> Readiness:
    late = tuple(late_chores())
    if len(late) == len(CHORES):
        wrong = "no chore was done in time: no worker runs (flask work)"
        return Readiness("worker", wrong, needed=False)
    wrong = f"late or failed: {', '.join(late)}" if late else ""
    return Readiness("worker", wrong, needed=False, of=late)


def _queue() -> Readiness:
    seconds = longest_wait_s()
    wrong = f"long work has waited for {seconds} s" if seconds > LONGEST_WAIT_S else ""
    return Readiness("queue", wrong, needed=False, seconds=seconds)
