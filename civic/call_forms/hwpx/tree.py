"""The tree of a .hwpx (or of a .hwp that was made one)."""

import re
from functools import lru_cache
from typing import Any

from lxml import etree

from civic.call_forms.refusals import MAX_CELLS, MAX_DEPTH, MAX_PARAGRAPHS, MAX_TABLES, FormRefused
from civic.call_forms.tree import (
    Cell,
    CheckBox,
    FormField,
    FormParagraph,
    FormTable,
    Tree,
    tinted,
    whole,
)

_DRAWN = ("rect", "ellipse", "arc", "polygon", "curve", "line", "container", "connectLine")
_OBJECTS = dict.fromkeys(_DRAWN, "shape") | {
    "tbl": "table",
    "pic": "picture",
    "ole": "picture",
    "equation": "shape",
    "chart": "picture",
    "textart": "shape",
    "video": "picture",
    "checkBtn": "box",
    "radioBtn": "box",
    "edit": "box",
    "comboBox": "box",
    "listBox": "box",
    "btn": "box",
    "scrollBar": "box",
    "secPr": "fixed",
}
# In a line of text: letters that are elements.
LETTERS = {"lineBreak": "\n", "tab": "\t", "fwSpace": "\u3000", "nbSpace": "\xa0", "hyphen": "-"}
_NONE: dict[str, str] = {}
_OWN_STORY = ("header", "footer", "footNote", "endNote", "hiddenComment")


def local(element: Any) -> str:
    return _without_space(element.tag)


