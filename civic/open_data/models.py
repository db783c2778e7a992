"""Client: an outside program with a key, what it may do, and how often."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.places.models import Municipality

PREFIX = "civic_"
SHOWN_OF_KEY = 12  # letters by which an operator tells keys apart


class Client(Model):
    """A program of somebody else, known by its key, of which a hash alone is kept.

    municipality empty: of every city. Anybody may read; a key is asked for to send reports, and
    gives its holder limits of its own.
    """

    __tablename__ = "open_client"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))  # shown beside what came through it
    contact: Mapped[str] = mapped_column(String(200), default="")
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    key_start: Mapped[str] = mapped_column(String(SHOWN_OF_KEY))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    may_report: Mapped[bool] = mapped_column(default=False)
    read_limit: Mapped[str] = mapped_column(String(40), default="600 per minute")
    report_limit: Mapped[str] = mapped_column(String(40), default="60 per hour")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    municipality: Mapped[Municipality | None] = relationship()

    @classmethod
    def grant(cls, name: str, **values) -> "tuple[Client, str]":
        """A new client, and its key: told this once, and kept nowhere."""
        key = PREFIX + secrets.token_urlsafe(32)
        client = cls(name=name, key_start=key[:SHOWN_OF_KEY], key_hash=_hash(key), **values)
        db.session.add(client)
        db.session.flush()
        return client, key

    @classmethod
    def with_key(cls, key: str) -> "Client | None":
        """The client of a key that was not revoked."""
        if not key.startswith(PREFIX):
            return None
        return db.session.scalar(db.select(cls).filter_by(key_hash=_hash(key), revoked_at=None))

    @classmethod
    def all(cls) -> "Sequence[Client]":
        return db.session.scalars(db.select(cls).order_by(cls.id)).all()

    def is_of(self, municipality: Municipality) -> bool:
        """The key is good in a city."""
        return self.municipality_id in (None, municipality.id)

    def revoke(self) -> None:
        """End the key; what came through it stays."""
        self.revoked_at = self.revoked_at or now()


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
