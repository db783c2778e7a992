"""Bundles are checked many times over; what a snapshot alone makes is made once a process."""

import pytest

from civic.plans.evidence import verify
from civic.plans.evidence.bundle import parts

_made: dict[tuple, list] = {}


@pytest.fixture(autouse=True)
def made_once(monkeypatch):
    """The same data are the same bytes (plans/snapshots/test_snapshot.py, documents)."""

    def remembered(text, document):
        key = (text, document.number, document.taken_at)
        if key not in _made:
            _made[key] = list(parts(text, document))
        return _made[key]

    monkeypatch.setattr(verify, "parts", remembered)
