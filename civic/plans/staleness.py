"""What was changed since a snapshot, of what planners and consultants work on."""

from functools import lru_cache

from civic.plans.gather_outcome import indicators, remarks, tally, weighing, written
from civic.plans.models import Plan, Snapshot
from civic.plans.snapshot import canonical, fingerprint, unpack
from civic.plans.template import check_template

PARTS = ("written", "template", "tally", "indicators", "weighing", "remarks")


def changed_since(plan: Plan, snapshot: Snapshot) -> tuple[str, ...]:
    """The PARTS that differ now from what was frozen. Reports go on and are not among them."""
    round = plan.round
    current = {
        "written": written(plan),
        "template": plan.template_in_use(),
        "tally": tally(round),
        "indicators": indicators(round),
        "weighing": weighing(round),
        "remarks": remarks(plan),
    }
    then = _frozen(snapshot.data)
    return tuple(part for part in PARTS if _print(current[part]) != then[part])


@lru_cache(maxsize=8)
def _frozen(packed: bytes) -> dict[str, str]:
    """Part → fingerprint, of packed snapshot data."""
    data = unpack(packed)
    parts = {part: data.get(part) for part in PARTS}
    return {
        part: _print(check_template(value) if part == "template" else value)
        for part, value in parts.items()
    }


def _print(value) -> str:
    return fingerprint(canonical(value))
