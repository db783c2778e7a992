"""New reports that may be one with another: what a planner would merge before answering."""

from collections import defaultdict

from sqlalchemy import select

from civic.db import db
from civic.issues.duplicates.likeness import ALIKE, NEAR_M, STRONG, distance_m, words_alike
from civic.issues.models import Issue
from civic.rounds.models import Round

# Enough to say that there is work; the longest waiting first, against the newest.
WAITING, COMPARED = 30, 300


def likely_duplicates(round: Round) -> list[int]:
    """Ids of reports nobody answered yet that are very likely another listed one."""
    columns = (Issue.id, Issue.title, Issue.category, Issue.lat, Issue.lon)
    listed = select(*columns).where(Issue.round_id == round.id, Issue.listed)
    fresh = listed.where(Issue.status == "received", Issue.import_id.is_(None))
    waiting = db.session.execute(fresh.order_by(Issue.created_at).limit(WAITING)).all()
    others = defaultdict(list)
    for other in db.session.execute(listed.order_by(Issue.id.desc()).limit(COMPARED)):
        others[other.category].append(other)
    # The later of two alike is the one to merge.
    return [one.id for one in waiting if any(_same(one, other) for other in others[one.category])]


def _same(one, other) -> bool:
    """Of two in one category."""
    if other.id >= one.id:
        return False
    near = (
        one.lat is not None
        and other.lat is not None
        and distance_m(one.lat, one.lon, other.lat, other.lon) <= NEAR_M
    )
    return words_alike(one.title, other.title) >= (ALIKE if near else STRONG)
