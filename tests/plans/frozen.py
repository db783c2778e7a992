"""A plan that is frozen before a test begins, for tests that are about what follows."""

from flask_babel import force_locale
from sqlalchemy import text

from civic.db import db, now
from civic.plans.models import Plan, Snapshot
from civic.plans.snapshots.gather import gather
from tests.databases import filled

_gathered: dict[str, dict] = {}
NO_MATTER = {"sign_in", "alembic_version"}  # whose rows are others in every test
DRAWN = {"map_version"}  # by lot, and in no plan


def frozen(plan: Plan, planner) -> Snapshot:
    """As freeze(); but the same rows at the same time are gathered once in a process, for a tenth
    of a second. The caller commits."""
    db.session.flush()
    with force_locale("ko"):
        key = f"{now()} {plan.id} {_rows()}"
        if key not in _gathered:
            _gathered[key] = gather(plan)
        return Snapshot.take(plan, _gathered[key], planner)


def _rows() -> dict[str, list]:
    """Every row there is."""
    there = db.session.connection()
    names = [name for name in filled(there) if name not in NO_MATTER]
    return {name: _of(there.execute(text(f'SELECT * FROM "{name}"'))) for name in names}


def _of(rows) -> list[tuple]:
    kept = [place for place, column in enumerate(rows.keys()) if column not in DRAWN]
    return [tuple(row[place] for place in kept) for row in rows]
