"""Where the project's files are, and real input beside it, which not every machine has."""

import atexit
import shutil
import tempfile
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
