"""Which 읍면동 the texts of a theme are from, so that no share points to a few people. Pure.

Texts are public, but a theme says more of who wrote them than each text does: where fewer than
LEAST people wrote, the share is not given, nor another by which it could be found.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from civic.disclosure_control import suppress

ALL = "all"


@dataclass(frozen=True)
class Share:
    """name: of the district, empty where none is known. texts, people: None where hidden."""

    name: str
    texts: int | None
    people: int | None


def shares(counts: Mapping[str, tuple[int, int]]) -> list[Share]:
    """Most texts first, hidden ones last by name.

    Args: counts: district → (texts, people who wrote some of them; imported ones are nobody's).
    """
    people = {(name, ALL): number for name, (_, number) in counts.items()}
    if not people:
        return []
    nobody = {("people", name, ALL): 0 for (name, _), number in people.items() if not number}
    shown = suppress({"people": people}, nobody) if any(people.values()) else None
    rows = []
    for name, (texts, number) in counts.items():
        count = shown.rows[name] if number and shown is not None else number
        rows.append(Share(name, texts if count is not None else None, count))
    return sorted(rows, key=lambda row: (-(row.texts or 0), row.texts is None, row.name))
