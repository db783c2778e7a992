"""How far groups agree with labels that a reader gave before any grouping was seen."""

import csv
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

NONE = "x"


def rows_of(path: Path) -> list[dict]:
    csv.field_size_limit(10**7)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def pair_f1(pairs: Iterable[dict], group_of: dict[str, int]) -> float:
    """Of labelled pairs, the harmonic mean of precision and recall of "same"; "related" ones are
    left out. Args: group_of: id → group; what is in none is absent."""
    judged = [pair for pair in pairs if pair["label"] != "related"]
    return _f1(
        (pair["label"] == "same", _together(group_of, pair["id1"], pair["id2"])) for pair in judged
    )


def item_pair_f1(items: list[dict], group_of: dict[str, int]) -> float:
    """The same of all pairs of labelled items, but those that only a second label joins."""
    judged = []
    for one, other in combinations(items, 2):
        labels = [{each["theme"], each["second"]} - {"", NONE} for each in (one, other)]
        same = one["theme"] == other["theme"] != NONE
        if same or not labels[0] & labels[1]:
            judged.append((same, _together(group_of, one["id"], other["id"])))
    return _f1(judged)


def b_cubed(items: list[dict], group_of: dict[str, int]) -> float:
    """The harmonic mean of B³ precision and recall; what is in none stands alone."""
    precision = recall = 0.0
    for one in items:
        found = {n["id"] for n in items if n is one or _together(group_of, n["id"], one["id"])}
        right = {n["id"] for n in items if n is one or n["theme"] == one["theme"] != NONE}
        precision += len(found & right) / len(found)
        recall += len(found & right) / len(right)
    return 2 * precision * recall / (precision + recall) / len(items)


def _together(group_of, one: str, other: str) -> bool:
    return one in group_of and group_of[one] == group_of.get(other)


def _f1(judged: Iterable[tuple[bool, bool]]) -> float:
    judged = list(judged)
    hits = sum(same and found for same, found in judged)
    return 2 * hits / max(1, sum(same for same, _ in judged) + sum(found for _, found in judged))
