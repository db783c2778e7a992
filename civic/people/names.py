"""How long a name may be, and what the public reads as the author of something. Pure."""

from flask_babel import get_locale
from flask_babel import gettext as _

from civic.languages.romanised import place_name

LONGEST_NAME = 40


def display_name(person, shows_name: bool) -> str:
    """A person's name, or only where they live; whoever left is 떠난 주민.

    Args: person: a Person, or None for somebody without an account. shows_name: their own wish.
    """
    if person is None:
        return _("주민")
    if person.deleted_at:
        return _("떠난 주민")
    if shows_name:
        return person.name
    if person.home_district:
        home = place_name(person.home_district, str(get_locale() or "ko"))
        return _("%(district)s 주민", district=home)
    return _("주민")
