"""Photos of this request's sender: the key that marks a browser, and the photos of a form."""

import secrets

from flask import current_app, request, session
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
    return Photo.take_in(current_app.extensions["photo_store"], data, sender(), upload_key())


def photos_of_form(most: int) -> list[Photo]:
    """At most `most` photos a form holds: those uploaded before (photo_keys), then its own files
    (photos, sent without JavaScript). Photos of others are left out. Stores rows: no GET.

    Raises: Rejected for the first file that is not taken.
    """
    photos = Photo.usable(request.form.getlist("photo_keys"), sender(), upload_key())
    files = [file for file in request.files.getlist("photos") if file.filename]
    for file in files[: max(0, most - len(photos))]:
        photos.append(take_in(file.read()))
    return list(dict.fromkeys(photos))[:most]
