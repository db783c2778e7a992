"""영수증 번호: what a voter's secret makes of their choices, telling nothing without the secret.
Pure."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable


def new_salt() -> str:
    """A voter's secret for one vote: 32 hex digits."""
    return secrets.token_hex(16)


def nonce(salt: str, solution_id: int | str) -> str:
    """The receipt number of one choice, 32 hex digits: a choice that stays keeps its number."""
    return _digest(salt, f"choice|{solution_id}")[:32]


def fingerprint(salt: str, solution_ids: Iterable[int]) -> str:
    """A ballot's hash for the event log; order matters. Without the salt nobody can try choices."""
    return _digest(salt, "ballot|" + ",".join(map(str, solution_ids)))


def _digest(salt, text):
    return hmac.digest(bytes.fromhex(salt), text.encode(), hashlib.sha256).hex()
