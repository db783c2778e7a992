"""SecondFactor: what a person shows beside their address; its recovery codes and its history."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, now, rows_changed
from civic.people.second_factor.one_time import new_recovery_code, new_secret, step_of
from civic.people.second_factor.passkeys import Passkey
from civic.people.second_factor.rules import (
    MOST_WRONG,
    RECOVERY_CODES,
    SET_UP_WITHIN,
    WAIT,
    FactorRefused,
    is_stale,
)
from civic.people.second_factor.sealed import seal, unseal
from civic.people.sign_in import passphrases
from civic.people.sign_in.codes import LENGTH, plain
from civic.people.sign_in.models import AGAIN

if TYPE_CHECKING:
    from civic.people.models import Person, Role
    from civic.people.sign_in.models import SignIn


class FactorHolder:
    """What a Person knows of their second factor, and whether this session has shown it."""

    if TYPE_CHECKING:
        id: Mapped[int]
        roles: Mapped[list["Role"]]

    sign_in: "SignIn | None" = None  # the session this person came by

    @declared_attr
    @classmethod
    def factor(cls) -> Mapped["SecondFactor | None"]:
        return relationship(back_populates="person", uselist=False)

    @property
    def has_factor(self) -> bool:
        return self.factor is not None and self.factor.confirmed_at is not None

    @property
    def has_app(self) -> bool:
        return self.factor is not None and self.factor.app_at is not None

    def waits_for_factor(self, required: bool) -> bool:
        """True while this session opens nothing of an office: its factor was not shown yet, or
        there is none where one is required."""
        if self.has_factor:
            return self.sign_in is None or self.sign_in.factor_at is None
        return required and bool(self.roles)

    @property
    def may_set_up_factor(self) -> bool:
        """True a while after signing in: who holds an old copy of a cookie sets up none."""
        came = self.sign_in
        if came is None or came.way == AGAIN:
            return False
        return now() - came.created_at < SET_UP_WITHIN

    def showed_factor_within(self, longest: timedelta) -> bool:
        """This session's factor was shown, and not longer ago."""
        shown_at = self.sign_in.factor_at if self.sign_in else None
        return self.has_factor and shown_at is not None and now() - shown_at < longest

    def shows_factor_again(self) -> bool:
        """True when it is too long ago for what weighs most."""
        shown_at = self.sign_in.factor_at if self.sign_in else None
        return self.has_factor and is_stale(shown_at, now())


