"""Proof of residency, and the marks that keep it to one account a person."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ForeignKey, Select, String, UniqueConstraint, bindparam
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, insert_once, lock, now
from civic.people.residency.identity import address_mark
from civic.people.residency.participation_codes import CodeRefused, ParticipationCode
from civic.people.rules import replaces

if TYPE_CHECKING:
    from civic.people.models import Person
    from civic.places.models import District, Municipality


# What later features count by who is known to live here: each is given a person and a municipality.
_WHEN_PROVEN: list[Callable[[int, int], None]] = []


def when_proven(act: Callable[[int, int], None]) -> None:
    """Have a later feature count a person's acts anew when their proof came, changed or went."""
    _WHEN_PROVEN.append(act)


class Residency(Model):
    """Proof that a person lives in a municipality; level invite | desk | phone | declared."""

    __table_args__ = (UniqueConstraint("person_id", "municipality_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    level: Mapped[str] = mapped_column(String(10))
    code_id: Mapped[int | None] = mapped_column(ForeignKey("participation_code.id"), unique=True)
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Of somebody who left and came back: when they left. They may have voted in what was open then.
    votes_from: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped["Person"] = relationship(back_populates="residencies")
    municipality: Mapped["Municipality"] = relationship()
    district: Mapped["District | None"] = relationship()

    @classmethod
    def by_code(
        cls, person, municipality, typed: str, secret: str, accepted=(), earlier=()
    ) -> "Residency":
        """Prove residency with a participation code, which is used up.

        The same person sending the same code again is told yes again. accepted: levels that count
        in the round at hand (see rules.replaces). earlier: keys of before.
        Raises: CodeRefused.
        """
        code = ParticipationCode.find(municipality, typed, secret, earlier)
        before = person.residency_in(municipality)
        if before is not None and before.code_id == code.id:
            return before
        # Kept for a round that takes it, rather than spent on nothing.
        if accepted and code.batch.level not in accepted:
            raise CodeRefused("not_accepted")
        code.take()
        proof = {"code_id": code.id, "district_id": code.batch.district_id}
        marks = {"person": code.mark} if code.mark else {}
        return cls.prove(person, municipality, code.batch.level, accepted, marks, **proof)

    @classmethod
    def prove(cls, person, municipality, level: str, accepted=(), marks=None, **proof):
        """Residency proven at a level.

        Args: marks: kind → mark of the identity behind it, if it is known. proof: district_id,
        code_id.
        Raises: CodeRefused, also when the identity is another account's.
        """
        key = {"person_id": person.id, "municipality_id": municipality.id}
        if not insert_once(cls, **key, level=level, **proof):
            cls._replace(key, level, accepted, proof)
        residency = db.session.scalars(db.select(cls).filter_by(**key)).one()
        for kind, mark in sorted((marks or {}).items()):
            IdentityMark.claim(residency, kind, mark)
        residency.tell()
        return residency

    def tell(self) -> None:
        """Others count this person's acts anew. The person is locked, as by their counted acts, so
        that of a proof and an act at once each sees the other."""
        lock(type(self.person), [self.person_id])
        for act in _WHEN_PROVEN:
            act(self.person_id, self.municipality_id)

    @classmethod
    def declare(cls, person, round, district_id: int, secret: str) -> "Residency":
        """Take somebody's word for where they live. Who left and came back with the same address
        votes in what opens later: their word alone would give them a ballot for each coming.

        secret: the key of identities. Raises: CodeRefused.
        """
        place = round.municipality
        left_at = IdentityMark.left_at(place, address_mark(secret, place.id, person.address))
        proof = {"district_id": district_id}
        residency = cls.prove(person, place, "declared", round.vote_levels, **proof)
        if left_at is not None:
            residency.votes_from = max(left_at, residency.votes_from or left_at)
        return residency

    def counts_in(self, round) -> bool:
        """The round accepts it, and no earlier account of this person could vote there."""
        return self.level in round.vote_levels and not self.came_too_late_for(round)

    def came_too_late_for(self, round) -> bool:
        """True when voting had begun while this person had an account they left since."""
        vote = round.phase("vote")
        return bool(self.votes_from and vote and vote.starts_at <= self.votes_from)

    @classmethod
    def _replace(cls, key, level, accepted, proof):
        [known] = hold(cls, db.select(cls.id).filter_by(**key))
        if not replaces(level, known.level, accepted):
            raise CodeRefused("resident")
        known.level, known.verified_at = level, now()
        known.code_id = proof.get("code_id") or known.code_id
        known.district_id = proof.get("district_id") or known.district_id
        db.session.flush()


class IdentityMark(Model):
    """That somebody of a verified identity is a resident here already: kind person | phone | ci; or
    that somebody of this address was, and left: kind address.

    mark: an HMAC of the identity, nothing else of it is stored. It stays when the account goes, and
    passes to the account the person comes back with, so that no round takes two votes of them.
    """

    __table_args__ = (UniqueConstraint("municipality_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    mark: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    residency: Mapped[Residency] = relationship()

    @classmethod
    def holder(cls, municipality, mark: str) -> Residency | None:
        """The residency proven by this identity."""
        known = db.session.scalar(
            db.select(cls).filter_by(municipality_id=municipality.id, mark=mark)
        )
        return known.residency if known is not None else None

    @classmethod
    def of(cls, person_id: int) -> str:
        """One mark of somebody's identity, the same for whichever account they come back with; ""
        where none was verified."""
        return db.session.scalar(_mark_of_one(), {"person_id": person_id}) or ""

    @classmethod
    def left_at(cls, municipality, mark: str) -> datetime | None:
        """When a resident of this address left last, whatever account they came back with."""
        kept = db.select(cls.created_at).filter_by(municipality_id=municipality.id, mark=mark)
        return db.session.scalar(kept)

    @classmethod
    def leave_behind(cls, person, secret: str) -> None:
        """Keep of who leaves that this address was a resident's, wherever it was one's."""
        proven = db.select(Residency).filter_by(person_id=person.id).order_by(Residency.id)
        for residency in db.session.scalars(proven).all():
            mark = address_mark(secret, residency.municipality_id, person.address)
            place = {"municipality_id": residency.municipality_id, "mark": mark}
            if not insert_once(
                cls, residency_id=residency.id, kind="address", created_at=now(), **place
            ):
                again = {"residency_id": residency.id, "created_at": now()}
                db.session.execute(db.update(cls).filter_by(**place).values(again))

    @classmethod
    def claim(cls, residency: Residency, kind: str, mark: str) -> None:
        """Raises: CodeRefused when it is another account's, or this account another person's."""
        mine = db.select(cls.mark).filter_by(residency_id=residency.id, kind="person")
        if kind == "person" and db.session.scalar(mine.where(cls.mark != mark)):
            raise CodeRefused("someone_else")
        place = {"municipality_id": residency.municipality_id, "mark": mark}
        if insert_once(cls, residency_id=residency.id, kind=kind, **place):
            return
        held = hold(Residency, db.select(cls.residency_id).filter_by(**place))
        # Of two accounts coming back at once, the second waited and finds no row.
        if not held:
            raise CodeRefused("taken")
        if held[0].id != residency.id:
            cls._pass_on(held[0], residency)

    @classmethod
    def _pass_on(cls, held: Residency, residency: Residency) -> None:
        """From an account that was left to the one its person came back with."""
        left_at = held.person.deleted_at
        if left_at is None:
            raise CodeRefused("taken")
        marks = db.update(cls).filter_by(residency_id=held.id)
        db.session.execute(marks.values(residency_id=residency.id))
        residency.votes_from = max(left_at, residency.votes_from or left_at)
        db.session.delete(held)
        db.session.flush()
        held.tell()


@cache
def _mark_of_one() -> Select:
    return verified_mark(bindparam("person_id"))


def verified_mark(person_id: ColumnElement[int]) -> Select:
    """Of tables alone: each act that is limited asks for it."""
    mark, lives = IdentityMark.__table__, Residency.__table__
    mine = db.select(mark.c.mark).join(lives, lives.c.id == mark.c.residency_id)
    verified = mine.where(lives.c.person_id == person_id, mark.c.kind != "address")
    return verified.order_by(mark.c.id).limit(1)
