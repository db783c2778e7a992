"""해결됐나요?: what the reporter says, four weeks after the city says 완료."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.issues.rules import ASK_AFTER, may_judge
from civic.issues.status import HasStatus, StatusChange
from civic.people.models import Person


class VerdictNotAsked(Exception):
    """The question is for the reporter, once the city has said 완료 for four weeks."""


class Verdict(Model):
    """One person's answer about one completion: yes | partly | no. The words are the office's."""

    __table_args__ = (UniqueConstraint("change_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("status_change.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    answer: Mapped[str] = mapped_column(String(6))
    words: Mapped[str] = mapped_column(String(500), default="")
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Judgeable(HasStatus):
    """The reporter judges whether an issue the city calls done is really solved."""

    if TYPE_CHECKING:
        reporter_id: Mapped[int | None]
        round_id: Mapped[int]

    @property
    def completion(self) -> StatusChange | None:
        """The step that says 완료, while that is what the city says."""
        return self.changes[-1] if self.status == "done" and self.changes else None

    @property
    def verdict(self) -> Verdict | None:
        """What the reporter answered about the completion that stands."""
        if self.completion is None:
            return None
        mine = {"change_id": self.completion.id, "person_id": self.reporter_id}
        return db.session.scalar(db.select(Verdict).filter_by(**mine))

    @property
    def in_question(self) -> bool:
        """The reporter has been asked by now."""
        done_at = self.completion.created_at if self.completion else None
        return self.reporter_id is not None and self.listed and may_judge(done_at, now())

    def asks(self, person) -> bool:
        """This person is the one to say, now, if it is solved."""
        return person.is_authenticated and person.id == self.reporter_id and self.in_question

    def judge(self, person: Person, answer: str, words: str = "") -> None:
        """Say whether it is solved; a second answer replaces the first. Raises: VerdictNotAsked."""
        completion = self.completion
        if completion is None or not self.asks(person):
            raise VerdictNotAsked
        key = {"change_id": completion.id, "person_id": person.id}
        verdict = {"answer": answer, "words": words, "answered_at": now()}
        if not insert_once(Verdict, **key, **verdict):
            db.session.execute(db.update(Verdict).filter_by(**key).values(**verdict))

    @classmethod
    def awaiting(cls, person: Person, rounds: Sequence) -> Sequence:
        """This person's issues of these rounds that wait for an answer, the longest first."""
        mine = db.select(cls.id).filter_by(reporter_id=person.id, status="done", listed=True)
        if db.session.scalar(mine.limit(1)) is None:  # most people: one short question
            return []
        ripe = (
            db.select(StatusChange.issue_id, db.func.max(StatusChange.id).label("change_id"))
            .where(StatusChange.status == "done")
            .group_by(StatusChange.issue_id)
            .subquery()
        )
        answered = db.select(Verdict.change_id).filter_by(person_id=person.id)
        query = (
            db.select(cls)
            .filter_by(reporter_id=person.id, status="done", listed=True)
            .where(cls.round_id.in_([round.id for round in rounds]))
            .join(ripe, ripe.c.issue_id == cls.id)
            .join(StatusChange, StatusChange.id == ripe.c.change_id)
            .where(StatusChange.created_at <= now() - ASK_AFTER, ripe.c.change_id.not_in(answered))
        )
        return db.session.scalars(query.order_by(StatusChange.id)).all()
