"""A call's form in the bundle: empty, filled, and what was put into each place. Pure.

A filled form may say what planners typed, names and numbers of people among it, so its files are in
the office's bundle alone. The one for everybody has their names and their seals, which are in both:
a seal is made with a key that stays with the files, for a bare sha256 of a file that differs in one
phone number would be guessed.
"""

import hashlib
import hmac
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

FOLDER = "forms/"


def form_files(filled: Iterable[Any], secret: str) -> Iterator[tuple[str, bytes]]:
    """Of FilledForm rows: the files of each, with their names. secret: of the server."""
    for number, one in enumerate(filled, 1):
        yield f"{FOLDER}{number}/form.{one.form.origin}", one.form.content
        yield f"{FOLDER}{number}/filled.{one.format}", one.content
        yield f"{FOLDER}{number}/mapping.json", zlib.decompress(one.mapping)
        yield f"{FOLDER}{number}/key", _key(one.sha256, one.made_of, secret)


def _key(*parts: str) -> bytes:
    *about, secret = parts
    message = "|".join(["filled form", *about])
    return hmac.digest(secret.encode(), message.encode(), hashlib.sha256).hex().encode()
