"""Person, what they may do where, how they sign in, and proof that they live here."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now


class Person(db.Model):
    """Somebody with an account. A deleted person keeps the row, without any personal data."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    passphrase_hash: Mapped[str | None] = mapped_column(String(200))
    home_district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    home_district: Mapped["District | None"] = relationship()  # noqa: F821
    roles: Mapped[list["Role"]] = relationship(lazy="selectin", back_populates="person")
    residencies: Mapped[list["Residency"]] = relationship(back_populates="person")

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.deleted_at is None

    sign_in_token = ""  # of the session this person came by; what Flask-Login keeps in the cookie

    def get_id(self) -> str:
        return self.sign_in_token

    def role_names(self, municipality) -> frozenset[str]:
        """Names of roles held in a municipality (an operator's hold everywhere)."""
        here = municipality.id if municipality is not None else None
        return frozenset(role.name for role in self.roles if role.municipality_id in (None, here))

    def residency_in(self, municipality) -> "Residency | None":
        return db.session.scalar(
            db.select(Residency).filter_by(person_id=self.id, municipality_id=municipality.id)
        )


class Role(db.Model):
    """planner or consultant of one municipality; operator of all (municipality empty)."""

    __table_args__ = (UniqueConstraint("person_id", "municipality_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(20))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    person: Mapped[Person] = relationship(back_populates="roles")


class SignIn(db.Model):
    """A server-side session: revocable, known to the browser only by a token's hash here."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(lazy="joined")


class SignInCode(db.Model):
    """A six-digit code sent to an address. Dies after its minutes, five tries, or its use."""

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Consent(db.Model):
    """What a person agreed to: kind is required | age | contact (optional)."""

    __table_args__ = (UniqueConstraint("person_id", "kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CodeBatch(db.Model):
    """Participation codes issued together: a sheet to print."""

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    label: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    codes: Mapped[list["ParticipationCode"]] = relationship(
        back_populates="batch", order_by="ParticipationCode.serial"
    )
    district: Mapped["District | None"] = relationship()  # noqa: F821


class ParticipationCode(db.Model):
    """One household's or person's code; only its hash is stored, the sheet derives it again."""

    __table_args__ = (UniqueConstraint("batch_id", "serial"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("code_batch.id"))
    serial: Mapped[int]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    batch: Mapped[CodeBatch] = relationship(back_populates="codes")


class Residency(db.Model):
    """Proof that a person lives in a municipality; level invite | desk | phone | declared."""

    __table_args__ = (UniqueConstraint("person_id", "municipality_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    level: Mapped[str] = mapped_column(String(10))
    code_id: Mapped[int | None] = mapped_column(ForeignKey("participation_code.id"), unique=True)
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    person: Mapped[Person] = relationship(back_populates="residencies")
    district: Mapped["District | None"] = relationship()  # noqa: F821
