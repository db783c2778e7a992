"""Passkey: a key that a person's telephone, computer or security key keeps for this site."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert_once, now, rows_changed
from civic.people.second_factor import ceremony
from civic.people.second_factor.ceremony import NewKey, RelyingParty
from civic.people.second_factor.rules import MOST_PASSKEYS, FactorRefused

if TYPE_CHECKING:
    from civic.people.models import Person

LONGEST_NAME = 40


class Passkey(Model):
    """The public half of one key. It shows possession and, because the device asks its person, who
    they are: it signs in by itself, and counts as both factors."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    # 0 stays 0 for keys that a person's devices share; any other has to grow.
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    last_challenge: Mapped[int] = mapped_column(BigInteger, default=0)  # none from before is taken
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, person: "Person") -> list["Passkey"]:
        """A person's passkeys, the oldest first."""
        mine = db.select(cls).filter_by(person_id=person.id).order_by(cls.id)
        return list(db.session.scalars(mine))

    @classmethod
    def add(cls, person: "Person", name: str, key: NewKey) -> None:
        """Raises: FactorRefused for one too many, or a key that somebody has already."""
        if len(cls.of(person)) >= MOST_PASSKEYS:
            raise FactorRefused("many")
        row = {"person_id": person.id, "name": name, "public_key": key.public_key}
        row |= {"credential_id": key.credential_id, "sign_count": key.sign_count}
        if not insert_once(cls, **row):
            raise FactorRefused("known")

    @classmethod
    def show(
        cls,
        answer: str,
        party: RelyingParty,
        keys: Sequence[str],
        whom: str,
        person: "Person | None" = None,
    ) -> "Passkey":
        """The passkey that answered, used from now on. person: whose it has to be; None: anybody's.

        Raises: FactorRefused.
        """
        known = db.select(cls).filter_by(credential_id=ceremony.id_of(answer))
        passkey = db.session.scalar(known)
        if passkey is None or (person is not None and passkey.person_id != person.id):
            raise FactorRefused("unknown")
        shown = ceremony.shown(answer, passkey.public_key, party, keys, whom, now())
        grown = cls.sign_count < shown.sign_count
        if shown.sign_count == 0:
            grown = cls.sign_count == 0
        used = {"last_challenge": shown.drawn_at, "sign_count": shown.sign_count}
        newer = db.update(cls).where(cls.id == passkey.id, cls.last_challenge < shown.drawn_at)
        if rows_changed(newer.where(grown).values(**used, last_used_at=now())) == 0:
            db.session.refresh(passkey)
            if passkey.last_challenge < shown.drawn_at:
                raise FactorRefused("copied")
            raise FactorRefused("stale")
        return passkey
