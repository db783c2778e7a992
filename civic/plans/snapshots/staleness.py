"""What differs now from what a snapshot froze: everything is gathered anew and compared by part.

There is no list of what may change: the parts are those the snapshot holds. Gathering 20,000 issues
takes a second, so the answer is kept while nobody has committed anything (civic/unchanged.py).
"""

from functools import lru_cache

from flask_babel import force_locale

from civic.documents.canonical import canonical, fingerprint, unpack
from civic.plans.models import Plan, Snapshot
from civic.plans.section.template import check_template
from civic.plans.snapshots.gather import Part, gather
from civic.unchanged import WhileUnchanged

KEPT = 64  # plans that are looked at between two commits
_known: WhileUnchanged[tuple[str, ...]] = WhileUnchanged(KEPT)


def changed_since(plan: Plan, snapshot: Snapshot) -> tuple[str, ...]:
    """The parts that differ, those of gather.Part first and in its order."""
    return _known.get((plan.id, snapshot.id), lambda: _compared(plan, snapshot))


def words_changed_since(plan: Plan, snapshot: Snapshot) -> bool:
    """Whether planners wrote or changed the template since; told without gathering the rest."""
    now = {"written": plan.written(), "template": plan.template_in_use()}
    then = _frozen(snapshot.data)
    return any(_print(value) != then.get(part) for part, value in now.items())


def _compared(plan: Plan, snapshot: Snapshot) -> tuple[str, ...]:
    with force_locale("ko"):
        now = {part: _print(value) for part, value in gather(plan).items()}
    then = _frozen(snapshot.data)
    parts = dict.fromkeys([*map(str, Part), *then])
    return tuple(part for part in parts if now.get(part) != then.get(part))


@lru_cache(maxsize=8)
def _frozen(packed: bytes) -> dict[str, str]:
    """Part → fingerprint, of packed snapshot data."""
    data = unpack(packed)
    whole = data | {"template": check_template(data["template"])}
    return {part: _print(value) for part, value in whole.items()}


def _print(value) -> str:
    return fingerprint(canonical(value))
