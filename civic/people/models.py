"""Person, what they may do where, and what they agreed to."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now, rows_changed
from civic.people.addresses import kind_of
from civic.people.federation.models import LinkedAccount
from civic.people.leaving import let_go_of
from civic.people.residency.models import Residency
from civic.people.rights.models import RightChange
from civic.people.rules import CONSENT_VERSION, FORGOTTEN_MINUTES, REQUIRED_CONSENTS
from civic.people.second_factor.models import FactorHolder, RecoveryCode, SecondFactor
from civic.people.second_factor.passkeys import Passkey
from civic.people.sign_in import passphrases
from civic.people.sign_in.models import SignIn, SignInCode
from civic.roles import OPERATOR, RESIDENT

if TYPE_CHECKING:
    from civic.places.models import District, Municipality

GONE = "떠난 주민"
LEFT = "스스로 나감: {name} (계정 {account})"


class Person(FactorHolder, Model):
    """Somebody with an account. A deleted person keeps the row, without any personal data."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    passphrase_hash: Mapped[str | None] = mapped_column(String(200))
    home_district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    # Given by choice, for counting age bands only.
    birth_year: Mapped[int | None]
    # Of mails: a code of web/i18n.py, that of the page they came in by last.
    language: Mapped[str] = mapped_column(String(2), default="ko", server_default="ko")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When they last accepted an invitation to consult on a plan; whether one holds says its row.
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Kept by notices in the transaction of their rows, so that any page can show it.
    unread_notices: Mapped[int] = mapped_column(default=0, server_default="0")

    home_district: Mapped["District | None"] = relationship(lazy="joined")
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

    @classmethod
    def at(cls, address: str) -> "Person | None":
        """Whoever signs in with this address (in the spelling of addresses.read_address)."""
        return db.session.scalar(cls._with(address))

    @classmethod
    def join(cls, address: str, name: str) -> "Person":
        """The person of this address; a new one with this name when there is none."""
        insert_once(cls, name=name, **{kind_of(address): address})
        return db.session.scalars(cls._with(address)).unique().one()

    @classmethod
    def _with(cls, address: str) -> "Select[Person]":
        return db.select(cls).filter_by(**{kind_of(address): address})

    @classmethod
    def first_with(cls, role: str, slug: str | None):
        """A query for the earliest person of a role, for the demo: of one municipality if named.

        A resident is somebody without a role whose residency is proven.
        """
        link: type[Residency] | type[Role] = Residency if role == RESIDENT else Role
        has_role = ~cls.roles.any() if role == RESIDENT else Role.name == role
        query = db.select(cls).join(link, link.person_id == cls.id)
        query = query.where(cls.deleted_at.is_(None), has_role).order_by(cls.id).limit(1)
        if slug and role != OPERATOR:
            query = query.where(link.municipality.has(slug=slug))
        return query

    @property
    def address(self) -> str:
        return self.email or self.phone or ""

    def role_names(self, municipality) -> frozenset[str]:
        """Names of roles held in a municipality (an operator's hold everywhere)."""
        here = municipality.id if municipality is not None else None
        return frozenset(role.name for role in self.roles if role.municipality_id in (None, here))

    def grant(self, name: str, municipality, by: "Person | None" = None, reason: str = "") -> None:
        """Give a role; municipality None for an operator. Having it already changes nothing.

        by: the operator; None for the command of who runs the program.
        """
        here = municipality.id if municipality is not None else None
        if not any(role.name == name and role.municipality_id == here for role in self.roles):
            self.roles.append(Role(name=name, municipality_id=here))
            db.session.flush()
            RightChange.record(self, "grant", name, here, by, reason)

    def revoke(self, name: str, municipality, by: "Person | None" = None, reason: str = "") -> bool:
        """Take a role away; False when there is none such."""
        here = municipality.id if municipality is not None else None
        mine = Role.person_id == self.id, Role.name == name
        where = Role.municipality_id.is_(None) if here is None else Role.municipality_id == here
        if rows_changed(db.delete(Role).where(*mine, where)) == 0:
            return False
        RightChange.record(self, "revoke", name, here, by, reason)
        return True

    def residency_in(self, municipality) -> "Residency | None":
        return db.session.scalar(
            db.select(Residency).filter_by(person_id=self.id, municipality_id=municipality.id)
        )

    def votes_in(self, round) -> bool:
        """Residency is proven at a level this round accepts for voting."""
        residency = self.residency_in(round.municipality)
        return residency is not None and residency.counts_in(round)

    def set_passphrase(self, typed: str) -> None:
        """Raises: passphrases.WeakPassphrase."""
        passphrases.judge(typed, own=(self.name, self.email or "", self.phone or ""))
        self.passphrase_hash = passphrases.hashed(typed)

    def consents(self) -> dict[str, "Consent"]:
        """What is agreed to now, by kind."""
        consents = db.select(Consent).filter_by(person_id=self.id, withdrawn_at=None)
        return {consent.kind: consent for consent in db.session.scalars(consents)}

    def agreed_before(self, at: datetime) -> bool:
        """Everything required was agreed to by then, so that this address may come in.

        Sign-up asks for a minute ago: sending the form twice is fine, an old copy of it is not.
        """
        consents = self.consents()
        required = [consents.get(kind) for kind in REQUIRED_CONSENTS]
        return all(consent is not None and consent.given_at <= at for consent in required)

    def agree(self, kinds) -> None:
        """Record consent, given now, to this version's notices."""
        for kind in kinds:
            key = {"person_id": self.id, "kind": kind, "version": CONSENT_VERSION}
            if not insert_once(Consent, **key):
                again = {"given_at": now(), "withdrawn_at": None}
                lapsed = (
                    db.update(Consent).filter_by(**key).where(Consent.withdrawn_at.is_not(None))
                )
                db.session.execute(lapsed.values(again))

    def withdraw(self, kinds) -> None:
        """Take consent back."""
        current = (
            Consent.person_id == self.id,
            Consent.kind.in_(kinds),
            Consent.withdrawn_at.is_(None),
        )
        db.session.execute(db.update(Consent).where(*current).values(withdrawn_at=now()))

    def sign_out_everywhere(self) -> None:
        mine = SignIn.person_id == self.id, SignIn.revoked_at.is_(None)
        db.session.execute(db.update(SignIn).where(*mine).values(revoked_at=now()))

    def sign_out_elsewhere(self) -> None:
        """End every session but the one this person came by."""
        mine = SignIn.person_id == self.id, SignIn.revoked_at.is_(None)
        others = SignIn.id != self.sign_in.id if self.sign_in else true()
        db.session.execute(db.update(SignIn).where(*mine, others).values(revoked_at=now()))

    def knows_passphrase(self, typed: str) -> bool:
        """The old one was typed; nobody is asked for one there is not, nor who forgot it
        and has just come in by a code."""
        if self.passphrase_hash is None or self.may_have_forgotten:
            return True
        return passphrases.matches(self.passphrase_hash, typed)

    @property
    def may_have_forgotten(self) -> bool:
        """True a short while after a code was sent to this person and came back."""
        came = self.sign_in
        return (
            came is not None
            and came.way == "code"
            and now() - came.created_at < timedelta(minutes=FORGOTTEN_MINUTES)
        )

    def leave(self, takes_words: bool = False) -> None:
        """Delete one's data. What was reported stays, under nobody's name; with takes_words what
        nobody else built on goes too.

        The residency row and its identity marks stay: they count in the totals, and tell somebody
        who comes back from somebody new.
        """
        for role in self.roles:
            # The access log keeps whose account it was: by law it tells who looked.
            reason = LEFT.format(name=self.name, account=self.id)
            RightChange.record(self, "revoke", role.name, role.municipality_id, self, reason)
        let_go_of(self, takes_words)
        known = [address for address in (self.email, self.phone) if address]
        db.session.execute(db.delete(SignInCode).where(SignInCode.address.in_(known)))
        db.session.execute(db.delete(SignIn).where(SignIn.person_id == self.id))
        db.session.execute(db.delete(Role).where(Role.person_id == self.id))
        for held in (RecoveryCode, Passkey, SecondFactor, LinkedAccount):
            db.session.execute(db.delete(held).where(held.person_id == self.id))
        self.withdraw(self.consents())
        self.name, self.email, self.phone = GONE, None, None
        self.passphrase_hash, self.home_district_id, self.birth_year = None, None, None
        self.invited_at = None
        self.deleted_at = now()


