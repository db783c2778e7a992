"""How long a name may be, whose it may not be, and what the public reads as the author of
something. Pure."""

import re
import unicodedata
from collections.abc import Collection

from flask_babel import get_locale
from flask_babel import gettext as _

from civic.languages.romanised import place_name
from civic.text import search_form

LONGEST_NAME = 40
# Who is called so anywhere in the name passes for the office.
OFFICE_WORDS = (
    *("운영자", "담당자", "관리자", "주무관", "공무원", "컨설턴트", "운영진", "행정복지센터"),
    *("administrator", "moderator", "official"),
)
OFFICE_ENDS = ("시청", "군청", "구청", "도청", "주민센터", "시장", "군수", "구청장")
OFFICE_NAMES = ("admin", "operator", "planner", "staff", "system", "root")
# Letters of other scripts that look like Latin ones; mixed with them they are no name.
LOOK_ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f]")
LATIN = re.compile("[A-Za-z]")


def passes_for(name: str, places: Collection[str], officials: Collection[str]) -> str:
    """Whom somebody of this name would pass for: office | place | official | mixed (letters of
    scripts that look alike); "" for nobody.

    Args: places: names of municipalities. officials: names of people who work for their offices.
    """
    if LATIN.search(name) and LOOK_ALIKE.search(name):
        return "mixed"
    bare = _bare(name)
    if bare in {_bare(official) for official in officials}:
        return "official"
    if any(bare in (_bare(place), _bare(place) + "청") for place in places):
        return "place"
    names_office = any(word in bare for word in OFFICE_WORDS) or bare.endswith(OFFICE_ENDS)
    return "office" if names_office or bare in OFFICE_NAMES else ""


def _bare(name: str) -> str:
    """Only its letters and digits, compatible ones alike: 운 영.자 is 운영자."""
    return "".join(c for c in search_form(name) if unicodedata.category(c)[0] in "LN")


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
