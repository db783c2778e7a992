"""Residents apply for a panel, answer when they are asked, and withdraw."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from civic.db import db, hold_row, insert_once, now
from civic.panel.applicants import Applicant, PanelDeparture, PanelInvitation
from civic.panel.rules import ApplicationsClosed, NotAResident, NotInvited
from civic.people.models import Person
from civic.people.office import require_resident

if TYPE_CHECKING:
    from civic.rounds.models import Round


class TakesApplications:
    """A panel takes applications while they are open, one of each resident."""

    if TYPE_CHECKING:
        id: int
        round: Round
        closed_at: datetime | None
        drawn_at: datetime | None

        @property
        def state(self) -> str: ...
        def call_due(self) -> None: ...

    def apply(self, person: Person, band: str | None, sex: str, district_id: int | None) -> bool:
        """Apply, or say again of what age, sex and district one is. True when it is new.

        A district that proof of residency names is taken in place of the one that was said.
        Raises: WorksHere, ApplicationsClosed, NotAResident.
        """
        require_resident(person, self.round.municipality)
        residency = person.residency_in(self.round.municipality)
        if residency is None or residency.level not in self.round.vote_levels:
            raise NotAResident
        self._hold()
        if self.state != "open":
            raise ApplicationsClosed
        key = {"panel_id": self.id, "person_id": person.id}
        about = {"band": band, "sex": sex, "district_id": residency.district_id or district_id}
        if insert_once(Applicant, applied_at=now(), **key, **about):
            return True
        db.session.execute(update(Applicant).filter_by(**key).values(**about))
        return False

    def withdraw(self, person: Person) -> None:
        """Take the application back. Once the list is published the number stays on it, and does
        not take part. Raises: NotInvited when there is none, or it was withdrawn before.
        """
        self._hold()
        mine = Applicant.of(self.id, person)
        if mine is None or mine.departure:
            raise NotInvited
        if self.closed_at is None:
            db.session.delete(mine)
        else:
            self.let_go(mine, "declined" if mine.state == "asked" else "withdrew")

    def accept(self, person: Person) -> None:
        """Join. Raises: NotInvited, also when the day to answer by is over."""
        self._hold()
        mine = Applicant.of(self.id, person)
        if mine is None or mine.state not in ("asked", "accepted"):
            raise NotInvited
        assert mine.invitation is not None  # as its state says
        if mine.invitation.accepted_at is None and now() >= mine.invitation.answer_by:
            raise NotInvited
        mine.invitation.accepted_at = mine.invitation.accepted_at or now()

    def let_go(self, applicant: Applicant, why: str) -> None:
        """Somebody drops out, and who is next is asked. The panel is held by the caller."""
        key = {"panel_id": self.id, "applicant_id": applicant.id}
        if insert_once(PanelDeparture, why=why, at=now(), **key) and self.drawn_at:
            self.call_due()
        db.session.expire(applicant)

    def let_go_unanswered(self) -> None:
        """Those who were asked and let the day to answer by pass, in the order they were asked."""
        self._hold()
        late = (
            select(Applicant)
            .join(PanelInvitation, PanelInvitation.applicant_id == Applicant.id)
            .outerjoin(PanelDeparture, PanelDeparture.applicant_id == Applicant.id)
            .where(Applicant.panel_id == self.id, PanelInvitation.answer_by <= now())
            .where(PanelInvitation.accepted_at.is_(None), PanelDeparture.id.is_(None))
            .order_by(PanelInvitation.id)
        )
        for applicant in db.session.scalars(late).all():
            self.let_go(applicant, "no_answer")

    def applicants(self) -> Sequence[Applicant]:
        """In order of number, once they have one."""
        query = select(Applicant).filter_by(panel_id=self.id)
        return db.session.scalars(query.order_by(Applicant.number, Applicant.id)).all()

    def applicants_count(self) -> int:
        query = select(func.count()).select_from(Applicant).filter_by(panel_id=self.id)
        return db.session.scalars(query).one()

    def _hold(self) -> None:
        hold_row(self)
