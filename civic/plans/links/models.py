"""Secret links to one plan: invitations of consultants, and read-only links for a mayor."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, insert_once, now, rows_changed
from civic.people.models import Person
from civic.people.office import also_works_here
from civic.people.sign_in import passphrases
from civic.people.sign_in.codes import keyed_hash, same, token_hash
from civic.plans.models import Plan, Snapshot
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase

MOST_WRONG = 10
WAIT = timedelta(minutes=15)


class LinkRefused(Exception):
    """reason: unknown | expired | revoked | used (by somebody else)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class LinkWaits(Exception):
    """Too many wrong passphrases were typed; it opens again after WAIT."""


class SecretLink:
    """A link that works until expires_at. Its token is derived from the program's key each time it
    is shown to planners; stored is only its hash."""

    __tablename__: str
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(80))
    request_key: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @declared_attr.directive
    def __table_args__(cls):
        return (UniqueConstraint("issued_by_id", "request_key"),)

    @declared_attr
    def plan_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("plan.id"), index=True)

    @declared_attr
    def issued_by_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("person.id"))

    @declared_attr
    def revoked_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("person.id"))

    @declared_attr
    def plan(cls) -> Mapped[Plan]:
        return relationship()

    @declared_attr
    @classmethod
    def issued_by(cls) -> Mapped[Person]:
        return relationship(foreign_keys=[cls.issued_by_id])

    @classmethod
    def issue(cls, plan, planner: Person, secret: str, request_key: str, **values):
        """A new link; the same request again gives the same one.

        values: label, expires_at and what else the link has.
        """
        key = {"issued_by_id": planner.id, "request_key": request_key}
        hashed = token_hash(cls._token(secret, plan.id, planner.id, request_key))
        insert_once(cls, plan_id=plan.id, token_hash=hashed, **key, **values)
        return db.session.scalars(db.select(cls).filter_by(**key)).one()

    @classmethod
    def find(cls, plan, token: str):
        """The plan's link of a token. All are compared, each in the same time.

        Raises: LinkRefused("unknown").
        """
        hashed, match = token_hash(token), None
        for link in cls.of(plan) if plan is not None else ():
            if same(link.token_hash, hashed):
                match = link
        if match is None:
            raise LinkRefused("unknown")
        return match

    @classmethod
    def of(cls, plan) -> list:
        """Every link of a plan, newest first."""
        query = db.select(cls).filter_by(plan_id=plan.id).order_by(cls.id.desc())
        return list(db.session.scalars(query))

    @property
    def state(self) -> str:
        """revoked | expired | open."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at <= now() else "open"

    @property
    def last_day(self) -> datetime:
        """A moment on the last day it works; it ends at the midnight after it."""
        return self.expires_at - timedelta(seconds=1)

    def token(self, secret: str, earlier: Sequence[str] = ()) -> str:
        """The one it was issued with. earlier: keys of before."""
        about = self.plan_id, self.issued_by_id, self.request_key
        for key in (secret, *earlier):
            token = self._token(key, *about)
            if same(token_hash(token), self.token_hash):
                return token
        return self._token(secret, *about)

    def revoke(self, planner: Person) -> None:
        if self.revoked_at is None:
            self.revoked_at, self.revoked_by_id = now(), planner.id

    @classmethod
    def _token(cls, secret: str, plan_id: int, issued_by_id: int, request_key: str) -> str:
        return keyed_hash(secret, cls.__tablename__, plan_id, issued_by_id, request_key)


class Invitation(SecretLink, Model):
    """A link that makes one person a consultant of one plan, for as long as it is not revoked."""

    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    accepted_by: Mapped[Person | None] = relationship(foreign_keys=[accepted_by_id])

    @property
    def state(self) -> str:
        """revoked | accepted | expired | open. Accepted in time, it does not expire."""
        if self.accepted_at and not self.revoked_at:
            return "accepted"
        return super().state

    def accept(self, person: Person) -> None:
        """Of two who try, one gets it; who has it already keeps it. Raises: LinkRefused."""
        if self.state == "accepted" and self.accepted_by_id == person.id:
            return
        if self.state != "open":
            raise LinkRefused("used" if self.state == "accepted" else self.state)
        free = db.update(Invitation).filter_by(id=self.id, accepted_at=None, revoked_at=None)
        taken = free.values(accepted_at=now(), accepted_by_id=person.id)
        if rows_changed(taken) != 1:
            raise LinkRefused("used")
        person.invited_at = now()
        db.session.refresh(self)

    @classmethod
    def lets_in(cls, round, person: Person) -> bool:
        """A person is a consultant of this round's plan by invitation: until the round's
        last phase is over. What they said stays theirs."""
        if person.invited_at is None:
            return False
        return db.session.scalar(cls._held_by(person).where(Round.id == round.id)) is not None

    @classmethod
    def lets_in_anywhere(cls, person: Person, municipality) -> bool:
        """The same of any plan of a municipality; None: of any at all."""
        mine = cls._held_by(person)
        if municipality is not None:
            mine = mine.where(Round.municipality_id == municipality.id)
        return db.session.scalar(mine) is not None

    @classmethod
    def _held_by(cls, person: Person):
        """One of a person's invitations whose plan goes on."""
        last = db.select(db.func.max(Phase.ends_at)).where(Phase.round_id == Round.id)
        goes_on = last.scalar_subquery()
        mine = db.select(cls.id).join(cls.plan).join(Plan.round)
        mine = mine.where(cls.accepted_by_id == person.id, cls.revoked_at.is_(None))
        return mine.where(goes_on.is_(None) | (goes_on > now())).limit(1)


def roles_of(plan: Plan, person: Person) -> frozenset[str]:
    """Roles a person has on this plan: those in the municipality, and by invitation."""
    roles = person.role_names(plan.round.municipality)
    return roles | {"consultant"} if Invitation.lets_in(plan.round, person) else roles


def invited(round_id):
    """A select of the ids of who accepted to be a consultant of this round's plan, be it over."""
    query = db.select(Invitation.accepted_by_id).join(Invitation.plan)
    return query.where(
        Plan.round_id == round_id,
        Invitation.accepted_by_id.is_not(None),
        Invitation.revoked_at.is_(None),
    )


also_works_here(invited, Invitation.lets_in_anywhere)


class ShareLink(SecretLink, Model):
    """A link to read one version of the plan, or always the latest, without an account."""

    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))  # empty: the latest
    passphrase_hash: Mapped[str | None] = mapped_column(String(200))
    tries: Mapped[int] = mapped_column(default=0, server_default="0")  # wrong ones in a row
    waits_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    snapshot: Mapped[Snapshot | None] = relationship()

    def require_open(self) -> None:
        """Raises: LinkRefused("expired" | "revoked")."""
        if self.state != "open":
            raise LinkRefused(self.state)

    def opens_with(self, typed: str) -> bool:
        """A wrong one counts, whoever typed it and from wherever: commit.

        Raises: LinkWaits after MOST_WRONG of them, when not even the right one opens it.
        """
        if self.passphrase_hash is None:
            return True
        hold_row(self)
        if self.waits_until and self.waits_until > now():
            raise LinkWaits
        if passphrases.matches(self.passphrase_hash, typed):
            self.tries, self.waits_until = 0, None
            return True
        self.tries += 1
        if self.tries >= MOST_WRONG:
            self.tries, self.waits_until = 0, now() + WAIT
        return False
