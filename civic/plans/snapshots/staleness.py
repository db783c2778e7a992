"""What differs now from what a snapshot froze: everything is gathered anew and compared by part.

There is no list of what may change: the parts are those the snapshot holds. Gathering 20,000 issues
takes a second, so the answer is kept while nobody has committed anything (civic/unchanged.py); each
part is let go of before the next one is gathered.
"""

from flask_babel import force_locale

from civic.plans.models import Plan, Snapshot
from civic.plans.snapshots.gather import Part, parts
from civic.plans.snapshots.overview import print_of, prints_in
from civic.unchanged import WhileUnchanged

KEPT = 64  # plans that are looked at between two commits
_known: WhileUnchanged[tuple[str, ...]] = WhileUnchanged(KEPT)


def changed_since(plan: Plan, snapshot: Snapshot) -> tuple[str, ...]:
    """The parts that differ, those of gather.Part first and in its order."""
    return _known.get((plan.id, snapshot.id), lambda: _compared(plan, snapshot))


def words_changed_since(plan: Plan, snapshot: Snapshot) -> bool:
    """Planners wrote or changed the template since; told without gathering the rest."""
    now = {"written": plan.written(), "template": plan.template_in_use()}
    then = prints_in(snapshot.data)
    return any(print_of(value) != then.get(part) for part, value in now.items())


def _compared(plan: Plan, snapshot: Snapshot) -> tuple[str, ...]:
    with force_locale("ko"):
        now = {part: print_of(value) for part, value in parts(plan)}
    then = prints_in(snapshot.data)
    known = dict.fromkeys([*map(str, Part), *then])
    return tuple(part for part in known if now.get(part) != then.get(part))
