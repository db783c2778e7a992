"""How long a name may be, whose it may not be, and what the public reads as the author of
something. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import chain

from flask_babel import get_locale
from flask_babel import gettext as _

from civic.languages.romanised import place_name
from civic.text import search_form

LONGEST_NAME = 40
# Who is called so anywhere in the name passes for the office.
OFFICE_WORDS = (
    *("운영자", "담당자", "관리자", "주무관", "공무원", "컨설턴트", "운영진", "행정복지센터"),
    *(
        "구청장",
        "도지사",
        "administrator",
        "moderator",
        "official",
        "cityhall",
        "管理员",
        "管理員",
        "市政府",
        "市长",
        "市長",
    ),
    *("quảntrịviên", "thịtrưởng"),
)
OFFICE_ENDS = re.compile("(?:시청|군청|구청|도청|주민센터|시장|군수)(?:님|공식|직원|계정|홍보팀)*$")
OFFICE_NAMES = re.compile(
    "(?:admin|operator|planner|staff|system|root|mayor)(?:team|account|[0-9]+)?$"
)
# What makes a city's name the city's own account; 가온시민 is somebody who lives there.
OF_A_PLACE = re.compile("(?:청|장|시?의회)?(?:공식.*|(?!민).*(?:과|국|팀|실|위원회|직원|계정))?$")
RANKS = re.compile("특별자치|특별|광역")
IN_ENGLISH = re.compile("([A-Za-z].*?)(?:-(?:si|gun|gu))?")  # what Gaon-si is in Gaon City
# Letters of other scripts that look like Latin ones, and those of phonetic writing; mixed with them
# they are no name.
LOOK_ALIKE = re.compile(
    "[\u0250-\u02af\u0370-\u052f\u0531-\u058f\u13a0-\u13ff\u1d00-\u1dbf\u2c80-\u2cff"
    "\ua4d0-\ua4ff\uab30-\uabbf]"
)
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
    for place in chain.from_iterable(_spellings(place) for place in places):
        if bare.startswith(_bare(place)):
            rest = bare[len(_bare(place)) :]
            if OF_A_PLACE.match(rest) or _has_office_word(rest):
                return "place"
    names_office = _has_office_word(bare) or OFFICE_ENDS.search(bare)
    return "office" if names_office or OFFICE_NAMES.match(bare) else ""


def _spellings(place: str) -> Iterator[str]:
    """What people call a municipality, beside its name."""
    yield place
    yield RANKS.sub("", place)
    latin = IN_ENGLISH.fullmatch(place)
    if latin:
        yield f"{latin[1]} City"
        yield f"City of {latin[1]}"


def _has_office_word(bare: str) -> bool:
    return any(word in bare for word in OFFICE_WORDS)


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
