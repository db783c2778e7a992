"""Whether this process can do its work, asked of everything it needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from civic.health.situation import disks, queue
from civic.housekeeping.report import report
from civic.schema_version import is_behind, version, what_to_do

LEAST_FREE_BYTES = 500_000_000
LONGEST_WAIT_S = 600  # of long work that nobody has begun


@dataclass(frozen=True)
class Answer:
    """wrong: what is, in words for whoever runs the program; "" when all is well. needed: without
    it no request should come here; else somebody should look, and pages are served."""

    name: str
    wrong: str
    needed: bool = True


def answers() -> Iterator[Answer]:
    """Everything asked, until the database does not answer."""
    try:
        found = version()
    except SQLAlchemyError as failed:
        yield Answer("database", f"does not answer ({type(failed).__name__})")
        return
    yield Answer("database", "")
    yield Answer("tables", what_to_do(found) if is_behind(found) else "")
    yield Answer("disk", _disk())
    if not is_behind(found):
        yield Answer("worker", _worker(), needed=False)
        yield Answer("queue", _queue(), needed=False)


def _disk() -> str:
    """By what lies there: strangers read the answer, and no path. A full disk of backups turns
    nobody away; the chore that fails says it."""
    full = [one.of for one in disks() if one.free < LEAST_FREE_BYTES and one.of != "backups"]
    return f"less than {LEAST_FREE_BYTES // 10**6} MB are free: {', '.join(full)}" if full else ""


def _worker() -> str:
    state = report()
    if state.worker_rests:
        return "no chore was done in time: no worker runs (flask work)"
    wrong = [chore.name for chore in state.wrong]
    return f"overdue or failed: {', '.join(wrong)}" if wrong else ""


def _queue() -> str:
    seconds = queue().oldest_s
    return f"long work has waited for {seconds} s" if seconds > LONGEST_WAIT_S else ""
