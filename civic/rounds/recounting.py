"""Every kept count (civic/kept_counts.py) counted anew, one round after another."""

from collections.abc import Iterable

from civic.db import db, lock
from civic.kept_counts import KEPT, Repair
from civic.progress import counted
from civic.rounds.models import Round


def recount_all(round_ids: Iterable[int], only_look: bool = False) -> dict[str, list[Repair]]:
    """Name of each → what was wrong in these rounds and in what belongs to none. Commits after
    each, so that others wait for the shortest while; only_look: takes it back instead.
    """
    repairs: dict[str, list[Repair]] = {kept.name: [] for kept in KEPT}
    for round_id in counted([*round_ids, None], "rounds"):
        lock(Round, [round_id])
        for kept in KEPT:
            if kept.by_round == (round_id is not None):
                repairs[kept.name] += kept.repair(round_id)
        if only_look:
            db.session.rollback()
        else:
            db.session.commit()
    return repairs
