"""Frozen data as bytes: canonical JSON, its fingerprint, and back."""

import hashlib
import json
import zlib

from civic.plans.clean import clean


def canonical(data: dict) -> bytes:
    """The one JSON text of these values: sorted keys, no spaces, clean NFC text, UTF-8.

    Raises: ValueError for NaN or infinity.
    """
    return json.dumps(
        _clean(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def fingerprint(text: bytes) -> str:
    """SHA-256 of canonical JSON, as 64 hex digits."""
    return hashlib.sha256(text).hexdigest()


def pack(text: bytes) -> bytes:
    return zlib.compress(text, 6)


def unpack(packed: bytes) -> dict:
    """The data of a packed snapshot. Raises: zlib.error, ValueError when damaged."""
    return json.loads(zlib.decompress(packed))


def _clean(value):
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return value
