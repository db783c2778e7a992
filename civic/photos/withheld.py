"""Who sees a withheld photo, and after what."""

from flask_login import current_user

from civic.photos.models import Photo
from civic.photos.owners import municipalities_of
from civic.web.access import is_office_of, waits_for_factor


def may_see(withheld: Photo) -> bool:
    """True for the office of the city whose photo it is, and for who sent it to that office and is
    about to make it part of something."""
    owners = municipalities_of(withheld.id)
    if not owners:
        sent_it = current_user.is_authenticated and current_user.id == withheld.uploader_id
        return sent_it and not waits_for_factor()
    return any(is_office_of(municipality_id) for municipality_id in owners)


def asks_factor(photo: Photo) -> bool:
    """The office gets a photo only after showing the second factor again: it is withheld
    and somebody else's, and each look at it is written down."""
    others = current_user.is_authenticated and photo.uploader_id != current_user.id
    return photo.withheld_at is not None and others and current_user.shows_factor_again()
