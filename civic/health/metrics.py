"""What is asked of database and disks when a monitor comes; the rest is counted as it happens."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from civic.db import db, now
from civic.health import situation
from civic.health.readiness import answers
from civic.housekeeping.report import report
from civic.schema_version import versions

if TYPE_CHECKING:
    from prometheus_client.core import GaugeMetricFamily


class State:
    """A collector of prometheus_client. What can't be asked is left out; civic_ready says why."""

    def collect(self) -> Iterator["GaugeMetricFamily"]:
        checks = list(answers())
        yield gauge("ready", "1 when all is well.", {(one.name,): not one.wrong for one in checks})
        is_there = all(not one.wrong for one in checks if one.name in ("database", "tables"))
        try:
            if is_there:
                yield from _of_database()
        except SQLAlchemyError:
            db.session.rollback()
        free = {(disk.of,): disk.free for disk in situation.disks()}
        yield gauge("disk_free_bytes", "Where this machine writes.", free, "of")
        yield gauge("tables", "Version that the program needs.", {(versions()[-1],): 1}, "version")


def _of_database() -> Iterator["GaugeMetricFamily"]:
    queue, state = situation.queue(), report()
    jobs = {(name,): getattr(queue, name) for name in ("waiting", "running", "failed")}
    yield gauge("jobs", "Long work.", jobs, "state")
    yield gauge("queue_age_seconds", "For how long the oldest has waited.", {(): queue.oldest_s})
    owed = {(chore.name,): sum(one.count for one in chore.owed) for chore in state.chores}
    yield gauge("overdue_promises", "Rows past their day.", owed, "chore")
    late = {(chore.name,): chore.is_late for chore in state.chores}
    yield gauge("chore_late", "1 when it was not done in time.", late, "chore")
    failures = {(chore.name,): chore.failures for chore in state.chores}
    yield gauge("chore_failures", "How often it failed in a row.", failures, "chore")
    ages = {
        (chore.name,): (now() - chore.finished_at).total_seconds()
        for chore in state.chores
        if chore.finished_at
    }
    yield gauge("chore_age_seconds", "Since it last went well.", ages, "chore")
    yield gauge("database_bytes", "Size of the database.", {(): situation.database_bytes()})
    age = situation.backups().age_s
    if age is not None:
        yield gauge("backup_age_seconds", "Of the newest backup.", {(): age})


def gauge(name: str, words: str, values: dict, label: str = "") -> "GaugeMetricFamily":
    """values: (label's value,) → number; of civic_ready the label is check."""
    from prometheus_client.core import GaugeMetricFamily

    labels = [label or "check"] if any(values) else []
    family = GaugeMetricFamily(f"civic_{name}", words, labels=labels)
    for key, value in values.items():
        family.add_metric(list(key), float(value))
    return family
