"""Participation codes: posted in batches to households, or handed out one by one at a desk."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now, rows_changed
from civic.people.sign_in.codes import code_hash, participation_code, plain

if TYPE_CHECKING:
    from civic.people.models import Person
    from civic.places.models import District


class CodeRefused(Exception):
    """reason: of the code unknown | used | expired | voided; of the person resident (already
    proven), taken (in another account), someone_else (this account is another person's),
    not_accepted (by this round)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class CodeBatch(Model):
    """Participation codes issued together: a sheet to print, or one slip of a desk.

    level: what a code proves, invite | desk.
    """

    __table_args__ = (UniqueConstraint("issued_by_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    label: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    level: Mapped[str] = mapped_column(String(10), default="invite")
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    printing_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # once: showing.py
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))

    codes: Mapped[list["ParticipationCode"]] = relationship(
        back_populates="batch", order_by="ParticipationCode.serial"
    )
    district: Mapped["District | None"] = relationship()
    issued_by: Mapped["Person"] = relationship(foreign_keys=[issued_by_id])

    @classmethod
    def issue(cls, municipality, planner, secret: str, request_key: str, **values) -> "CodeBatch":
        """A new batch with its codes; the same request again gives the same batch.

        Args: secret: the program's key. values: label, size, expires_at, district_id.
        """
        key = {"issued_by_id": planner.id, "request_key": request_key}
        is_new = insert_once(cls, municipality_id=municipality.id, **key, **values)
        batch = db.session.scalars(db.select(cls).filter_by(**key)).one()
        if is_new:
            batch._add_codes(secret)
        return batch

    @classmethod
    def hand_out(cls, municipality, planner, secret: str, request_key: str, mark: str, **values):
        """One code for somebody whose identity a clerk saw; slips they got before stop working.

        Args: mark: identity.person_mark. values: label, expires_at, district_id.
        """
        batch = cls.issue(
            municipality, planner, secret, request_key, level="desk", size=1, **values
        )
        [code] = batch.codes
        if code.mark is None:
            earlier = db.update(ParticipationCode).filter_by(mark=mark, used_at=None)
            unused = earlier.where(ParticipationCode.voided_at.is_(None))
            db.session.execute(unused.values(voided_at=now()))
            code.mark = mark
            db.session.flush()
        return batch

    @classmethod
    def of(cls, municipality) -> list[tuple["CodeBatch", int]]:
        """Every posted batch of a municipality, newest first, with how many codes are used."""
        used = (
            db.select(func.count(ParticipationCode.used_at))
            .where(ParticipationCode.batch_id == cls.id)
            .scalar_subquery()
        )
        query = db.select(cls, used).filter_by(municipality_id=municipality.id, level="invite")
        return [tuple(row) for row in db.session.execute(query.order_by(cls.id.desc()))]

    @classmethod
    def handed_out(cls, municipality, count: int) -> list["CodeBatch"]:
        """The newest slips of a municipality's desks."""
        query = db.select(cls).filter_by(municipality_id=municipality.id, level="desk")
        return list(db.session.scalars(query.order_by(cls.id.desc()).limit(count)))

    @property
    def last_day(self) -> datetime:
        """A moment on the last day the codes work; they expire at the midnight after it."""
        return self.expires_at - timedelta(seconds=1)

    def void(self, by: "Person | None" = None) -> None:
        """No code of this batch works from now on; residencies already proven stay."""
        if self.voided_at is None:
            self.voided_at, self.voided_by_id = now(), by.id if by else None

    def _add_codes(self, secret):
        serials = range(1, self.size + 1)
        texts = [participation_code(secret, self.id, serial) for serial in serials]
        db.session.add_all(
            ParticipationCode(batch_id=self.id, serial=serial, code_hash=code_hash(secret, text))
            for serial, text in zip(serials, texts, strict=True)
        )
        db.session.flush()


class ParticipationCode(Model):
    """One household's or person's code; only its hash is stored, the sheet derives it again."""

    __table_args__ = (UniqueConstraint("batch_id", "serial"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("code_batch.id"))
    serial: Mapped[int]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Of a desk's code: the mark of the identity that was seen (identity.person_mark).
    mark: Mapped[str | None] = mapped_column(String(64), index=True)

    batch: Mapped[CodeBatch] = relationship(back_populates="codes")

    @classmethod
    def find(
        cls, municipality, typed: str, secret: str, earlier: Sequence[str] = ()
    ) -> "ParticipationCode":
        """The code of this municipality that was typed. earlier: keys of before, with which it may
        have been made. Raises: CodeRefused("unknown")."""
        hashed = [code_hash(key, plain(typed)) for key in (secret, *earlier)]
        query = db.select(cls).join(cls.batch).where(cls.code_hash.in_(hashed))
        code = db.session.scalar(query.where(CodeBatch.municipality_id == municipality.id))
        if code is None:
            raise CodeRefused("unknown")
        return code

    @property
    def state(self) -> str:
        """used | voided | expired | open, in this order of precedence."""
        if self.used_at:
            return "used"
        if self.voided_at or self.batch.voided_at:
            return "voided"
        return "expired" if self.batch.expires_at <= now() else "open"

    def text(self, secret: str, earlier: Sequence[str] = ()) -> str:
        """The code itself, derived again with the key it was made with."""
        for key in (secret, *earlier):
            text = participation_code(key, self.batch_id, self.serial)
            if code_hash(key, text) == self.code_hash:
                return text
        return participation_code(secret, self.batch_id, self.serial)

    def void(self, by: "Person | None" = None) -> None:
        """Stop a lost or misprinted card. Raises: CodeRefused("used") when it is too late."""
        if not self._mark("voided_at"):
            raise CodeRefused("used")
        self.voided_by_id = by.id if by else None

    def take(self) -> None:
        """Use the code up. Raises: CodeRefused with the reason it can't be used."""
        if self.state != "open":
            raise CodeRefused(self.state)
        if not self._mark("used_at"):
            raise CodeRefused("used")

    def _mark(self, column: str) -> bool:
        # One conditional UPDATE: of two people typing one code at once, one gets a row.
        code = ParticipationCode
        is_open = code.used_at.is_(None), code.voided_at.is_(None)
        fresh = db.update(code).where(code.id == self.id, *is_open)
        marked = rows_changed(fresh.values({column: now()})) == 1
        db.session.refresh(self)
        return marked
