"""The key that makes a repeated request one act: from the header, else from the form."""

import hashlib
import re
import uuid

from flask import abort, request

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
TOKENS = ("csrf_token", "person_tag", "request_key")


def new_key() -> str:
    return uuid.uuid4().hex


def request_key(*about: str | bytes) -> str:
    """Idempotency-Key of this request, or the form's request_key, or a fresh one.

    about: what the act is about, where a page may be sent again with other words, as one that the
    browser kept and goes back to: the same words under the same key are one act, others another.
    Raises: 400 when a key is given but is not 8–64 letters, digits, - or _.
    """
    given = request.headers.get("Idempotency-Key") or request.form.get("request_key")
    if not given:
        return new_key()
    if not KEY.fullmatch(given):
        abort(400)
    return _with(given, about) if about else given


def form_words() -> list[str]:
    """All that a form says, but for the tokens every form has."""
    sent = request.form.items(multi=True)
    return [f"{name}={words}" for name, words in sent if name not in TOKENS]


def _with(key, about):
    """Another key, for these words."""
    digest = hashlib.sha256(key.encode())
    for words in about:
        part = words.encode("utf-8", "replace") if isinstance(words, str) else words
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()
