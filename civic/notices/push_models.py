"""The devices a person wants pushes on."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.sign_in.models import SignIn

LOGGED_EVERY = timedelta(hours=1)


class PushSubscription(Model):
    """A browser that takes pushes for the sign-in it was made in; signing out there ends it.

    A browser has one push address, so a sign-in has one too: a new one replaces it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(1000), unique=True)
    p256dh: Mapped[str] = mapped_column(String(120))  # the browser's key, base64url
    auth: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2), default="ko")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sign_in_id: Mapped[int] = mapped_column(
        ForeignKey("sign_in.id", ondelete="CASCADE"), unique=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    sign_in: Mapped[SignIn] = relationship()

    @classmethod
    def keep(cls, sign_in: SignIn, endpoint: str, **keys) -> None:
        """Push to this browser from now on, for this sign-in's person and nobody before them."""
        earlier = db.delete(cls).filter_by(sign_in_id=sign_in.id)
        db.session.execute(earlier.where(cls.endpoint != endpoint))
        values = {"person_id": sign_in.person_id, "sign_in_id": sign_in.id, **keys}
        if not insert_once(cls, endpoint=endpoint, **values):
            again = db.update(cls).filter_by(endpoint=endpoint)
            db.session.execute(again.values(created_at=now(), **values))

    @classmethod
    def end(cls, person, endpoint: str) -> None:
        mine = db.delete(cls).filter_by(person_id=person.id, endpoint=endpoint)
        db.session.execute(mine)

    @classmethod
    def endpoint_of(cls, sign_in: SignIn) -> str:
        """Where pushes of a sign-in go, for the browser to compare with its own; empty: nowhere."""
        return db.session.scalar(db.select(cls.endpoint).filter_by(sign_in_id=sign_in.id)) or ""

    @classmethod
    def live(cls):
        """A select of the subscriptions whose sign-in is still valid."""
        valid = SignIn.revoked_at.is_(None), SignIn.expires_at > now()
        return db.select(cls).join(cls.sign_in).where(*valid)

    @classmethod
    def forget_signed_out(cls) -> None:
        live = cls.live().with_only_columns(cls.id)
        db.session.execute(db.delete(cls).where(cls.id.not_in(live)))


class PushRefusal(Model):
    """A push service that takes no pushes of ours, until it takes one again: for the operator.

    host: of the service, never a device's address. reason: the service's own words.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(253), unique=True)
    status: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")
    times: Mapped[int] = mapped_column(default=1)
    refused_at: Mapped[datetime] = mapped_column(UtcDateTime)  # the last time

    @classmethod
    def record(cls, host: str, status: int, reason: str) -> bool:
        """Count a refusal. True when it is the host's first in an hour: worth a line in the log."""
        last = db.session.scalar(db.select(cls.refused_at).filter_by(host=host))
        refusal = {"status": status, "reason": reason, "refused_at": now()}
        if not insert_once(cls, host=host, times=1, **refusal):
            earlier = db.update(cls).filter_by(host=host)
            db.session.execute(earlier.values(times=cls.times + 1, **refusal))
        return last is None or last < now() - LOGGED_EVERY

    @classmethod
    def settle(cls, host: str) -> None:
        """The service took a push."""
        db.session.execute(db.delete(cls).filter_by(host=host))

    @classmethod
    def current(cls) -> list["PushRefusal"]:
        return list(db.session.scalars(db.select(cls).order_by(cls.host)))
