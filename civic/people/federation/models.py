"""LinkedAccount: that an account of another service is this person's."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert_once, now

if TYPE_CHECKING:
    from civic.engines.sign_in_services import SignInService
    from civic.people.models import Person


class AccountTaken(Exception):
    """It is somebody else's already, or this person has another one of that service."""


class LinkedAccount(Model):
    """issuer, client_id, subject: the account, as the service names it to this site. Nothing else
    of it is known: no name, no mail address."""

    __table_args__ = (
        UniqueConstraint("issuer", "client_id", "subject"),
        UniqueConstraint("person_id", "issuer", "client_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issuer: Mapped[str] = mapped_column(String(255))
    client_id: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def find(cls, service: "SignInService", subject: str) -> "LinkedAccount | None":
        return db.session.scalar(db.select(cls).filter_by(**cls._key(service), subject=subject))

    @classmethod
    def of(cls, person: "Person") -> list["LinkedAccount"]:
        """A person's accounts, the oldest first."""
        mine = db.select(cls).filter_by(person_id=person.id).order_by(cls.id)
        return list(db.session.scalars(mine))

    @classmethod
    def link(cls, person: "Person", service: "SignInService", subject: str) -> None:
        """From now on it signs this person in; twice is once. Raises: AccountTaken."""
        if insert_once(cls, person_id=person.id, subject=subject, **cls._key(service)):
            return
        known = cls.find(service, subject)
        if known is None or known.person_id != person.id:
            raise AccountTaken

    @staticmethod
    def _key(service) -> dict[str, str]:
        return {"issuer": service.issuer, "client_id": service.client_id}
