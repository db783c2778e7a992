"""Where the project's files are, and real input beside it, which not every machine has."""

import atexit
import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"  # absent: tests that use it skip


def kept(config, name: str) -> Path:
    """A folder of pytest's cache, for the next run too; without a cache (-p no:cacheprovider) one
    that goes with this process."""
    known = getattr(config, "cache", None)
    return known.mkdir(name) if known else _passing(name)


@cache
def _passing(name: str) -> Path:
    folder = tempfile.mkdtemp(prefix=f"civic-{name}-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """While the block runs, no other process is in one with this lock."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
