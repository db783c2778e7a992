"""A planner masks a spot by hand: words in what people wrote that no shape tells from others, as a
neighbour's name. Every occurrence on the thing's page goes; the words before wait, sealed.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import literal, select

from civic.db import db, now
from civic.issues.answers import IssueAnswer
from civic.issues.correction import IssueCorrection
from civic.issues.listing.columns import write_columns
from civic.issues.listing.relisting import relisted
from civic.issues.models import Issue
from civic.issues.translation.models import IssueTranslation
from civic.moderation.masked import fitted
from civic.moderation.subjects import Subject
from civic.notices.collect import record
from civic.notices.models import Notice
from civic.notices.news import News
from civic.people.masked_words import MaskedWords, Spot
from civic.people.models import Person

FIELDS = {
    "issue": ("title", "body", "place"),
    "issue_comment": ("body",),
    "solution": ("title", "summary", "body", "operator"),
    "solution_comment": ("body",),
}


class SpotNotFound(Exception):
    """The words stand nowhere in the thing."""


class PublicText(NamedTuple):
    """One field of a row that the public reads. thing: as of MaskedWords, with the id of the
    writer; None for a copy of words, which is masked and not kept."""

    row: Any
    field: str
    thing: tuple[str, int, int | None] | None = None

    @property
    def value(self) -> Any:
        return getattr(self.row, self.field)


def words_of(subject: Subject) -> list[str]:
    """What a planner may choose spots from: the words as the public reads them."""
    texts = [text.value for text in _texts(subject) if isinstance(text.value, str)]
    return [words for words in dict.fromkeys(texts) if words]


def mask_spot(subject: Subject, planner: Person, spot: Spot, reason: str) -> None:
    """Mask these words wherever the thing has them, and tell who wrote it.

    Raises: SpotNotFound.
    """
    subject.hold()
    subject.keep_ballot()
    db.session.refresh(subject.thing)
    texts = [text for text in _texts(subject) if spot.hide(text.value) != text.value]
    if not texts:
        raise SpotNotFound
    _write(subject, {text: _masked(text, spot) for text in texts})
    _mask_notices(subject, spot)
    subject.record("mask_words", planner, reason)
    db.session.flush()
    _tell(subject, planner, reason)


def _texts(subject: Subject) -> Iterator[PublicText]:
    thing = subject.thing
    for field in FIELDS[subject.kind]:
        yield PublicText(thing, field, (subject.kind, thing.id, _writer(subject)))
    if subject.kind == "issue":
        yield from _texts_of_issue(thing)
    if subject.kind == "solution":
        yield from _texts_of_solution(thing)


def _texts_of_solution(solution) -> Iterator[PublicText]:
    yield from (PublicText(step, field) for step in solution.steps for field in ("title", "detail"))
    yield from (PublicText(change, "before") for change in solution.changes())


def _texts_of_issue(issue) -> Iterator[PublicText]:
    for step in issue.changes:
        yield PublicText(step, "reason", ("status_change", step.id, step.actor_id))
        yield PublicText(step, "photo_alt")
    yield PublicText(issue, "cover_alt")
    yield from (PublicText(picture, "alt") for picture in issue.photos)
    of_it = {"issue_id": issue.id}
    for model, fields in (
        (IssueAnswer, ("body", "photo_alt")),
        (IssueCorrection, ("before", "after")),
        (IssueTranslation, ("title", "body")),
    ):
        for row in db.session.scalars(select(model).filter_by(**of_it)):
            yield from (PublicText(row, field) for field in fields)


def _masked(text: PublicText, spot: Spot) -> Any:
    if text.thing is None:
        words = spot.hide(text.value)
    else:
        kind, id, writer = text.thing
        words = MaskedWords.hide(writer, text.value, spot, text.field, **{f"{kind}_id": id})
    return fitted(text.row, text.field, words) if isinstance(words, str) else words


def _write(subject: Subject, masked: dict[PublicText, Any]) -> None:
    own = {text.field: words for text, words in masked.items() if text.row is subject.thing}
    for text, words in masked.items():
        if text.row is not subject.thing:
            setattr(text.row, text.field, words)
    db.session.flush()
    if not isinstance(subject.thing, Issue):
        for field, words in own.items():
            setattr(subject.thing, field, words)
    elif own:
        issue = subject.thing
        with relisted(Issue, issue.round_id, [issue.id]):
            write_columns(Issue, {issue.id: own})


def _mask_notices(subject: Subject, spot: Spot) -> None:
    """Notices repeat what was answered and asked."""
    column = "solution_id" if subject.kind.startswith("solution") else "issue_id"
    about = select(Notice).where(getattr(Notice, column) == subject.page_of.id)
    for notice in db.session.scalars(about):
        details = spot.hide(notice.details)
        if details != notice.details:
            notice.details = details


def _writer(subject: Subject) -> int | None:
    thing: Any = subject.thing
    for name in ("author_id", "reporter_id", "proposer_id"):
        if hasattr(thing, name):
            return getattr(thing, name)
    return None


def _tell(subject: Subject, planner: Person, reason: str) -> None:
    writer = _writer(subject)
    if writer is None:
        return
    at = now()
    page = "solution_id" if subject.kind.startswith("solution") else "issue_id"
    news: dict[str, Any] = {page: subject.page_of.id}
    news |= {"actor_id": planner.id, "details": {"field": "masked", "reason": reason}}
    source = f"masked:{subject.kind}:{subject.thing.id}:{at:%y%m%d%H%M%S%f}"
    audience = (select(literal(writer)),)
    record(News("correction", source, subject.round.id, at, audience, **news))
