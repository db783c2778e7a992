"""SealedText: a column whose text only this program's key opens, so that a copy of the database
alone tells nobody what it says."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from flask import current_app
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator


class SealedText(TypeDecorator):
    """A text; None also where the key it was sealed with is gone."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else seal(value.encode())

    def process_result_value(self, value, dialect):
        opened = None if value is None else unseal(value)
        return None if opened is None else opened.decode()


def seal(plain: bytes) -> bytes:
    """Closed with the newest of the program's keys."""
    return _lock().encrypt(plain)


def unseal(sealed: bytes) -> bytes | None:
    """Opened with whichever key fits; None when none does."""
    from cryptography.fernet import InvalidToken

    try:
        return _lock().decrypt(sealed)
    except InvalidToken:
        return None


def _lock():
    from cryptography.fernet import Fernet, MultiFernet  # 8 MB that most processes never need

    config = current_app.config
    keys = (config["SECRET_KEY"], *config["EARLIER_KEYS"].split())
    digests = (sha256(f"sealed text\x1f{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
