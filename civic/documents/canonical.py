"""Frozen data as bytes: canonical JSON, its fingerprint, and back."""

import hashlib
import json
import zlib
from math import isfinite
from typing import Any
from unicodedata import is_normalized

import msgspec

from civic.documents.clean import clean
from civic.documents.uncollected import uncollected

LEVEL = 3  # half the time of 6 for a sixth more bytes
# In JSON without spaces: an escape, a string that begins with a space, one that ends with one.
_LOOSE = ("\\", '" ', ' "')
_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    allow_nan=False,
    check_circular=False,  # no snapshot holds itself
)
# A tenth of the time, and the same text but for what _in_haste() looks at; it takes dates, too.
_HASTY = msgspec.json.Encoder(order="sorted")
_MANY = 1000  # rows that are worth looking at
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)  # a number with an exponent has 0e then


def canonical(value: object) -> bytes:
    """The one JSON text of these values: sorted keys, no spaces, clean NFC text, UTF-8.

    Raises: ValueError for NaN or infinity.
    """
    if not isinstance(value, dict):
        return _text(value).encode()
    members = (_text({key: value[key]})[1:-1] for key in sorted(value))
    return f"{{{','.join(members)}}}".encode()


def fingerprint(text: bytes) -> str:
    """SHA-256 of canonical JSON, as 64 hex digits."""
    return hashlib.sha256(text).hexdigest()


def pack(text: bytes) -> bytes:
    return zlib.compress(text, LEVEL)


def unpack(packed: bytes) -> dict[str, Any]:
    """The data of a packed snapshot. Raises: zlib.error, ValueError when damaged."""
    text = zlib.decompress(packed)
    data: dict[str, Any]
    with uncollected():
        try:
            data = msgspec.json.decode(text)
        except msgspec.DecodeError:  # damaged, or half a letter that a form holds
            data = json.loads(text)
    return data


def _text(value: object) -> str:
    """JSON of clean values. 300,000 values take a second to walk, so clean ones are left alone."""
    text = _written(value)
    return text if _is_clean(text) else _written(_cleaned(value))


def _written(value: object) -> str:
    hasty = _in_haste(value) if _has_many(value) else None
    return _ENCODER.encode(value) if hasty is None else hasty


def _has_many(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_many, value.values()))
    return isinstance(value, list) and len(value) >= _MANY


def _in_haste(value: object) -> str | None:
    """The same text as the standard encoder's; None where that is not sure: an exponent is written
    in another way, and what is no number as null."""
    try:
        text = _HASTY.encode(value)
    except (TypeError, ValueError, OverflowError):  # a key that is no string, among others
        return None
    if b"0e" in text.translate(_DIGITS) or (b"null" in text and not _is_finite(value)):
        return None
    return text.decode()


def _is_finite(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or isfinite(value)


def _is_clean(text: str) -> bool:
    """True only when cleaning each string of this JSON text changes nothing."""
    unquoted = text.replace('\\"', "") if "\\" in text else text
    return (
        text.isprintable()
        and is_normalized("NFC", text)
        and not any(sign in unquoted for sign in _LOOSE)
    )


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return value
