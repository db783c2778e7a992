"""Waiting for what other threads and processes do, on a machine that has much else to do."""

import os
import time

PATIENCE_S = 120


def until(holds, what="it") -> None:
    """Raises: AssertionError when it does not hold after PATIENCE_S."""
    ends = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < ends, f"{what} did not happen within {PATIENCE_S} s"
        time.sleep(0.01)


def spent_s() -> float:
    """Seconds of a processor by this process and those it started that have ended: what an act
    costs, however long others keep it waiting."""
    return sum(os.times()[:4])
