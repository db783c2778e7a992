"""The photos of paper sheets, which a form brings along: for the office's eyes only.

A form with a mistake keeps its photos; one that is sent twice has them on its sheet already.
"""

from flask import request
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.photos.browser import keep, store, take_in
from civic.photos.intake import Rejected
from civic.photos.models import Photo
from civic.photos.refusals import REFUSALS
from civic.votes.paper.models import PaperSheet
from civic.web.idempotency import request_key

MOST_PHOTOS = 20


def one_photo() -> tuple[list[Photo], str | None]:
    """The photo of a sheet's sums, as a list of at most one; what is wrong with the one sent now.

    A new one takes the place of one that came with an earlier form.
    """
    file, photo_error, stored = request.files.get("photo"), None, None
    try:
        stored = store(file.read()) if file else None  # before the first query locks the database
    except Rejected as rejected:
        photo_error = str(REFUSALS[rejected.reason][1])
    if stored is not None:
        photos = [keep(stored)]
    else:
        photos = _sent_before(request.form.getlist("photo_key")[:1])
    return _withheld(photos), photo_error or _missing(
        photos, _("투표지를 모은 종이의 사진을 함께 올려 주세요.")
    )


def many_photos() -> tuple[list[Photo], str | None]:
    """The photos of whole ballots, uploaded before or with this form; what is wrong with them."""
    keys, photo_error = request.form.getlist("photo_keys"), None
    for file in filter(None, request.files.getlist("photos")):
        try:
            keys.append(take_in(file.read()).key)
        except Rejected as rejected:
            photo_error = str(REFUSALS[rejected.reason][1])
        db.session.commit()  # SQLite's write lock is not held while the next picture is shrunk
    photos = _sent_before(keys)[:MOST_PHOTOS]
    return _withheld(photos), photo_error or _missing(
        photos, _("투표지의 사진을 함께 올려 주세요.")
    )


def _sent_before(keys):
    usable = Photo.usable(keys, current_user, None)
    return usable or PaperSheet.photos_sent(current_user, request_key())


def _withheld(photos):
    for photo in photos:
        photo.withhold()
    return photos


def _missing(photos, sentence):
    return None if photos else sentence
