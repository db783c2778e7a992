"""Who sends photos: the person signed in, and the key that marks a browser."""

import secrets

from flask import current_app, session
from flask_login import current_user

from civic.photos.models import Photo
from civic.photos.stored import StoredPicture


def upload_key() -> str:
    """The random key of this browser, kept in its session; made on first use."""
    return session.setdefault("upload_key", secrets.token_urlsafe(24))


def sender():
    """The person signed in, or None."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def store(data: bytes) -> StoredPicture:
    """StoredPicture.make in the app's store. Raises: Rejected, OSError."""
    return StoredPicture.make(current_app.extensions["photo_store"], data)


def keep(stored: StoredPicture) -> Photo:
    """Photo.keep for whoever sent this request."""
    person = sender()
    # A person's photos need no key: a session that changes late would undo a signing out.
    key = upload_key() if person is None else None
    return Photo.keep(stored, person, key)


def take_in(data: bytes) -> Photo:
    """Both. Raises: Rejected, OSError; then nothing is stored."""
    return keep(store(data))