@lru_cache(maxsize=2_000)
def _without_space(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(t: Any) -> str:
    """What an hp:t says, marks and tracked deletions aside."""
    if not len(t):
        return t.text or ""
    pieces = [t.text or ""]
    for child in t:
        pieces.append(LETTERS.get(local(child), ""))
        pieces.append(child.tail or "")
    return "".join(pieces)


class Colours:
    """Which formats are in a colour, and which borders are filled."""

    def __init__(self, header: etree._Element):
        self.coloured = {
            one.get("id") for one in header.iter("{*}charPr") if is_colour(one.get("textColor", ""))
        }
        self.filled = {
            one.get("id")
            for one in header.iter("{*}borderFill")
            for brush in one.iter("{*}winBrush")
            if _is_shade(brush.get("faceColor", ""))
        }


def is_colour(code: str) -> bool:
    """No grey, black or white: the colours guide text is written in."""
    if not re.fullmatch(r"#?[0-9A-Fa-f]{6}", code):
        return False
    parts = [int(code[-6:][at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) - min(parts) > 60


def _is_shade(code: str) -> bool:
    return bool(re.fullmatch(r"#[0-9A-Fa-f]{6,8}", code)) and code[-6:].upper() != "FFFFFF"


def read_tree(bodies: list[etree._Element], header: etree._Element) -> Tree:
    """Raises: FormRefused when it is too long."""
    reader = _Reader(Colours(header))
    for body in bodies:
        for element in body:
            if local(element) == "p":
                reader.paragraph(element, None, 0)
    return reader.tree


class _Reader:
    def __init__(self, colours: Colours):
        self.colours, self.tree, self.count = colours, Tree(), 0

    def paragraph(self, element: Any, holder: Cell | None, depth: int, boxed: bool = False) -> None:
        body = depth == 0 or holder is not None
        one = FormParagraph(element, len(self.tree.paragraphs), "", holder, body, boxed)
        self.tree.paragraphs.append(one)
        if len(self.tree.paragraphs) > MAX_PARAGRAPHS:
            raise FormRefused("too_long")
        if holder is not None:
            holder.paragraphs.append(one)
        texts, objects, nested, has_marks = [], [], [], False
        for run in element.iterchildren("{*}run"):
            for child in run:
                name = local(child)
                if name == "t":
                    texts.append((text_of(child), run.get("charPrIDRef")))
                elif kind := _OBJECTS.get(name):
                    objects.append(kind)
                    nested.append(child)
                elif name == "ctrl":
                    has_marks = True
                    if any(local(c) in _OWN_STORY for c in child):
                        nested.append(child)
        one.text = "".join([text for text, _look in texts])
        spoken = [look for text, look in texts if text.strip()]
        if holder is not None and not holder.look and spoken:
            holder.look = f"{spoken[0]} {element.get('paraPrIDRef')}"
        one.coloured = bool(spoken) and all(look in self.colours.coloured for look in spoken)
        if not one.coloured:
            one.tinted = tinted((text, look in self.colours.coloured) for text, look in texts)
        one.objects = tuple(objects)
        one.fields = tuple(_fields(element)) if has_marks else ()
        one.checks = tuple(_checks(nested))
        for child in nested:
            self.inside(child, one, holder, depth)

    def inside(
        self,
        element: Any,
        one: FormParagraph,
        holder: Cell | None,
        depth: int,
        boxed: bool = False,
    ) -> None:
        if depth > MAX_DEPTH:
            raise FormRefused("too_large")
        if local(element) == "tbl":
            one.tables.append(self.table(element, holder, depth + 1))
            return
        for child in element:
            if local(child) == "p":  # of a text box, caption, header or note
                self.paragraph(child, None, depth + 1, boxed)
            elif len(child):
                self.inside(child, one, None, depth + 1, boxed or local(child) == "drawText")

    def table(self, element: Any, holder: Cell | None, depth: int) -> FormTable:
        table = FormTable(element, len(self.tree.tables), holder, depth)
        self.tree.tables.append(table)
        if len(self.tree.tables) > MAX_TABLES:
            raise FormRefused("too_large")
        for part in element:
            if local(part) == "tr":
                for cell in part:
                    if local(cell) == "tc":
                        self.cell(cell, table, depth)
            elif local(part) == "caption":
                for child in part.iter("{*}p"):
                    self.paragraph(child, None, depth)
        table.measure()
        return table

    def cell(self, element: Any, table: FormTable, depth: int) -> None:
        self.count += 1
        if self.count > MAX_CELLS:
            raise FormRefused("too_long")
        parts = {local(child): child for child in element}
        address, span, size = (parts.get(n, _NONE) for n in ("cellAddr", "cellSpan", "cellSz"))
        new_cell = Cell(
            element,
            table,
            whole(address.get("rowAddr", "")),
            whole(address.get("colAddr", "")),
            min(max(whole(span.get("rowSpan", "")), 1), 2_000),
            min(max(whole(span.get("colSpan", "")), 1), 200),
            whole(size.get("width", "")),
            element.get("borderFillIDRef") in self.colours.filled,
            element.get("name", ""),
        )
        table.cells.append(new_cell)
        for child in parts.get("subList", ()):
            if local(child) == "p":
                self.paragraph(child, new_cell, depth)


def inline(paragraph: Any) -> list[tuple[Any, Any]]:
    """(run, child) of a paragraph, in order."""
    return [(run, child) for run in paragraph if local(run) == "run" for child in run]


def field_marks(paragraph: Any) -> list[tuple[Any, Any, Any]]:
    """(fieldBegin, its ctrl, the ctrl of its end or None) of click-here fields in a paragraph."""
    marks, pieces = [], inline(paragraph)
    ends = {
        mark.get("beginIDRef"): child
        for _run, child in pieces
        if local(child) == "ctrl"
        for mark in child
        if local(mark) == "fieldEnd"
    }
    for _run, child in pieces:
        if local(child) != "ctrl":
            continue
        for mark in child:
            if local(mark) == "fieldBegin" and mark.get("type") == "CLICK_HERE":
                marks.append((mark, child, ends.get(mark.get("id"))))
    return marks


def between(paragraph: Any, begin: Any, end: Any) -> list[tuple[Any, Any]]:
    pieces = inline(paragraph)
    order = [child for _run, child in pieces]
    return pieces[order.index(begin) + 1 : order.index(end)]


def _fields(paragraph: Any) -> list[FormField]:
    fields = []
    for mark, begin, end in field_marks(paragraph):
        if end is None:  # goes on over paragraphs, or is orphaned: left alone
            continue
        guides = [
            child.text or ""
            for child in mark.iter("{*}stringParam")
            if child.get("name") == "Direction"
        ]
        texts = [text_of(c) for _r, c in between(paragraph, begin, end) if local(c) == "t"]
        fields.append(
            FormField(mark, mark.get("name", ""), "".join(guides).strip(), "".join(texts))
        )
    return fields


def _checks(elements: list[Any]) -> list[CheckBox]:
    return [
        CheckBox(one, one.get("caption", ""), one.get("value") == "CHECKED")
        for one in elements
        if local(one) in ("checkBtn", "radioBtn")
    ]
