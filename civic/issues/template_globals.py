"""What every template may ask about issues: the labels in the reader's language, my own issues."""

from functools import cache

from flask import g
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup, escape
from sqlalchemy import Select, case, select

from civic.db import db
from civic.issues.following import Follow
from civic.issues.labels import CATEGORIES, PLAIN_STATUSES, STATUSES
from civic.issues.life.lives import lives_of
from civic.issues.life.sentences import Life
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.web.filters import called, day
from civic.web.i18n import as_written


def issue_labels() -> dict:
    """CATEGORIES, STATUSES and PLAIN_STATUSES in the reader's language."""
    return _labels(str(get_locale()))


def plain_status(code: str) -> tuple:
    """(icon, tone, words) of a status, as residents read it."""
    return issue_labels()["PLAIN_STATUSES"][code]


@cache
def _labels(_language: str) -> dict:
    """Said once a language: looking up a lazy word costs more than writing a list's row."""
    return {
        "CATEGORIES": {code: (icon, str(name)) for code, (icon, name) in CATEGORIES.items()},
        "STATUSES": _said(STATUSES),
        "PLAIN_STATUSES": _said(PLAIN_STATUSES),
    }


def _said(labels: dict) -> dict:
    return {code: (*rest, str(name)) for code, (*rest, name) in labels.items()}


def where_is(issue: Issue) -> Markup:
    """Its district as the reader calls it, and the place in the reporter's words."""
    if issue.district is None:
        return escape(as_written(issue.place))
    words = issue.place.removeprefix(issue.district.name).strip()
    return Markup("{} {}").format(called(issue.district), as_written(words)).strip()


def my_reports(limit: int = 10) -> list[Issue]:
    """What the signed-in person reported in this city: what waits for them before the rest, and of
    both the newest first; what they took back last."""
    mine = _of_city(limit).where(Issue.reporter_id == current_user.id)
    first = case((Issue.withdrawn_at.is_not(None), 2), (Issue.status == "asked", 0), else_=1)
    return list(db.session.scalars(mine.order_by(None).order_by(first, Issue.id.desc())))


def my_lives(issues: list[Issue]) -> dict[int, Life]:
    """Issue → its life, as the reader of the page reads it."""
    return lives_of(issues, current_user)


def due_words(life: Life) -> str:
    """By when somebody answers, or that this day is over."""
    assert life.due_on is not None  # asked only where there is one
    on = day(life.due_on)
    if life.overdue:
        return _("%(day)s까지 답하기로 했는데 늦어지고 있어요.", day=on)
    if life.is_reply:
        return _("%(day)s까지 답해요.", day=on)
    return _("%(day)s까지 다시 알려 드려요.", day=on)


def my_issues(limit: int = 10) -> dict:
    """{supported, followed}: the newest of this city, at most `limit` each.

    What the signed-in person reported or supports is not listed again as followed.
    """
    here = _of_city(limit).where(Issue.listed)
    supported = here.join(Support, Support.issue_id == Issue.id)
    live = (Follow.issue_id == Issue.id) & Follow.stopped_at.is_(None)
    mine = select(Support.issue_id).where(Support.person_id == current_user.id)
    followed = here.join(Follow, live).where(Issue.id.not_in(mine))
    others = Issue.reporter_id.is_distinct_from(current_user.id)
    return {
        "supported": db.session.scalars(
            supported.where(Support.person_id == current_user.id)
        ).all(),
        "followed": db.session.scalars(
            followed.where(Follow.person_id == current_user.id, others)
        ).all(),
    }


def _of_city(limit: int) -> Select:
    rounds = [round.id for round in g.rounds]
    return select(Issue).where(Issue.round_id.in_(rounds)).order_by(Issue.id.desc()).limit(limit)
