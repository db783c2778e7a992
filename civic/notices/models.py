"""Notice, which notices a person wants by which way, and how far the worker has read."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now, rows_changed
from civic.issues.models import Issue
from civic.kept_counts import KeptColumn, keep, recount
from civic.notices.digest_models import Digest
from civic.notices.notice_types import NOTICE_TYPES, WAYS
from civic.notices.push_models import PushRefusal, PushSubscription
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.rounds.models import Round
from civic.solutions.models import Solution

__all__ = ["Cursor", "Digest", "Notice", "NoticeChoice", "PushRefusal", "PushSubscription"]


class Notice(Model):
    """알림: one thing that happened, for one person. source names the row it comes from, so that
    nobody is told of it twice. Titles are read from the issue or solution when it is shown."""

    __table_args__ = (
        UniqueConstraint("person_id", "source"),
        Index("ix_notice_list", "person_id", "shown", "created_at", "id"),
        Index("ix_notice_unread", "person_id", "shown", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(10))  # a code of notice_types.py
    source: Mapped[str] = mapped_column(String(60))  # e.g. status:12, ballot48:3
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    solution_id: Mapped[int | None] = mapped_column(ForeignKey("solution.id"))
    # What labels.py needs beside the rows.
    details: Mapped[dict] = mapped_column("told", JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)  # when it happened
    shown: Mapped[bool] = mapped_column(default=True)  # in the list; False: push or mail only
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Claimed before it is sent; empty again when every device refused for now.
    pushed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    push_tries: Mapped[int] = mapped_column(default=0)
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("digest.id"), index=True)

    person: Mapped[Person] = relationship()
    round: Mapped[Round] = relationship(lazy="joined")
    issue: Mapped[Issue | None] = relationship(lazy="joined")
    solution: Mapped[Solution | None] = relationship(lazy="joined")

    def claim_push(self) -> bool:
        """The right to push it, committed at once; of several workers one has it."""
        free = db.update(Notice).where(Notice.id == self.id, Notice.pushed_at.is_(None))
        mine = rows_changed(free.values(pushed_at=now())) == 1
        db.session.commit()
        return mine

    @property
    def about(self) -> tuple:
        """Notices of one kind on one thing are read together."""
        return self.kind, self.round_id, self.issue_id, self.solution_id

    @classmethod
    def of(cls, person: Person):
        """A select of this person's list, newest first."""
        query = db.select(cls).filter_by(person_id=person.id, shown=True)
        return query.order_by(cls.created_at.desc(), cls.id.desc())

    def open(self) -> None:
        """Mark as read, with the others of its kind on the same thing."""
        names = ("kind", "round_id", "issue_id", "solution_id")
        same = [
            getattr(Notice, name) == value for name, value in zip(names, self.about, strict=True)
        ]
        Notice.see(self.person, *same)

    @classmethod
    def see(cls, person: Person, *which) -> None:
        """Mark as read what the conditions name, everything without any."""
        unread = cls.person_id == person.id, cls.shown, cls.seen_at.is_(None)
        db.session.execute(db.update(cls).where(*unread, *which).values(seen_at=now()))
        recount(Person.unread_notices, person.id)


_unread = db.select(db.func.count()).where(
    Notice.person_id == Person.id, Notice.shown, Notice.seen_at.is_(None)
)
# So that every page can show the number without a query.
keep(KeptColumn(Person.unread_notices, _unread.scalar_subquery()))


class NoticeChoice(Model):
    """How a person wants a kind of notice; without a row the kind's own defaults hold."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    in_app: Mapped[bool]
    push: Mapped[bool]
    mail: Mapped[bool]

    @classmethod
    def of(cls, person: Person) -> dict[str, dict[str, bool]]:
        """kind → way → whether, for every kind there is."""
        rows = db.session.scalars(db.select(cls).filter_by(person_id=person.id))
        chosen = {row.kind: row for row in rows}
        return {
            code: {way: getattr(chosen.get(code, default), way) for way in WAYS}
            for code, default in NOTICE_TYPES.items()
        }

    @classmethod
    def choose(cls, person: Person, chosen: dict[str, dict[str, bool]]) -> None:
        """Keep what differs from the defaults; kinds left out stay as they are."""
        db.session.execute(
            db.delete(cls).where(cls.person_id == person.id, cls.kind.in_(list(chosen)))
        )
        for code, ways in chosen.items():
            if any(ways[way] != getattr(NOTICE_TYPES[code], way) for way in WAYS):
                db.session.add(cls(person_id=person.id, kind=code, **ways))


class Cursor(Model):
    """How far the worker has read one kind of source row: everything up to this id is settled."""

    __tablename__ = "notice_cursor"

    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    settled_id: Mapped[int] = mapped_column(default=0)

    @classmethod
    def of(cls, source: str) -> "Cursor":
        insert_once(cls, source=source, settled_id=0)
        return db.session.get_one(cls, source, populate_existing=True)

    def move_to(self, settled_id: int) -> None:
        """Forward only: another worker may have come further."""
        behind = db.update(Cursor).where(
            Cursor.source == self.source, Cursor.settled_id < settled_id
        )
        db.session.execute(behind.values(settled_id=settled_id))


@when_leaving
def _forget_notices(person: Person, _takes_words: bool) -> None:
    for table in (Notice, NoticeChoice):
        db.session.execute(db.delete(table).where(table.person_id == person.id))
    person.unread_notices = 0