class SecondFactor(Model):
    """An authenticator app, passkeys (Passkey), or both. It counts once one of them was shown.

    sealed: the secret that the app and the program share; app_at: since when it is taken.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    app_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # no digits are taken twice
    tries: Mapped[int] = mapped_column(default=0)  # wrong ones in a row
    waits_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped["Person"] = relationship(back_populates="factor")

    @classmethod
    def begin(cls, person: "Person", key: str) -> "SecondFactor":
        """A new secret of an app that does not count yet; one begun before is forgotten."""
        factor = cls._of(person)
        factor.sealed, factor.app_at, factor.last_step = seal(new_secret(), key), None, 0
        db.session.flush()
        return factor

    @classmethod
    def by_passkey(cls, person: "Person") -> list[str]:
        """A passkey was made or shown: from now on the factor counts. Gives the recovery codes, to
        be shown once; none where it counted before."""
        return cls._of(person)._count()

    @classmethod
    def _of(cls, person: "Person") -> "SecondFactor":
        if person.factor is None:
            person.factor = cls(person_id=person.id)
            db.session.flush()
        return person.factor

    def secret(self, keys: Sequence[str]) -> str | None:
        """The app's secret; None where there is none, or the program's key is another by now."""
        return unseal(self.sealed, keys) if self.sealed else None

    def confirm(self, typed: str, keys: Sequence[str]) -> list[str]:
        """The first right digits: from now on the app is taken. Gives the recovery codes, to be
        shown once; none where the factor counted before. Raises: FactorRefused."""
        self._try(typed, keys, self._digits_are_right)
        self.app_at = now()
        return self._count()

    def _count(self) -> list[str]:
        if self.confirmed_at is not None:
            return []
        self.confirmed_at = now()
        FactorChange.record(self.person_id, "set_up", self.person_id)
        return self.renew_codes()

    def show(self, typed: str, keys: Sequence[str]) -> None:
        """Digits of the app, or a recovery code, which is used up. A wrong one counts: commit.

        Raises: FactorRefused.
        """
        app = [self._digits_are_right] if self.app_at else []
        self._try(typed, keys, *app, self._use_code)

    def remove(self, passkey: Passkey) -> None:
        """Raises: FactorRefused for the last thing there is to show."""
        hold_row(self)
        others = db.select(Passkey.id).where(
            Passkey.person_id == self.person_id, Passkey.id != passkey.id
        )
        if self.app_at is None and db.session.scalar(others.limit(1)) is None:
            raise FactorRefused("last")
        db.session.delete(passkey)

    def renew_codes(self) -> list[str]:
        """Ten new recovery codes; those of before open nothing any more."""
        db.session.execute(db.delete(RecoveryCode).filter_by(person_id=self.person_id))
        codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
        for code in codes:
            hashed = passphrases.hashed(code)
            db.session.add(RecoveryCode(person_id=self.person_id, code_hash=hashed))
        return codes

    def codes_left(self) -> int:
        unused = db.select(db.func.count()).select_from(RecoveryCode)
        return db.session.scalar(unused.filter_by(person_id=self.person_id, used_at=None)) or 0

    @classmethod
    def forget(cls, person: "Person", act: str, by: "Person | None", reason: str = "") -> bool:
        """Take the factor away; act: turn_off by themselves, reset by an operator. False when
        there was none."""
        held = (RecoveryCode, Passkey, cls)
        gone = [rows_changed(db.delete(each).filter_by(person_id=person.id)) for each in held]
        if not any(gone):
            return False
        db.session.expire(person, ["factor"])
        FactorChange.record(person.id, act, by.id if by else None, reason)
        return True

    def _digits_are_right(self, typed: str, keys: Sequence[str]) -> bool:
        secret = self.secret(keys)
        step = step_of(secret, typed, now()) if secret else None
        if step is None:
            return False
        mine = SecondFactor.person_id == self.person_id
        unused = db.update(SecondFactor).where(mine, SecondFactor.last_step < step)
        return rows_changed(unused.values(last_step=step)) == 1

    def _use_code(self, typed: str, _keys: Sequence[str]) -> bool:
        code = plain(typed)
        if len(code) != LENGTH:  # nothing is hashed for what can be none
            return False
        unused = db.select(RecoveryCode).filter_by(person_id=self.person_id, used_at=None)
        for row in db.session.scalars(unused):
            if passphrases.matches(row.code_hash, code):
                row.used_at = now()
                return True
        return False

    def _try(self, typed: str, keys: Sequence[str], *ways: Callable[..., bool]) -> None:
        """Count a try, one after another. While it waits nothing is looked at, right or wrong."""
        hold_row(self)
        if self.waits_until and self.waits_until > now():
            raise FactorRefused("waits")
        if any(is_right(typed, keys) for is_right in ways):
            self.tries, self.waits_until = 0, None
            return
        self.tries += 1
        if self.tries >= MOST_WRONG:
            self.tries, self.waits_until = 0, now() + WAIT
        raise FactorRefused("wrong")


class RecoveryCode(Model):
    """One of ten codes on paper, for a day without the telephone; Argon2id as of a passphrase."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(200))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FactorChange(Model):
    """That a factor was set up, turned off or reset; rows are only ever added.

    by_id: empty for the command of who runs the program.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    act: Mapped[str] = mapped_column(String(10))  # set_up | turn_off | reset
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def record(cls, person_id: int, act: str, by_id: int | None, reason: str = "") -> None:
        db.session.add(cls(person_id=person_id, act=act, by_id=by_id, reason=reason))
