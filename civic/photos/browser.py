"""Who sends photos: the person signed in, and the key that marks a browser."""

import secrets

from flask import current_app, session
from flask_login import current_user

from civic.photos.models import Photo


def upload_key() -> str:
    """The random key of this browser, kept in its session; made on first use."""
    return session.setdefault("upload_key", secrets.token_urlsafe(24))


def sender():
    """The person signed in, or None."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def take_in(data: bytes) -> Photo:
    """Photo.take_in for whoever sent this request. Raises: Rejected."""
    person = sender()
    # A person's photos need no key: a session that changes late would undo a signing out.
    key = upload_key() if person is None else None
    return Photo.take_in(current_app.extensions["photo_store"], data, person, key)
