"""Living at another time while the demo's story is told."""

from contextlib import contextmanager
from datetime import datetime

from civic.db import set_clock, system_clock


@contextmanager
def living_at(moment: datetime):
    """now() is this moment inside the block, and the real time after it."""
    set_clock(lambda: moment)
    try:
        yield
    finally:
        set_clock(system_clock)