class Role(Model):
    """planner or consultant of one municipality; operator of all (municipality empty)."""

    __table_args__ = (UniqueConstraint("person_id", "municipality_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(20))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    person: Mapped[Person] = relationship(back_populates="roles")
    municipality: Mapped["Municipality | None"] = relationship()

    @classmethod
    def given(cls, municipality=None) -> list["Role"]:
        """Every right there is, the operators' first; with a municipality its own and theirs."""
        query = db.select(cls).join(cls.person).where(Person.deleted_at.is_(None))
        if municipality is not None:
            here = cls.municipality_id.is_(None) | (cls.municipality_id == municipality.id)
            query = query.where(here)
        order = cls.municipality_id.nulls_first(), cls.name, cls.granted_at, cls.id
        return list(db.session.scalars(query.order_by(*order)))


def municipality_called(slug: str):
    """The municipality of this slug, or None.

    Reached by a relationship, because places come after people.
    """
    return db.session.scalar(db.select(_place()).filter_by(slug=slug))


def municipalities() -> list:
    """Every municipality, in order of name."""
    return list(db.session.scalars(db.select(_place()).order_by(_place().name)))


def names_of_office(municipality) -> list[str]:
    """Names of who works for an office: of a municipality, or of all where none is at hand."""
    return [right.person.name for right in Role.given(municipality)]


def _place():
    return Role.municipality.property.entity.class_


class Consent(Model):
    """What a person agreed to: kind is required | age | contact (optional)."""

    __table_args__ = (UniqueConstraint("person_id", "kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
