"""The lives of several reports, read from their rows in two statements (see sentences.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from civic.db import db, now
from civic.issues.answers import IssueAnswer
from civic.issues.life.sentences import Life, answer_due_on, life_of
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.korean_time import SEOUL
from civic.people.models import Person
from civic.photos.models import Photo


def lives_of(issues: Sequence[Issue], person) -> dict[int, Life]:
    """Issue → its life, as this person reads it."""
    ids = [issue.id for issue in issues]
    if not ids:
        return {}
    newest = db.select(db.func.max(StatusChange.id)).where(StatusChange.issue_id.in_(ids))
    steps = db.select(StatusChange).where(
        StatusChange.id.in_(newest.group_by(StatusChange.issue_id))
    )
    last = {step.issue_id: step for step in db.session.scalars(steps)}
    answers = db.select(IssueAnswer.issue_id, db.func.max(IssueAnswer.answered_at))
    standing = answers.where(IssueAnswer.issue_id.in_(ids), IssueAnswer.withdrawn_at.is_(None))
    last_answers = db.session.execute(standing.group_by(IssueAnswer.issue_id))
    answered = dict(last_answers.all())
    return {
        issue.id: life(issue, last.get(issue.id), answered.get(issue.id), person)
        for issue in issues
    }


def life(issue: Issue, step: StatusChange | None, answered_at: datetime | None, person) -> Life:
    """step: its last one. answered_at: of the last answer that stands."""
    since = issue.created_at
    replied = is_reply(issue, step)
    if step is not None and replied:
        since = step.created_at
    is_answered = answered_at is not None and answered_at >= (step.created_at if step else since)
    return life_of(
        issue.status,
        day_of(now()),
        answer_on=None if is_answered else answer_due_on(day_of(since), issue.round.answer_days),
        promised_on=step.promised_on if step is not None and not is_answered else None,
        replied=replied,
        mine=person.is_authenticated and person.id == issue.reporter_id,
        agency=step.agency if step is not None else "",
    )


def life_of_one(issue: Issue, answers: Sequence[IssueAnswer], person) -> Life:
    """answers: those that stand, oldest first."""
    last = issue.changes[-1] if issue.changes else None
    return life(issue, last, answers[-1].answered_at if answers else None, person)


@dataclass(frozen=True)
class LastWord:
    """What the office said last to whoever reported. photo: as it may be shown now, or None."""

    words: str
    at: datetime
    author: Person | None
    photo: Photo | None = None
    photo_alt: str = ""


def last_word(issue: Issue, answers: Sequence[IssueAnswer]) -> LastWord | None:
    """The newest of its answers and the reasons of its steps; None when nothing was said."""
    words = [
        LastWord(step.reason, step.created_at, step.actor)
        for step in issue.changes
        if step.reason and not is_reply(issue, step)
    ][-1:]
    words += [
        LastWord(each.body, each.answered_at, each.actor, _seen(each.photo), each.photo_alt)
        for each in answers[-1:]
    ]
    return max(words, key=lambda word: word.at, default=None)


def _seen(photo: Photo | None) -> Photo | None:
    return photo if photo is not None and photo.withheld_at is None else None


def is_reply(issue: Issue, step: StatusChange | None) -> bool:
    """A step is the reporter's answer to a question of the office."""
    return (
        step is not None
        and step.status == "reviewing"
        and step.actor_id is not None
        and step.actor_id == issue.reporter_id
    )


def day_of(moment: datetime) -> date:
    """Its day in Seoul."""
    return moment.astimezone(SEOUL).date()
