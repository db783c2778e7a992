"""Changes that forms go through from year to year, made to any form: a way to try carry_over."""

import copy
import random
from dataclasses import dataclass

from civic.call_forms.form import Form
from civic.call_forms.hwpx.styles import Styles
from civic.call_forms.hwpx.text import replace_text
from civic.call_forms.hwpx.tree import local
from civic.call_forms.package import Package, written
from civic.call_forms.place import FillPlace
from civic.call_forms.read import form_of

CHANGES = (
    "row",
    "respaced",
    "numbered",
    "renamed",
    "removed",
    "column",
    "before",
    "spaced",
    "unit",
    "row_below",
)
MARK = "바뀐양식표시"


@dataclass
class Changed:
    """target: text put in the place's own cell, by which it is known again; None if it is gone."""

    form: Form
    target: str | None
    kept_label: bool


def change(form: Form, place: FillPlace, kind: str, seed: int) -> Changed | None:
    """The form with one change near the place; its cell is known by an attribute."""
    again = form_of(Package("hwpx", form.origin, dict(form.package.files)), form.name)
    cell = again.targets[place.key].cell
    label = _label_of(again, place)
    if cell is None or label is None:
        return None
    cell.element.set("name", "")
    cell.element.set("mark", MARK)
    rng, styles = random.Random(seed), Styles(again.styles)
    said, kept, target = label.text, True, MARK
    first = label.paragraphs[0].element
    if kind in ("row", "row_below"):
        _add_row(label.table, label.row if kind == "row" else cell.row, rng)
    elif kind == "respaced":
        replace_text(first, (" ".join(label.paragraphs[0].text.replace(" ", "")),), styles)
    elif kind == "spaced":
        replace_text(first, ("\u2007" + label.paragraphs[0].text + "  ",), styles)
    elif kind == "numbered":
        replace_text(first, ("3. " + label.paragraphs[0].text,), styles)
    elif kind == "unit":
        replace_text(first, (label.paragraphs[0].text + "(천원)",), styles)
    elif kind == "renamed":
        kept = False
        replace_text(first, (rng.choice(("접수처", "비고란", "확인자 서명", "참고번호")),), styles)
    elif kind == "removed":
        kept, target = False, None
        row = cell.element.getparent()
        row.getparent().remove(row)
    elif kind == "column":
        kept = False
        _add_column(label)
    elif kind == "before":
        root = again.roots[0]
        made = copy.deepcopy(next(p for p in root if local(p) == "p" and len(root) > 1))
        for inside in list(made):
            made.remove(inside)
        root.insert(1, made)
    assert said
    files = dict(again.package.files)
    for name, root in zip(again.package.bodies, again.roots, strict=True):
        files[name] = written(root)
    return Changed(form_of(Package("hwpx", form.origin, files), form.name), target, kept)


def _label_of(form: Form, place: FillPlace):
    """By the hops back from the cell."""
    cell = form.targets[place.key].cell
    for hop in place.hops.split(">") if cell is not None and place.hops else ():
        cell = cell.table.left_of(cell) if hop == "right" else cell.table.above(cell)
        if cell is None:
            return None
    return cell


def _add_row(table, row: int, rng) -> None:
    """A copy of a row, emptied but for a label of its own, before it."""
    line = table.in_row(row)[0].element.getparent()
    made = copy.deepcopy(line)
    for number, text in enumerate(made.iter("{*}t")):
        for child in list(text):
            text.remove(child)
        text.text = f"새 항목 {rng.randint(1, 99)}" if number == 0 else ""
    for one in made.iter("{*}tc"):
        one.attrib.pop("mark", None)
    for address in table.element.iter("{*}cellAddr"):
        if int(address.get("rowAddr")) >= row:
            address.set("rowAddr", str(int(address.get("rowAddr")) + 1))
    line.addprevious(made)
    table.element.set("rowCnt", str(table.rows + 1))


def _add_column(label) -> None:
    """An empty cell between a label and what follows, in every row that has one there."""
    for cell in label.table.cells:
        if cell.column == label.column + label.columns:
            made = copy.deepcopy(cell.element)
            made.attrib.pop("mark", None)
            for text in made.iter("{*}t"):
                text.text = ""
            cell.element.addprevious(made)
    for row in {cell.element.getparent() for cell in label.table.cells}:
        column = -1
        for one in row:
            address = next(c for c in one if local(c) == "cellAddr")
            column = max(column + 1, int(address.get("colAddr")))
            address.set("colAddr", str(column))
            span = next(c for c in one if local(c) == "cellSpan")
            column += int(span.get("colSpan")) - 1


def outcome(changed: Changed, place: FillPlace) -> str:
    """right, asked or wrong, as carry_over did."""
    from civic.call_forms.match import carry_over

    (carried,) = carry_over([place], changed.form.places)
    if carried.new_place is None:
        return "asked"
    cell = changed.form.targets[carried.new_place.key].cell
    is_it = cell is not None and cell.element.get("mark") == MARK
    return "right" if is_it and changed.target else "wrong"
