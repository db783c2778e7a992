"""MeetingFile: a document of a meeting as it was given, in the database: no sweep takes it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, deferred, mapped_column

from civic.db import Model, UtcDateTime, db, hold, now
from civic.meetings.files.file_types import MOST_FILES, FileRefused, kind_of, shown_name
from civic.meetings.models import Meeting
from civic.people.models import Person


class MeetingFile(Model):
    """Only the office gets it until published_at is set."""

    __table_args__ = (Index("uq_meeting_file", "meeting_id", "sha256", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(6))  # a key of file_types.TYPES
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def add(cls, meeting: Meeting, planner: Person, name: str, data: bytes) -> "MeetingFile":
        """Keep a file; the same one again is the one there is. Raises: FileRefused."""
        kind = kind_of(data, name)
        digest = hashlib.sha256(data).hexdigest()
        hold(Meeting, [meeting.id])
        here = select(cls).filter_by(meeting_id=meeting.id)
        if known := db.session.scalar(here.where(cls.sha256 == digest)):
            return known
        count = select(func.count()).select_from(here.subquery())
        if db.session.scalars(count).one() >= MOST_FILES:
            raise FileRefused("too_many")
        about = {"name": shown_name(name, kind), "kind": kind, "size": len(data)}
        file = cls(meeting_id=meeting.id, sha256=digest, data=data, **about)
        file.added_by_id = planner.id
        db.session.add(file)
        return file

    @classmethod
    def of(cls, meeting: Meeting, published_only: bool = False) -> Sequence["MeetingFile"]:
        query = select(cls).filter_by(meeting_id=meeting.id).order_by(cls.id)
        if published_only:
            query = query.where(cls.published_at.is_not(None))
        return db.session.scalars(query).all()

    def publish(self) -> None:
        self.published_at = self.published_at or now()

    def take_back(self) -> None:
        """Only the office gets it from now on."""
        self.published_at = None
