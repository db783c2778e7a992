"""Where the places of a form stand on its drawn pages; those in doubt have no spot. Pure.

A place is found by its label: as many cells or lines read like it as the form has of them. The
spot is the cell its value goes to, where one lies beside or under the label and says what stands
there now, else the label.
"""

from collections.abc import Iterable, Sequence

from civic.call_forms.normal import normal
from civic.call_forms.pages.sheets import Box, PageDrawing, PageUnit
from civic.call_forms.place import FillPlace

NEAR = 3.0  # units of a page between two cells that touch
At = tuple[int, PageUnit]  # page and what stands there


def spots(sheets: Sequence[PageDrawing], places: Iterable[FillPlace]) -> dict[int, dict[str, Box]]:
    """Page → key of a place → its box."""
    labels: dict[str, list[At]] = {}
    for page, sheet in enumerate(sheets):
        for unit in sheet.units:
            labels.setdefault(normal(unit.text), []).append((page, unit))
    boxes: dict[int, dict[str, Box]] = {}
    for place in places:
        spot = _header(place, labels, sheets) if place.columns else _spot(place, labels, sheets)
        if spot is not None:
            page, box = spot
            boxes.setdefault(page, {})[place.key] = box
    return boxes


def _spot(
    place: FillPlace, labels: dict[str, list[At]], sheets: Sequence[PageDrawing]
) -> tuple[int, Box] | None:
    alike = _alike(place, labels.get(place.normal, []) if place.normal else [])
    if len(alike) != place.alike:
        return None
    page, unit = alike[place.ordinal]
    if unit.is_cell and place.kind == "cell":
        value = _along(unit, place.hops, sheets[page].units)
        if value is not None and normal(value.text) == normal(place.old):
            return page, value.box
    return page, unit.box


def _alike(place: FillPlace, read: list[At]) -> list[At]:
    """Those that may be its label: of a cell's, cells, where the drawing tells them from lines."""
    cells = [at for at in read if at[1].is_cell]
    return cells if cells and place.kind == "cell" else read


def _along(unit: PageUnit, hops: str, units: Sequence[PageUnit]) -> PageUnit | None:
    """The cell that the hops lead to."""
    for hop in hops.split(">"):
        beside = _right if hop == "right" else _below if hop == "down" else None
        after = next((u for u in units if beside and u.is_cell and beside(unit.box, u.box)), None)
        if after is None:
            return None
        unit = after
    return unit


def _right(label: Box, other: Box) -> bool:
    return abs(label[0] + label[2] - other[0]) < NEAR and _overlaps(label, other, 1)


def _below(label: Box, other: Box) -> bool:
    return abs(label[1] + label[3] - other[1]) < NEAR and _overlaps(label, other, 0)


def _overlaps(one: Box, other: Box, axis: int) -> bool:
    """Half of the smaller lies beside the larger one."""
    begin = max(one[axis], other[axis])
    end = min(one[axis] + one[axis + 2], other[axis] + other[axis + 2])
    return end - begin > min(one[axis + 2], other[axis + 2]) / 2


def _header(
    place: FillPlace, labels: dict[str, list[At]], sheets: Sequence[PageDrawing]
) -> tuple[int, Box] | None:
    """The header row of a table, where one only reads so."""
    wanted = [normal(title) for title in place.columns if normal(title)]
    rows = [
        (page, row)
        for page, unit in (labels.get(wanted[0], []) if wanted else [])
        if unit.is_cell and (row := _row(unit, wanted, sheets[page].units))
    ]
    if len(rows) != 1:
        return None
    page, row = rows[0]
    left, top = min(u.box[0] for u in row), min(u.box[1] for u in row)
    right = max(u.box[0] + u.box[2] for u in row)
    return page, (left, top, right - left, max(u.box[3] for u in row))


def _row(first: PageUnit, wanted: Sequence[str], units: Sequence[PageUnit]) -> list[PageUnit]:
    """The cells with these words beside each other; nothing when they are others."""
    level = [u for u in units if u.is_cell and _overlaps(first.box, u.box, 1)]
    right = sorted((u for u in level if u.box[0] >= first.box[0] - NEAR), key=lambda u: u.box[0])
    titled = [u for u in right if normal(u.text)]
    row = titled[: len(wanted)]
    return row if [normal(u.text) for u in row] == list(wanted) else []
