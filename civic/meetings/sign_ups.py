"""Who comes to a meeting: residents sign up for a place, and cancel."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, func, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, insert_once, now, rows_changed
from civic.meetings.rules import MeetingFull, SignUpClosed
from civic.people.models import Person
from civic.people.office import require_resident

if TYPE_CHECKING:
    from civic.rounds.models import Round


class SignUp(Model):
    """One person means to come. Cancelled ones stay, until the person signs up again."""

    __tablename__ = "meeting_sign_up"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    signed_up_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(lazy="joined")


class TakesSignUps:
    """A coming meeting takes sign-ups if its planner wishes, as many as it has places."""

    if TYPE_CHECKING:
        id: int
        round: Round
        starts_at: datetime
        signs_up: bool
        capacity: int | None
        cancelled_at: datetime | None

    @property
    def is_open_for_sign_up(self) -> bool:
        return self.signs_up and self.cancelled_at is None and now() < self.starts_at

    def sign_up(self, person: Person) -> bool:
        """Keep a place for a resident. True when it is new.

        Raises: WorksHere, SignUpClosed, MeetingFull.
        """
        require_resident(person, self.round.municipality)
        self._hold_open()
        if self.signed_up(person):
            return False
        if self.places_left() == 0:
            raise MeetingFull
        key = {"meeting_id": self.id, "person_id": person.id}
        if not insert_once(SignUp, signed_up_at=now(), **key):
            again = update(SignUp).filter_by(**key)
            db.session.execute(again.values(signed_up_at=now(), cancelled_at=None))
        return True

    def cancel_sign_up(self, person: Person) -> bool:
        """Give the place back. True when there was one. Raises: SignUpClosed once it has begun."""
        hold_row(self)
        if now() >= self.starts_at:
            raise SignUpClosed
        mine = update(SignUp).where(SignUp.meeting_id == self.id, SignUp.person_id == person.id)
        mine = mine.where(SignUp.cancelled_at.is_(None)).values(cancelled_at=now())
        return bool(rows_changed(mine))

    def signed_up(self, person) -> bool:
        if not person.is_authenticated:
            return False
        mine = select(SignUp.person_id).where(SignUp.person_id == person.id, *self._live())
        return db.session.scalar(mine) is not None

    def sign_ups(self) -> Sequence[SignUp]:
        """Who means to come, in the order they said so; who left the app does not come."""
        live = select(SignUp).join(Person).where(*self._live(), Person.deleted_at.is_(None))
        return db.session.scalars(live.order_by(SignUp.signed_up_at, SignUp.person_id)).all()

    def places_left(self) -> int | None:
        """None: as many as come."""
        if self.capacity is None:
            return None
        return max(0, self.capacity - self.sign_ups_count())

    def sign_ups_count(self) -> int:
        live = select(func.count()).select_from(SignUp).join(Person)
        return db.session.scalars(live.where(*self._live(), Person.deleted_at.is_(None))).one()

    def people_signed_up(self, before: datetime | None = None) -> Select:
        """A select of the ids of who means to come. before: who said so by then."""
        live = select(SignUp.person_id).where(*self._live())
        return live if before is None else live.where(SignUp.signed_up_at <= before)

    def _live(self) -> tuple:
        return SignUp.meeting_id == self.id, SignUp.cancelled_at.is_(None)

    def _hold_open(self) -> None:
        hold_row(self)
        if not self.is_open_for_sign_up:
            raise SignUpClosed
