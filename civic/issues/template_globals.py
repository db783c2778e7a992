"""What every template may ask about issues: the labels in the reader's language, my own issues."""

from functools import cache

from flask import g
from flask_babel import get_locale
from flask_login import current_user
from sqlalchemy import select

from civic.db import db
from civic.issues.following import Follow
from civic.issues.labels import CATEGORIES, STATUSES
from civic.issues.models import Issue
from civic.issues.support import Support


def issue_labels() -> dict:
    """CATEGORIES and STATUSES in the reader's language."""
    return _labels(str(get_locale()))


@cache
def _labels(_language: str) -> dict:
    """Said once a language: looking up a lazy word costs more than writing a list's row."""
    return {
        "CATEGORIES": {code: (icon, str(name)) for code, (icon, name) in CATEGORIES.items()},
        "STATUSES": {code: (*rest, str(name)) for code, (*rest, name) in STATUSES.items()},
    }


def my_issues(limit: int = 10) -> dict:
    """{reported, supported, followed}: the newest of this round, at most `limit` each.

    What the signed-in person reported is not listed again as followed.
    """
    here = select(Issue).where(Issue.round_id == g.round.id).order_by(Issue.id.desc()).limit(limit)
    supported = here.join(Support, Support.issue_id == Issue.id)
    live = (Follow.issue_id == Issue.id) & Follow.stopped_at.is_(None)
    followed = here.join(Follow, live)
    others = Issue.reporter_id.is_distinct_from(current_user.id)
    return {
        "reported": db.session.scalars(here.where(Issue.reporter_id == current_user.id)).all(),
        "supported": db.session.scalars(
            supported.where(Support.person_id == current_user.id, Issue.listed)
        ).all(),
        "followed": db.session.scalars(
            followed.where(Follow.person_id == current_user.id, Issue.listed, others)
        ).all(),
    }
