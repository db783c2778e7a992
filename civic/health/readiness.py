"""Whether this process can do its work, asked of everything it needs."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from civic.db import db, now
from civic.engines.photo_store import LocalStore
from civic.housekeeping.report import report
from civic.plans.jobs.models import Job
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
    full = [of for of, folder in _folders() if _free(folder) < LEAST_FREE_BYTES]
    return f"less than {LEAST_FREE_BYTES // 10**6} MB are free: {', '.join(full)}" if full else ""


def _folders() -> Iterator[tuple[str, Path]]:
    """Where this machine writes, by what lies there: strangers read the answer, and no path."""
    url = make_url(current_app.config["DATABASE_URL"])
    if url.get_backend_name() == "sqlite" and url.database:
        yield "database", Path(url.database).parent
    store = current_app.extensions["photo_store"]
    if isinstance(store, LocalStore):
        yield "photos", store.folder


def _free(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _worker() -> str:
    state = report()
    if state.worker_rests:
        return "no chore was done in time: no worker runs (flask work)"
    wrong = [chore.name for chore in state.wrong]
    return f"overdue or failed: {', '.join(wrong)}" if wrong else ""


def _queue() -> str:
    waiting = db.select(db.func.min(Job.asked_at)).where(Job.state == "waiting")
    oldest = db.session.scalar(waiting)
    seconds = int((now() - oldest).total_seconds()) if oldest else 0
    return f"long work has waited for {seconds} s" if seconds > LONGEST_WAIT_S else ""
