"""What still stands in a filled form to be written over: OO, 0000년, guide text, empty fields."""

from dataclasses import dataclass

from civic.call_forms.normal import PLACEHOLDER, one_line
from civic.call_forms.tree import FormParagraph, Tree

MOST = 300


@dataclass(frozen=True)
class Left:
    """why: placeholder, guide (in a colour), field (a click-here text)."""

    why: str
    path: str
    text: str


def placeholders(tree: Tree) -> tuple[Left, ...]:
    left = []
    for one in tree.paragraphs:
        why = _why(one)
        if why:
            left.append(Left(why, _path(one), one_line(one.text)[:120]))
    return tuple(left[:MOST])


def _why(one: FormParagraph) -> str:
    if any(entry.guide and entry.text.strip() == entry.guide.strip() for entry in one.fields):
        return "field"
    if one.coloured:
        return "guide"
    return "placeholder" if PLACEHOLDER.search(one.text) else ""


def _path(one: FormParagraph) -> str:
    if one.holder is None:
        return f"문단 {one.number + 1}"
    cell = one.holder
    return f"표 {cell.table.number + 1} · {cell.row + 1}행 {cell.column + 1}열"
