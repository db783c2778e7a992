"""Sign-in: sessions kept on the server, and the one-time codes that open them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, and_, bindparam, func
from sqlalchemy.orm import Mapped, joinedload, lazyload, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now, rows_changed
from civic.people.rules import (
    CODE_TRIES,
    CODES_AN_HOUR,
    CODES_TO_AN_ADDRESS_A_DAY,
    CODES_TO_AN_ADDRESS_AN_HOUR,
)
from civic.people.sign_in.codes import keyed_hash, new_digits, new_token, same, token_hash

if TYPE_CHECKING:
    from civic.people.models import Person


AGAIN = "again"  # of SignIn.way


class TooManyCodes(Exception):
    """This browser asked for CODES_AN_HOUR codes for this address within the hour."""


class SignIn(Model):
    """A server-side session: revocable, known to the browser only by a token's hash here.

    way: how its person came in, code | passphrase | passkey | linked | demo; AGAIN for an old one
    that went on as a session of staff; "" for sessions of before.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    way: Mapped[str] = mapped_column(String(10), default="", server_default="")
    # Of people who work for an office: when they last did anything, known to the minute.
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=now)
    # When the second factor was last shown in this session.
    factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped["Person"] = relationship(lazy="joined")

    @classmethod
    def open(cls, person, device: str, days: int = 30, way: str = "") -> str:
        """Start a session; the token goes to the browser and is kept nowhere else."""
        token = new_token()
        sign_in = cls(
            token_hash=token_hash(token),
            person_id=person.id,
            device=device[:200],
            expires_at=now() + timedelta(days=days),
            way=way,
        )
        db.session.add(sign_in)
        db.session.flush()
        person.sign_in_token, person.sign_in = token, sign_in
        return token

    @classmethod
    def find(cls, token: str) -> "SignIn | None":
        """The live session of this token."""
        live = db.select(cls).where(cls.lives()).options(*cls.with_person())
        return db.session.scalars(live, cls.key(token)).unique().one_or_none()

    @classmethod
    def lives(cls):
        """That a session is the live one of key(token); for queries built once."""
        row = cls.__table__.c
        unexpired = row.expires_at > bindparam("sign_in_at", type_=UtcDateTime)
        return and_(
            row.token_hash == bindparam("sign_in_hash"), row.revoked_at.is_(None), unexpired
        )

    @staticmethod
    def key(token: str) -> dict:
        return {"sign_in_hash": token_hash(token), "sign_in_at": now()}

    @classmethod
    def with_person(cls) -> tuple:
        """Options: the person and their roles come along in the same query; few ask for a home."""
        person = cls.person.property.entity.class_
        with_roles = joinedload(person.roles), joinedload(person.factor)
        without_home = lazyload(person.home_district)
        return (joinedload(cls.person).options(*with_roles, without_home),)

    @classmethod
    def live_of(cls, person) -> list["SignIn"]:
        """The sessions a person could end, newest first."""
        live = db.select(cls).where(
            cls.person_id == person.id, cls.revoked_at.is_(None), cls.expires_at > now()
        )
        return list(db.session.scalars(live.order_by(cls.id.desc())))

    def is_of(self, token: str) -> bool:
        return same(self.token_hash, token_hash(token))

    def keep(self, days: int) -> None:
        """Being used, the session lasts again; written at most once a day."""
        until = now() + timedelta(days=days)
        if until - self.expires_at > timedelta(days=1):
            self.expires_at = until

    def is_worn_out(self, idle: timedelta, longest: timedelta) -> bool:
        """Of somebody who works for an office: unused for too long, or simply too old."""
        seen_at = self.seen_at or self.created_at
        return now() - seen_at > idle or now() - self.created_at > longest

    def is_used_again(self) -> bool:
        """True when its use is to be noted: at most once a minute."""
        return self.seen_at is None or now() - self.seen_at >= timedelta(minutes=1)

    def revoke(self) -> None:
        self.revoked_at = self.revoked_at or now()


class SignInCode(Model):
    """A six-digit code sent to an address. Dies after its minutes, five tries, or its use.

    It is of the browser that asked for it: what strangers ask and try touches nobody else's code.
    """

    __table_args__ = (Index("ix_sign_in_code_asked", "address", "browser_hash"),)

    KEPT = timedelta(days=1)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    browser_hash: Mapped[str] = mapped_column(String(64))
    code_hash: Mapped[str] = mapped_column(String(64))
    sent: Mapped[bool]  # False: too many went to the address, so this one did not
    known: Mapped[bool]  # asked by a browser that came in with this address before
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def issue(
        cls, address: str, secret: str, browser: str, minutes: int = 10, known: bool = False
    ) -> str | None:
        """A new code to send; earlier ones this browser asked for no longer count.

        None when others had so many sent to this address that it gets no more for now: whoever
        asked is told nothing of it. Args: browser: the asking browser's token. known: it came in
        with this address before, so that strangers do not use up what it may ask.
        Raises: TooManyCodes.
        """
        cls.forget_old()
        hour_ago, browser_hash = now() - timedelta(hours=1), token_hash(browser)
        if cls._asked(address, hour_ago, browser_hash=browser_hash) >= CODES_AN_HOUR:
            raise TooManyCodes
        send = (
            cls._asked(address, hour_ago, sent=True, known=known) < CODES_TO_AN_ADDRESS_AN_HOUR
            and cls._asked(address, sent=True, known=known) < CODES_TO_AN_ADDRESS_A_DAY
        )
        digits = new_digits() if send else new_token()  # nobody guesses what was not sent
        code = {"address": address, "browser_hash": browser_hash, "sent": send, "known": known}
        code["code_hash"] = keyed_hash(secret, "sign-in", address, digits)
        db.session.add(cls(**code, expires_at=now() + timedelta(minutes=minutes)))
        return digits if send else None

    @classmethod
    def _asked(cls, address, since=None, **which) -> int:
        query = db.select(func.count()).select_from(cls).filter_by(address=address, **which)
        return db.session.scalar(query.where(cls.created_at > since) if since else query)

    @classmethod
    def forget_old(cls) -> int:
        """Addresses of people who never came in are not kept: codes go KEPT after; how many."""
        return rows_changed(db.delete(cls).where(cls.created_at < now() - cls.KEPT))

    @classmethod
    def try_once(
        cls, address: str, digits: str, secret: str, browser: str, earlier: Sequence[str] = ()
    ) -> str:
        """right | wrong | expired | spent. Every try counts (commit it); right uses the code up.

        earlier: keys of before, with which the code may have been made.
        """
        mine = db.select(cls).filter_by(address=address, browser_hash=token_hash(browser))
        code = db.session.scalar(mine.order_by(cls.id.desc()).limit(1))
        if code is None or code.expires_at <= now():
            return "expired"
        live = db.update(cls).where(
            cls.id == code.id, cls.used_at.is_(None), cls.tries < CODE_TRIES
        )
        if rows_changed(live.values(tries=cls.tries + 1)) == 0:
            return "spent"
        hashes = [keyed_hash(key, "sign-in", address, digits) for key in (secret, *earlier)]
        if not any(same(code.code_hash, hashed) for hashed in hashes):
            return "wrong"
        unused = db.update(cls).where(cls.id == code.id, cls.used_at.is_(None))
        used = rows_changed(unused.values(used_at=now())) == 1
        return "right" if used else "spent"
