"""What waits for the planner: things people flagged, and reports without an answer."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer

from civic.db import db, now
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
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
    """Reports of a round that nobody of the office has dealt with, those from files too: what the
    desk shows (civic/triage). late: of these, those older than NOT_SEEN_AFTER. Reports under review
    have no answer yet either: see waiting_page."""

    count: int
    oldest_at: datetime | None
    late: int


def flagged(municipality) -> list[Flagged]:
    """Things with open flags: most people first, then the longest waiting."""
    groups: dict[tuple[str, int], list[Flag]] = {}
    for flag in db.session.scalars(open_flags(municipality).order_by(Flag.id).limit(MOST_FLAGS)):
        groups.setdefault((flag.kind, flag.thing_id), []).append(flag)
    subjects = find_subjects(set(groups), municipality)
    things = [_flagged(subjects[key], flags) for key, flags in groups.items() if key in subjects]
    return sorted(things, key=lambda one: (-one.people, one.oldest_at))


def _flagged(subject, flags):
    reasons = Counter(flag.why[0] for flag in flags)
    words = tuple(dict.fromkeys(flag.why[1] for flag in flags if flag.why[1]))
    return Flagged(subject, len(flags), flags[0].created_at, reasons, words)


def open_flags(municipality) -> Select:
    """Flags nobody has settled; hiding an issue settles those of it as long as it is hidden."""
    hidden = select(Issue.id).where(Issue.id == Flag.issue_id, Issue.hidden_at.is_not(None))
    query = select(Flag).where(Flag.municipality_id == municipality.id, Flag.settled_at.is_(None))
    return query.where(~hidden.exists())


def waiting(round) -> Waiting:
    late = select(func.count()).where(*_untriaged(round), Issue.created_at < now() - NOT_SEEN_AFTER)
    return Waiting(round.untriaged_count, oldest_untriaged(round), db.session.scalar(late) or 0)


def oldest_untriaged(round) -> datetime | None:
    return db.session.scalar(select(func.min(Issue.created_at)).where(*_untriaged(round)))


def _untriaged(round):
    return Issue.round_id == round.id, Issue.listed, Issue.triaged_at.is_(None)


def waiting_page(round) -> Page:
    """The reports without an answer, the longest first."""
    # Imported complaints were answered, or not, before they came here.
    unanswered = Issue.status.in_(UNANSWERED), Issue.import_id.is_(None)
    query = select(Issue).where(Issue.round_id == round.id, Issue.listed, *unanswered)
    return paginate(query.options(defer(Issue.body)).order_by(Issue.id), SIZE)
