"""Meeting: when and where residents are heard, how that changes, and that it is called off."""

from datetime import UTC, datetime

from sqlalchemy import JSON, ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, insert_once, now
from civic.meetings.head_counts import HasHeadCount
from civic.meetings.photos import HasMeetingPhotos, MeetingPhoto
from civic.meetings.rules import (
    SIGN_UPS_KEPT,
    MeetingCancelled,
    MeetingChanged,
    NotYetHeld,
    is_over,
    takes_reports,
)
from civic.meetings.sign_ups import SignUp, TakesSignUps
from civic.people.models import Person
from civic.photos.models import is_part_of
from civic.places.models import District
from civic.rounds.models import Round

# Who signed up is told when one of these changes before the meeting began.
TOLD = ("starts_at", "ends_at", "place")


class Meeting(TakesSignUps, HasHeadCount, HasMeetingPhotos, Model):
    """주민 모임: a briefing, a workshop, a visit. ends_at may be unknown."""

    __table_args__ = (
        UniqueConstraint("created_by_id", "request_key"),
        Index("ix_meeting_round", "round_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(10))  # a code of labels.KINDS
    title: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    place: Mapped[str] = mapped_column(String(200))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    host: Mapped[str] = mapped_column(String(120), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    signs_up: Mapped[bool] = mapped_column(default=False)  # residents may sign up
    capacity: Mapped[int | None]  # places; empty: as many as come
    minutes: Mapped[str] = mapped_column(Text, default="")
    minutes_published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_reason: Mapped[str] = mapped_column(String(300), default="")
    revision: Mapped[int] = mapped_column(default=0)  # how often it was saved
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    district: Mapped[District | None] = relationship()

    @classmethod
    def plan(cls, round: Round, planner: Person, request_key: str, **values) -> "Meeting":
        """A new meeting; the same request again gives the same one.

        values: kind, title, starts_at, ends_at, place, district_id, host, about, signs_up,
        capacity.
        """
        key = {"created_by_id": planner.id, "request_key": request_key}
        insert_once(cls, round_id=round.id, **key, **values)
        return db.session.scalars(db.select(cls).filter_by(**key)).one()

    @property
    def state(self) -> str:
        """coming | held | cancelled."""
        if self.cancelled_at:
            return "cancelled"
        return "held" if is_over(self.starts_at, self.ends_at, now()) else "coming"

    @property
    def has_begun(self) -> bool:
        return self.cancelled_at is None and now() >= self.starts_at

    @property
    def where(self) -> str:
        """The district and the place in the planner's words, which often begin with it."""
        district = self.district.name if self.district else ""
        return self.place if self.place.startswith(district) else f"{district} {self.place}"

    @property
    def takes_reports(self) -> bool:
        """What was said may still become reports of its round."""
        return takes_reports((phase.ends_at for phase in self.round.phases), now())

    def change(self, planner: Person, revision: int, **values) -> None:
        """Save what a planner changed; a moved meeting is noted, so that people are told.

        Raises: MeetingChanged unless revision is that of the form's opening, MeetingCancelled.
        """
        self._hold(revision)
        before = self._announced()
        was_coming = now() < self.starts_at
        for name, value in values.items():
            setattr(self, name, value)
        if was_coming and before != self._announced():
            self._note("moved", planner, before)

    def write_up(self, revision: int, people: dict, minutes: str, is_public: bool) -> None:
        """Note who came and what was said. people: as HasHeadCount.count_heads takes them.

        Raises: MeetingChanged, MeetingCancelled, NotYetHeld.
        """
        self._hold(revision)
        if not self.has_begun:
            raise NotYetHeld
        self.count_heads(people)
        self.minutes = minutes
        if not (is_public and minutes):
            self.minutes_published_at = None
        elif self.minutes_published_at is None:
            self.minutes_published_at = now()

    def call_off(self, planner: Person, reason: str) -> None:
        """Say that it does not take place, with the reason that everybody is told.

        Raises: MeetingCancelled when it was said before. What was heard there is asked by the
        caller, who knows of opinions.
        """
        self._hold(None)
        self.cancelled_at, self.cancelled_reason = now(), reason
        self._note("cancelled", planner, self._announced(), reason)

    @classmethod
    def forget_old(cls) -> None:
        """Delete who signed up for meetings that are long over; nothing else is forgotten."""
        over = db.select(cls.id).where(cls.starts_at < now() - SIGN_UPS_KEPT)
        db.session.execute(db.delete(SignUp).where(SignUp.meeting_id.in_(over)))

    def hold_begun(self) -> None:
        """Lock a meeting that took or takes place. Raises: MeetingCancelled, NotYetHeld."""
        hold_row(self)
        self.require_begun()

    def require_begun(self) -> None:
        """Raises: MeetingCancelled, NotYetHeld."""
        if self.cancelled_at:
            raise MeetingCancelled
        if not self.has_begun:
            raise NotYetHeld

    def _hold(self, revision: int | None) -> None:
        hold_row(self)
        if self.cancelled_at:
            raise MeetingCancelled
        if revision is not None and revision != self.revision:
            raise MeetingChanged
        self.revision += 1

    def _announced(self) -> dict:
        values = {name: getattr(self, name) for name in TOLD}
        return {
            name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
            for name, value in values.items()
        }

    def _note(self, act, planner, before, reason=""):
        row = {"meeting_id": self.id, "actor_id": planner.id, "act": act, "reason": reason}
        db.session.add(MeetingChange(before=before, after=self._announced(), **row))


class MeetingChange(Model):
    """A coming meeting was moved, or one was called off. Rows are only ever added.

    before, after: the columns of TOLD, times as ISO texts.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    act: Mapped[str] = mapped_column(String(10))  # moved | cancelled
    before: Mapped[dict] = mapped_column(JSON)
    after: Mapped[dict] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    meeting: Mapped[Meeting] = relationship()


@is_part_of
def _meeting_photo_in(photo_id: int) -> Select:
    shown = select(Round.municipality_id).join(Meeting, Meeting.round_id == Round.id)
    of_meeting = MeetingPhoto.meeting_id == Meeting.id
    return shown.join(MeetingPhoto, of_meeting).where(MeetingPhoto.photo_id == photo_id)
