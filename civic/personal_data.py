"""What in a text may say who somebody is: numbers and addresses that look like a person's. Pure.

A hint for who types or reads, never a refusal: "3만 원 010" is no phone number, and a name is none
of these.
"""

import re
from typing import NamedTuple

# Digits that belong together stand apart from other digits.
_START, _END = r"(?<!\d)", r"(?!\d)"
_GAP = r"[ .·-]?"
PATTERNS = {
    "resident_number": re.compile(
        rf"{_START}\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-\s?[1-8]\d{{0,6}}{_END}"
    ),
    "phone": re.compile(
        rf"{_START}(?:\+82{_GAP}|0)(?:1[016789]|2|[3-6]\d|70|50\d)\)?{_GAP}\d{{3,4}}{_GAP}\d{{4}}{_END}"
    ),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "card": re.compile(
        rf"{_START}(?:\d{{4}}{_GAP}){{3}}\d{{4}}{_END}|{_START}\d{{3,6}}-\d{{2,6}}-\d{{3,7}}{_END}"
    ),
    "plate": re.compile(rf"{_START}\d{{2,3}}[가-힣]\s?\d{{4}}{_END}"),
}


class Hint(NamedTuple):
    """kind: a key of PATTERNS; found: the words that look so."""

    kind: str
    found: str


def hints(text: str) -> list[Hint]:
    """What looks personal in a text, in order; what is of two kinds is of the first."""
    found: dict[int, Hint] = {}
    taken: list[range] = []
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            if not any(match.start() < each.stop and each.start < match.end() for each in taken):
                taken.append(range(match.start(), match.end()))
                found[match.start()] = Hint(kind, match[0])
    return [found[start] for start in sorted(found)]
