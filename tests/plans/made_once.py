"""Bundles are packed and checked many times over; what a snapshot alone makes of them is made once
a process. The same data are the same bytes: plans/snapshots/test_snapshot.py, documents."""

from civic.documents.export.formats import FORMATS
from civic.plans.evidence import bundle, verify
from civic.plans.evidence.bundle import parts, without_progress

_made: dict[tuple, list] = {}


def remembered(text, document, progress=without_progress):
    key = (text, document.number, document.taken_at)
    if key not in _made:
        _made[key] = list(parts(text, document))
    for number, name in enumerate(FORMATS):
        progress(number, name)
    return iter(_made[key])


def check_once(monkeypatch) -> None:
    monkeypatch.setattr(verify, "parts", remembered)


def pack_once(monkeypatch) -> None:
    monkeypatch.setattr(bundle, "parts", remembered)
