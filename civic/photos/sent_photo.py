"""One photo, which a form of the office brings along or brought along before."""

from flask import request
from flask_login import current_user

from civic.photos.browser import keep, store
from civic.photos.intake import Rejected
from civic.photos.models import Photo
from civic.photos.refusals import REFUSALS


def sent_photo(field: str, key_field: str) -> tuple[Photo | None, str]:
    """The photo, if there is one, and what is wrong with the one sent now."""
    file = request.files.get(field)
    try:
        stored = store(file.read()) if file else None  # before the first query locks the database
    except Rejected as rejected:
        return None, str(REFUSALS[rejected.reason][1])
    if stored is not None:
        return keep(stored), ""
    keys = request.form.getlist(key_field)[:1]
    return (next(iter(Photo.usable(keys, current_user, None)), None) if keys else None), ""
