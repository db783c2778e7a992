"""Where in the section something may stand, and what stands there."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from civic.plans.material.models import Material
from civic.plans.models import Plan
from civic.plans.section.template import APPENDIX, EXAMPLE
from civic.rounds.models import Round


@dataclass(frozen=True)
class PlacedMaterial:
    """What stands at one place. is_printed: the template has the place. movable: ids of what has
    others before or behind it."""

    place: str
    heading: str
    is_printed: bool = True
    is_own: bool = False
    rows: list[Material] = field(default_factory=list)
    movable: frozenset[int] = frozenset()


def template_here(round: Round) -> dict:
    return (Plan.of(round) or Plan(round=round)).template_in_use()


def places(round: Round, kind: str) -> list[tuple[str, str]]:
    """(place, heading) of the chapters at whose end a table or picture may stand, or behind which
    a chapter may."""
    pairs, rows = [], Material.of(round)
    for chapter in template_here(round)["chapters"]:
        if kind == "chapter" and chapter["part"] == APPENDIX:
            continue
        pairs.append((chapter["part"], chapter["heading"]))
        if kind != "chapter":
            pairs += [
                (row.key, row.title)
                for row in rows
                if row.kind == "chapter" and row.place == chapter["part"]
            ]
    return pairs


def groups(round: Round) -> list[PlacedMaterial]:
    """Every place with something at it, in the plan's order; those it has no more at the end."""
    rows = Material.of(round)
    placed_material = list(_in_order(round, rows))
    placed = {row.id for group in placed_material for row in group.rows}
    names = {chapter["part"]: chapter["heading"] for chapter in EXAMPLE["chapters"]}
    names |= {row.key: row.title for row in rows if row.kind == "chapter"}
    for row in rows:
        if row.id not in placed:
            placed_material.append(
                PlacedMaterial(row.place, names.get(row.place, ""), False, rows=[row])
            )
    return [replace(group, movable=_movable(rows)) for group in placed_material if group.rows]


def _movable(rows: Sequence[Material]) -> frozenset[int]:
    beside = Counter((row.place, row.kind == "chapter") for row in rows)
    return frozenset(row.id for row in rows if beside[row.place, row.kind == "chapter"] > 1)


def _in_order(round: Round, rows) -> Iterator[PlacedMaterial]:
    for chapter in template_here(round)["chapters"]:
        here = [row for row in rows if row.place == chapter["part"]]
        yield PlacedMaterial(
            chapter["part"],
            chapter["heading"],
            rows=[row for row in here if row.kind != "chapter"],
        )
        for own in (row for row in here if row.kind == "chapter"):
            inside = [row for row in rows if row.place == own.key]
            yield PlacedMaterial(own.key, own.title, is_own=True, rows=[own, *inside])
