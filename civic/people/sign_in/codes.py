"""Secrets people hold: sign-in tokens, one-time codes, participation codes; hashes are kept.
Pure."""

import hashlib
import hmac
import secrets
import unicodedata

# Letters and digits that are not mistaken for each other on paper or over the telephone.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 10


def new_token() -> str:
    """A sign-in token: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Hex SHA-256 of a token; the token is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_digits() -> str:
    """A one-time code of six digits."""
    return f"{secrets.randbelow(1_000_000):06}"


def keyed_hash(secret: str, *parts: str | int) -> str:
    """Hex HMAC-SHA-256 of the parts. A short code can't be guessed back without the secret."""
    message = "\x1f".join(str(part) for part in parts)
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Equality that takes the same time wherever two texts differ, whatever letters they hold."""
    return hmac.compare_digest(*(text.encode(errors="replace") for text in (one, other)))


def digits_only(typed: str) -> str:
    """The digits of what was typed; full-width ones become plain."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed) if c in "0123456789")


def participation_code(secret: str, batch_id: int, serial: int) -> str:
    """The code of one card: 10 symbols of ALPHABET, the same each time it is asked for.

    Args: secret: the program's key. batch_id, serial: which card.
    """
    rest = int(keyed_hash(secret, "participation", batch_id, serial), 16)
    symbols = []
    for _ in range(LENGTH):
        rest, place = divmod(rest, len(ALPHABET))
        symbols.append(ALPHABET[place])
    return "".join(symbols)


def grouped(code: str) -> str:
    """ABCDEFGHJK → ABCDE-FGHJK"""
    return f"{code[:5]}-{code[5:]}"


def plain(typed: str) -> str:
    """A participation code as typed → its symbols: case, spaces and hyphens don't matter."""
    upper = unicodedata.normalize("NFKC", typed).upper()
    return "".join(c for c in upper if c.isascii() and c.isalnum())


def code_hash(secret: str, code: str) -> str:
    """What is stored of a participation code."""
    return keyed_hash(secret, "participation-hash", code)
