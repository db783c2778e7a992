"""A secret that the program itself has to read again, closed with its key. Pure."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256


def seal(text: str, key: str) -> bytes:
    """The text, closed with the program's key."""
    return _lock([key]).encrypt(text.encode())


def unseal(sealed: bytes, keys: Sequence[str]) -> str | None:
    """The text again; None where none of the keys closed it.

    Args: keys: every key that is still good, the newest first.
    """
    from cryptography.fernet import InvalidToken

    try:
        return _lock(keys).decrypt(sealed).decode()
    except InvalidToken:
        return None


def _lock(keys: Sequence[str]):
    from cryptography.fernet import Fernet, MultiFernet  # 8 MB that most processes never need

    closed_with = (sha256(f"second factor\x1f{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in closed_with])
