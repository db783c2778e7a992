"""Cells beside and under labels, and cells with a name."""

from collections import Counter
from collections.abc import Iterator

from civic.call_forms.cells import (
    group_of,
    has_letter_box,
    is_answered_in,
    is_label,
    is_seal,
    is_spacer,
    label_above,
    label_left,
    short_texts,
)
from civic.call_forms.form import FillTarget
from civic.call_forms.headings import is_banner
from civic.call_forms.lines.gaps import gap_count
from civic.call_forms.normal import core, is_unit, one_line
from civic.call_forms.place import FillPlace
from civic.call_forms.text_places import has_marks
from civic.call_forms.tree import Cell, Tree


def cell_places(tree: Tree) -> Iterator[tuple[FillPlace, FillTarget]]:
    """Cells with check boxes or fields are no targets: those are places of their own."""
    labels = [cell for cell in tree.cells() if is_label(cell)]
    alike = Counter(core(cell.text) for cell in labels)
    ordinals: dict[int, int] = {}
    seen: Counter[str] = Counter()
    for cell in labels:
        ordinals[id(cell)] = seen[core(cell.text)]
        seen[core(cell.text)] += 1
    label_ids = set(ordinals)
    for cell in tree.cells():
        if id(cell) in label_ids or is_banner(cell.table) or not _may_be_written(cell):
            continue
        place = _named(cell) if cell.name else _beside(cell, alike, ordinals)
        if place is not None:
            yield place, FillTarget(cell=cell)


def _may_be_written(cell: Cell) -> bool:
    if is_spacer(cell) or is_seal(cell.text) or "box" in cell.objects or "fixed" in cell.objects:
        return False
    if any(one.fields for one in cell.paragraphs):
        return False
    if _is_unit_behind(cell):
        return False
    if cell.name or cell.objects:
        return True
    asks_inside = is_answered_in(cell) or has_letter_box(cell.text)
    return not (asks_inside or has_marks(cell.text) or gap_count(cell.text) > 1)


def _is_unit_behind(cell: Cell) -> bool:
    """백만원 of 총사업비 | | 백만원: room is left before it."""
    left = cell.table.left_of(cell) if not cell.name and is_unit(cell.text) else None
    if left is None or left.row != cell.row or is_spacer(left):
        return False
    return not left.text and not left.objects


def _named(cell: Cell) -> FillPlace:
    left, hops = label_left(cell)
    label = one_line(left.text) if left is not None else ""
    return FillPlace(
        "named_cell",
        cell.name,
        core(cell.name),
        hops=">".join(["right"] * hops),
        above=label,
        **_around(cell),
    )


def _beside(cell: Cell, alike: Counter, ordinals: dict[int, int]) -> FillPlace | None:
    """A cell that holds a table or picture is a block: text goes under it, nothing is lost."""
    left, right_hops = label_left(cell)
    up, down_hops = label_above(cell)
    label = left or up
    if label is None:
        return None
    hops = ["right"] * right_hops if left is not None else ["down"] * down_hops
    other = one_line(up.text) if left is not None and up is not None else group_of(label)
    words = core(label.text)
    return FillPlace(
        "block" if cell.objects else "cell",
        one_line(label.text),
        words,
        hops=">".join(hops),
        above=other,
        run=_run(label) if left is not None else _depth(label),
        rows=len(label.table.lines) if left is not None and label.rows > cell.rows else 0,
        beside=_which_row(label, cell) if left is not None and label.rows > cell.rows else "",
        ordinal=ordinals[id(label)],
        alike=alike[words],
        **_around(cell),
    )


def _which_row(label: Cell, cell: Cell) -> str:
    """2/4: the second of four rows that there are beside a label."""
    rows = sorted(label.table.lines & set(range(label.row, label.row + label.rows)))
    return f"{sum(row <= cell.row for row in rows)}/{len(rows)}"


def _run(label: Cell) -> int:
    count, here = 0, label.table.right_of(label)
    while here is not None and not is_label(here) and count < 60:
        count += 1
        here = here.table.right_of(here)
    return count


def _depth(label: Cell) -> int:
    """How many rows its column goes down: where rows came or went a place is asked for."""
    return label.table.rows - label.row


def _around(cell: Cell) -> dict:
    table = cell.table
    where = f"표 {table.number + 1} · {cell.row + 1}행 {cell.column + 1}열"
    return {
        "table": short_texts(table),
        "heading": table.heading,
        "old": cell.text,
        "path": where,
    }
