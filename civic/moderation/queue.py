"""What waits for the planner: things people flagged, and reports without an answer."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from civic.db import db, now
from civic.issues.models import Issue
from civic.issues.status import UNANSWERED
from civic.moderation.models import Flag
from civic.moderation.subjects import Subject, find_subjects
from civic.web.paging import Page, paginate

NOT_SEEN_AFTER = timedelta(days=3)
MOST_FLAGS = 500
SIZE = 20


@dataclass(frozen=True)
class Flagged:
    """A thing with its open flags. reasons: code → how often; words: what people added,
    each once."""

    subject: Subject
    people: int
    oldest_at: datetime
    reasons: Counter
    words: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """Reports of a round that wait for the city, without those from files.

    count, oldest_at: still 'received', so that nobody has looked at them. late: of these, those
    older than NOT_SEEN_AFTER. Reports under review have no answer yet either: see waiting_page.
    """

    count: int
    oldest_at: datetime | None
    late: int


def flagged(municipality) -> list[Flagged]:
    """Things with open flags: most people first, then the longest waiting."""
    query = select(Flag).where(Flag.municipality_id == municipality.id, Flag.settled_at.is_(None))
    groups: dict[tuple[str, int], list[Flag]] = {}
    for flag in db.session.scalars(query.order_by(Flag.id).limit(MOST_FLAGS)):
        groups.setdefault((flag.kind, flag.thing_id), []).append(flag)
    subjects = find_subjects(set(groups), municipality)
    things = [_flagged(subjects[key], flags) for key, flags in groups.items() if key in subjects]
    return sorted(things, key=lambda one: (-one.people, one.oldest_at))


def _flagged(subject, flags):
    reasons = Counter(flag.why[0] for flag in flags)
    words = tuple(dict.fromkeys(flag.why[1] for flag in flags if flag.why[1]))
    return Flagged(subject, len(flags), flags[0].created_at, reasons, words)


def waiting(round) -> Waiting:
    late = now() - NOT_SEEN_AFTER
    figures = select(
        func.count(),
        func.min(Issue.created_at),
        func.count().filter(Issue.created_at < late),
    ).where(*_waiting(round, ("received",)))
    return Waiting(*db.session.execute(figures).one())


def waiting_page(round) -> Page:
    """The reports without an answer, the longest first."""
    query = select(Issue).options(defer(Issue.body)).where(*_waiting(round, UNANSWERED))
    return paginate(query.order_by(Issue.id), SIZE)


def _waiting(round, statuses):
    # Imported complaints were answered, or not, before they came here.
    return (
        Issue.round_id == round.id,
        Issue.listed,
        Issue.status.in_(statuses),
        Issue.import_id.is_(None),
    )
