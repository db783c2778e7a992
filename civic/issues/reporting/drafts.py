"""Draft: a report kept for somebody who has yet to sign in."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, now, rows_changed

LIFETIME = timedelta(days=7)
COOKIE = "issue_draft"
# Of a report's form, what a draft keeps.
FIELDS = ("title", "body", "category", "district_id", "place", "lat", "lon", "shows_name")


class Draft(Model):
    """임시저장: a report filled in before signing in, kept under a browser's token."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    fields: Mapped[dict] = mapped_column(db.JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def keep(cls, round, fields: dict) -> tuple["Draft", str]:
        """Keep the fields of a report; gives the row and the token that opens it again."""
        cls.forget_old()
        token = secrets.token_urlsafe(24)
        draft = cls(token_hash=_hash(token), round_id=round.id, fields=fields)
        db.session.add(draft)
        db.session.flush()
        return draft, token

    @property
    def photo_keys(self) -> frozenset[str]:
        """The photos it was sent with."""
        return frozenset(key for key, _alt in self.fields.get("photos", []))

    def as_sent(self) -> list[tuple[str, str]]:
        """The fields of the form, as a browser would send them again."""
        words = [(name, self.fields.get(name)) for name in (*FIELDS, "request_key")]
        sent = [(name, "y" if value is True else str(value)) for name, value in words if value]
        for key, alt in self.fields.get("photos", []):
            sent += [("photo_keys", key), ("photo_alts", alt)]
        return [*sent, ("draft", str(self.id))]

    @property
    def is_whole(self) -> bool:
        """It was sent, and not merely begun by the phone's share menu."""
        return bool(self.fields.get("title"))

    @classmethod
    def forget_old(cls) -> int:
        """Delete what was kept LIFETIME ago; how many."""
        return rows_changed(delete(cls).where(cls.created_at < now() - LIFETIME))

    @classmethod
    def find(cls, round, draft_id: int, token: str) -> "Draft | None":
        """The draft, when it is of this round, young enough, and the token opens it."""
        return db.session.scalar(
            db.select(cls).where(
                cls.id == draft_id,
                cls.round_id == round.id,
                cls.token_hash == _hash(token),
                cls.created_at >= now() - LIFETIME,
            )
        )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
