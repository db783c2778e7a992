"""Who came to a meeting, as it may be published: small numbers are hidden. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from civic.disclosure_control import LEAST, hide_small_counts, suppress

UNKNOWN = "none"


@dataclass(frozen=True)
class Attendance:
    """people: everybody, None where it is hidden or not noted. bands, sexes: of each how many, None
    where hidden; empty where nobody was asked, or nothing may be told."""

    people: int | None
    bands: dict[str, int | None]
    sexes: dict[str, int | None]
    least: int = LEAST


def shown_totals(people: Mapping[int, int]) -> dict[int, int | None]:
    """Meeting → how many came; those under LEAST are hidden, and others so that the sum of all,
    which is printed too, does not give them away. 0, nobody noted it, is 0."""
    shown = hide_small_counts({str(id): number for id, number in people.items()})
    return {int(id): number for id, number in shown.items()}


def shown_sum(people: Mapping[int, int]) -> int | None:
    """How many came to all meetings together, people counted at each; None under LEAST."""
    total = sum(people.values())
    return total if total >= LEAST else None


def attendance(heads: Mapping[tuple[str, str], int], total: int | None) -> Attendance:
    """One meeting's. heads: (band, sex) → people. total: what shown_totals() lets be told."""
    asked = any(key != (UNKNOWN, UNKNOWN) for key, number in heads.items() if number)
    if not total or not asked:
        return Attendance(total or None, {}, {})
    bands = _in_order({band for band, _sex in heads})
    sexes = [sex for sex in ("f", "m", UNKNOWN) if any(sex == each for _band, each in heads)]
    cells = {(band, sex): heads.get((band, sex), 0) for band in bands for sex in sexes}
    shown = suppress({"sex": cells})
    if shown.total is None:
        return Attendance(total, {}, {})
    return Attendance(total, shown.rows, {sex: shown.columns["sex", sex] for sex in sexes})


def _in_order(bands: set[str]) -> list[str]:
    """Youngest first, what is not known last."""
    known = sorted(bands - {UNKNOWN}, key=int)
    return [*known, UNKNOWN] if UNKNOWN in bands else known
