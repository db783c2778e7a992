"""What a second planner has to confirm of a panel: its seed, a new date, a member's removal."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, now
from civic.panel.applicants import Applicant
from civic.panel.draw.redraw import known_at
from civic.panel.models import Panel
from civic.panel.rules import (
    LEAST_GAP,
    NothingToChange,
    NotInvited,
    ReadDifferently,
    SeedNotKnown,
    TooSoon,
    check_period,
    may_change,
)
from civic.people.models import Person
from civic.people.two_person import TwoPerson, one_not_dropped


class SeedEntry(TwoPerson, Model):
    """The public result as one planner read it; another reads it too, and the panel is drawn."""

    __tablename__ = "panel_seed_entry"
    __table_args__ = (one_not_dropped("uq_panel_seed_entry_panel_id", "panel_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"))
    value: Mapped[str] = mapped_column(String(64))  # in the spelling of draw/seeds.py

    panel: Mapped[Panel] = relationship()

    @classmethod
    def enter(cls, panel: Panel, planner: Person, value: str) -> "SeedEntry":
        """Raises: SeedNotKnown, AlreadyProposed."""
        if panel.state != "closed" or now() < panel.known_at:
            raise SeedNotKnown
        return cls.propose_once(planner, {"panel_id": panel.id}, value=value)

    def confirm_as(self, value: str, person: Person) -> None:
        """Draw, where the second planner read the same. Raises: SamePerson, AlreadyDecided,
        SeedNotKnown, ReadDifferently.
        """
        if value != self.value and person.id != self.entered_by_id:
            raise ReadDifferently
        self.confirm(person)
        self.panel.draw_by(value, person)


class PanelChange(TwoPerson, Model):
    """Applications end at another time, or another public result is named. Everybody reads why."""

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"), index=True)
    applies_until: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(10))
    source_round: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))

    panel: Mapped[Panel] = relationship()

    @classmethod
    def propose(cls, panel: Panel, planner: Person, reason: str, **terms) -> "PanelChange":
        """terms: applies_until, which is let go once the list is published, source, source_round.

        Raises: NothingToChange, TooSoon, AlreadyProposed while another one waits.
        """
        hold(Panel, [panel.id])
        _check_change(panel, **terms)
        return cls.propose_again(planner, {"panel_id": panel.id}, reason=reason, **terms)

    @classmethod
    def held_of(cls, panel: Panel) -> "list[PanelChange]":
        """Those that were confirmed, in turn."""
        held = db.select(cls).filter_by(panel_id=panel.id).where(cls.confirmed_at.is_not(None))
        return list(db.session.scalars(held.order_by(cls.id)))

    def confirm(self, person: Person) -> None:
        """Raises: SamePerson, AlreadyDecided, NothingToChange, TooSoon."""
        [panel] = hold(Panel, [self.panel_id])
        super().confirm(person)
        _check_change(panel, self.applies_until, self.source, self.source_round)
        if panel.closed_at is None:
            panel.applies_until = self.applies_until
        panel.source, panel.source_round = self.source, self.source_round
        panel.note("changed", person)


def _check_change(panel: Panel, applies_until: datetime, source: str, source_round: int) -> None:
    if not may_change(panel.state):
        raise NothingToChange
    known = known_at(source, source_round)
    if panel.closed_at is None:
        check_period(now(), panel.applies_from, applies_until, known)
    elif known < now() + LEAST_GAP:
        raise TooSoon


class MemberRemoval(TwoPerson, Model):
    """A member is taken out, as for never coming; who is next in reserve is asked."""

    __tablename__ = "panel_removal"
    __table_args__ = (one_not_dropped("uq_panel_removal_applicant_id", "applicant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"), index=True)
    applicant_id: Mapped[int] = mapped_column(ForeignKey("panel_applicant.id"))
    reason: Mapped[str] = mapped_column(String(300))

    panel: Mapped[Panel] = relationship()
    applicant: Mapped[Applicant] = relationship()

    @classmethod
    def propose(cls, applicant: Applicant, planner: Person, reason: str) -> "MemberRemoval":
        """Raises: NotInvited for who is no member, AlreadyProposed."""
        if applicant.state not in ("asked", "accepted"):
            raise NotInvited
        about = {"applicant_id": applicant.id}
        return cls.propose_once(planner, about, panel_id=applicant.panel_id, reason=reason)

    def confirm(self, person: Person) -> None:
        """Raises: SamePerson, AlreadyDecided."""
        [panel] = hold(Panel, [self.panel_id])
        super().confirm(person)
        panel.let_go(self.applicant, "removed")


def waiting_of(model: type[TwoPerson], panel: Panel):
    """Rows of a model that a second person has to decide, the oldest first."""
    query = db.select(model).filter_by(panel_id=panel.id).where(*model.waits())
    return db.session.scalars(query.order_by(model.id)).all()
