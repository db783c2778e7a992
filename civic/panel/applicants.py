"""Who applied for a panel, was asked to join, answered, and dropped out."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.people.models import Person
from civic.places.models import District


class Applicant(Model):
    """One person's application. From the moment the list is published it has a number and a
    stratum, and stays; of who left or whose time is over nothing else does.

    stratum: the code under which the list shows it. drawn: chosen | reserve | none.
    """

    __tablename__ = "panel_applicant"
    __table_args__ = (
        UniqueConstraint("panel_id", "person_id"),
        UniqueConstraint("panel_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    band: Mapped[str | None] = mapped_column(String(4))  # as places/population has them
    sex: Mapped[str | None] = mapped_column(String(4))  # f | m | none
    applied_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    number: Mapped[int | None]
    stratum: Mapped[int | None]
    drawn: Mapped[str | None] = mapped_column(String(8))

    person: Mapped[Person | None] = relationship()
    district: Mapped[District | None] = relationship()
    invitation: Mapped["PanelInvitation | None"] = relationship(back_populates="applicant")
    departure: Mapped["PanelDeparture | None"] = relationship()

    @property
    def state(self) -> str:
        """One of rules.APPLICANT_STATES."""
        if self.departure:
            return "gone"
        if self.invitation:
            return "accepted" if self.invitation.accepted_at else "asked"
        if self.drawn:
            return self.drawn
        return "numbered" if self.number else "applied"

    @classmethod
    def of(cls, panel_id: int, person) -> "Applicant | None":
        if not person.is_authenticated:
            return None
        mine = db.select(cls).filter_by(panel_id=panel_id, person_id=person.id)
        return db.session.scalar(mine)

    def forget_person(self) -> None:
        """Keep the number alone."""
        self.person_id = self.district_id = self.band = self.sex = None


class PanelInvitation(Model):
    """Somebody is asked to join: drawn, or called from the reserve."""

    __table_args__ = (UniqueConstraint("applicant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"), index=True)
    applicant_id: Mapped[int] = mapped_column(ForeignKey("panel_applicant.id"))
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answer_by: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    applicant: Mapped[Applicant] = relationship(back_populates="invitation")


class PanelDeparture(Model):
    """Somebody on the published list does not take part, whatever the draw gives or gave."""

    __table_args__ = (
        UniqueConstraint("applicant_id"),
        Index("ix_panel_departure_panel_id", "panel_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"))
    applicant_id: Mapped[int] = mapped_column(ForeignKey("panel_applicant.id"))
    why: Mapped[str] = mapped_column(String(10))  # a code of rules.DEPARTURES
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
