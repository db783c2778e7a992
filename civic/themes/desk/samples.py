"""A few titles of each theme, so that whoever names it sees what it is about."""

from sqlalchemy import func, select

from civic.db import db
from civic.issues.models import Issue
from civic.themes.placements import Placement

EACH = 3


def samples_of(round) -> dict[int, list[str]]:
    """Theme → titles of its texts, the sure and most supported first."""
    order = (Placement.sure.desc(), Issue.supports_count.desc(), Issue.id)
    rank = func.row_number().over(partition_by=Placement.theme_id, order_by=order)
    query = select(Placement.theme_id, Issue.title, rank.label("place"))
    query = query.join(Issue, Issue.id == Placement.issue_id)
    here = (Placement.round_id == round.id, Placement.theme_id.is_not(None), Issue.listed)
    rows = query.where(*here).subquery()
    first = select(rows.c.theme_id, rows.c.title).where(rows.c.place <= EACH)
    samples: dict[int, list[str]] = {}
    for theme_id, title in db.session.execute(first.order_by(rows.c.theme_id, rows.c.place)):
        samples.setdefault(theme_id, []).append(title)
    return samples
