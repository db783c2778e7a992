"""What still stands in a filled form to be written over: OO, 0000년, 홍길동, guide text, empty
fields."""

from collections.abc import Iterable
from dataclasses import dataclass

from civic.call_forms.lines.samples import why_sample
from civic.call_forms.normal import PLACEHOLDER, one_line
from civic.call_forms.tree import FormParagraph, Tree

MOST = 300


@dataclass(frozen=True)
class Left:
    """why: placeholder, example, guide (in a colour or of its words), field (a click-here text)."""

    why: str
    path: str
    text: str


def placeholders(tree: Tree, written: Iterable[str] = ()) -> tuple[Left, ...]:
    """written: lines that were put in, whose names and dates are no examples."""
    own = {one_line(line) for line in written}
    left = []
    following = [one.text for one in tree.paragraphs[1:]] + [""]
    for one, after in zip(tree.paragraphs, following, strict=True):
        text = one_line(one.text)
        why = _why(one) or ("" if text in own else why_sample(one.text, after))
        if why or one.tinted:
            left.append(Left(why or "guide", _path(one), (text if why else one.tinted)[:120]))
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
