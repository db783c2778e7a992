"""Opinions heard at a meeting: entered by one planner as a batch, confirmed as a whole by another.

Only then each becomes a report, or supports of one that is listed.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, lock, now
from civic.issues.models import Issue
from civic.meetings.models import Meeting
from civic.meetings.opinions.lines import as_report
from civic.people.models import Person
from civic.people.two_person import TwoPerson
from civic.photos.models import Photo
from civic.places.models import District
from civic.rounds.models import Round


class SameReportGone(Exception):
    """The report that opinions repeat was hidden meanwhile. ids: those opinions."""

    def __init__(self, ids: frozenset[int]):
        super().__init__(sorted(ids))
        self.ids = ids


class Opinion(Model):
    """One thing said, by so many people. same_as: the listed report that says it already.

    issue: what it became, a report of its own or the one whose supports it is, once confirmed;
    none where the round was over by then, or it was dropped, with a note that says why, or its
    batch was taken back.
    """

    __table_args__ = (UniqueConstraint("batch_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("opinion_batch.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    people: Mapped[int] = mapped_column(default=1)
    category: Mapped[str] = mapped_column(String(20))
    # What it is about; none: where the meeting was.
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    dropped_note: Mapped[str] = mapped_column(String(300), default="")

    same_as: Mapped[Issue | None] = relationship(foreign_keys=[same_as_id])
    issue: Mapped[Issue | None] = relationship(foreign_keys=[issue_id])
    district: Mapped[District | None] = relationship()


class OpinionBatch(TwoPerson, Model):
    """What one planner typed of a meeting at once, with photos of the sheets it was read from."""

    __table_args__ = (
        UniqueConstraint("entered_by_id", "request_key"),
        Index("ix_opinion_batch_meeting", "meeting_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    request_key: Mapped[str] = mapped_column(String(64))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # see withdrawal.py

    meeting: Mapped[Meeting] = relationship()
    opinions: Mapped[list[Opinion]] = relationship(order_by=Opinion.position)
    sheets: Mapped[list["OpinionSheet"]] = relationship(order_by="OpinionSheet.photo_id")

    @property
    def state(self) -> str:
        """waiting | confirmed | withdrawn | dropped."""
        return "withdrawn" if self.withdrawn_at else super().state

    @classmethod
    def enter(
        cls,
        meeting: Meeting,
        planner: Person,
        request_key: str,
        opinions: list[dict],
        photos: Sequence[Photo] = (),
    ) -> "OpinionBatch":
        """A new batch; the same request again gives the same one.

        Args: opinions: text, people, category, district_id, same_as_id of each, in order. photos:
        of sheets.
        Raises: MeetingCancelled, NotYetHeld.
        """
        if stored := cls.entered(planner, request_key):
            return stored
        meeting.hold_begun()
        key = {"entered_by_id": planner.id, "request_key": request_key}
        new = insert_once(cls, meeting_id=meeting.id, entered_at=now(), **key)
        batch = cls.entered(planner, request_key)
        assert batch is not None  # stored here, or by the same request before
        if new:
            batch.opinions = [Opinion(position=n, **row) for n, row in enumerate(opinions)]
            batch.sheets = [OpinionSheet(photo=photo) for photo in photos]
            for photo in photos:
                photo.attach()
        return batch

    @classmethod
    def entered(cls, planner: Person, request_key: str) -> "OpinionBatch | None":
        """The batch that this same request stored before."""
        mine = {"entered_by_id": planner.id, "request_key": request_key}
        return db.session.scalar(db.select(cls).filter_by(**mine))

    def confirm_lines(self, planner: Person, dropped: dict[int, str]) -> None:
        """Confirm the batch; its opinions become reports and supports, but those dropped.

        Args: dropped: opinion id → why it is left out.
        Raises: SamePerson, NotIndependent, AlreadyDecided, MeetingCancelled, SameReportGone.
        """
        self.asks_another(planner)
        meeting = self.meeting
        lock(Round, [meeting.round_id])
        meeting.hold_begun()
        self.confirm(planner)
        kept = [opinion for opinion in self.opinions if opinion.id not in dropped]
        gone = {row.id for row in kept if row.same_as and row.same_as.root.hidden_at}
        if gone:
            raise SameReportGone(frozenset(gone))
        for opinion in self.opinions:
            opinion.dropped_note = dropped.get(opinion.id, "")
        if meeting.takes_reports:
            for opinion in kept:
                self._become(opinion, planner)

    def _become(self, opinion: Opinion, planner: Person) -> None:
        """A report of its own, with those who said the same beside; or supports of one there is."""
        meeting, beside = self.meeting, opinion.people
        if opinion.same_as is not None:
            opinion.issue = opinion.same_as.root
        else:
            opinion.issue = Issue.write_down(
                meeting.round,
                planner,
                meeting_id=meeting.id,
                category=opinion.category,
                district_id=opinion.district_id or meeting.district_id,
                created_at=meeting.starts_at,
                **as_report(opinion.text),
            )
            beside -= 1
        if beside:
            opinion.issue.hear(meeting.id, beside)

    @classmethod
    def of(cls, meeting: Meeting) -> list["OpinionBatch"]:
        """All of a meeting, the latest first."""
        batches = db.select(cls).filter_by(meeting_id=meeting.id).order_by(cls.id.desc())
        return list(db.session.scalars(batches))

    @classmethod
    def were_heard(cls, meeting: Meeting) -> bool:
        """Something said there waits or counts."""
        live = select(cls.id).where(cls.meeting_id == meeting.id, cls.dropped_at.is_(None))
        live = live.where(cls.withdrawn_at.is_(None))
        return db.session.scalar(live.limit(1)) is not None


class OpinionSheet(Model):
    """A photo of what people wrote down, for the office's eyes."""

    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("opinion_batch.id"), index=True)

    photo: Mapped[Photo] = relationship(lazy="joined")
