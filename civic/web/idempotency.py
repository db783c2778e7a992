"""The key that makes a repeated request one act: from the header, else from the form."""

import re
import uuid

from flask import abort, request

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


def new_key() -> str:
    return uuid.uuid4().hex


def request_key() -> str:
    """Idempotency-Key of this request, or the form's request_key, or a fresh one.

    Raises: 400 when a key is given but is not 8–64 letters, digits, - or _.
    """
    given = request.headers.get("Idempotency-Key") or request.form.get("request_key")
    if not given:
        return new_key()
    if not KEY.fullmatch(given):
        abort(400)
    return given
