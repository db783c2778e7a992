"""Every paragraph, table, row and cell of a form as a line of a list: what is the same before and
after has the same digest. Where lines broke on paper is left out; words, formats, fields, objects
and the shape of tables are in."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from civic.call_forms.docx.tree import run_text, runs_of
from civic.call_forms.hwpx.tree import inline, local, text_of
from civic.call_forms.package import Package, parsed

_UNITS = ("p", "tbl", "tr", "tc")
_PASSING = ("linesegarray", "lastRenderedPageBreak", "proofErr")


@dataclass(frozen=True)
class Unit:
    element: Any
    kind: str
    digest: bytes
    text: str


def snapshot(roots: list[Any], loose: bool = False) -> list[Unit]:
    """loose: words and the shape of tables only, to compare two file formats."""
    units = []
    for root in roots:
        for element in root.iter("{*}p", "{*}tbl", "{*}tr", "{*}tc"):
            kind = local(element)
            if kind == "p" and not _is_paragraph(element):
                continue
            text = paragraph_text(element) if kind == "p" else ""
            units.append(Unit(element, kind, _digest(element, kind, text, loose), text))
    return units


def settings_digest(element: Any) -> bytes:
    """The digest that a table has as it stands now."""
    return _digest(element, local(element), "", False)


def _is_paragraph(element: Any) -> bool:
    """DrawingML has a p of its own."""
    return "drawingml" not in element.tag


def paragraph_text(element: Any) -> str:
    if "wordprocessingml" in element.tag:
        return "".join(run_text(run) for run in runs_of(element))
    return "".join(text_of(child) for _run, child in inline(element) if local(child) == "t")


def _digest(element: Any, kind: str, text: str, loose: bool) -> bytes:
    state = hashlib.blake2b(digest_size=12)
    if loose:
        spans = [repr(sorted(c.attrib.items())) for c in element if local(c) == "cellSpan"]
        state.update(repr((kind, text, spans)).encode("utf-8", "surrogatepass"))
        return state.digest()
    _feed(state, element, kind == "tc")
    return state.digest()


def _feed(state: Any, element: Any, cell: bool) -> None:
    """A row's number is told by the order of rows."""
    state.update(repr((element.tag, sorted(element.attrib.items()), element.text)).encode())
    for child in element:
        name = local(child)
        if name in _PASSING:
            continue
        if name in _UNITS and _is_paragraph(child):
            if name == "tbl" and not cell:
                state.update(b"<tbl>")
            continue  # a unit of its own
        if cell and name == "cellAddr":
            state.update(repr(child.get("colAddr")).encode())
        else:
            _feed(state, child, False)
        state.update(repr(child.tail).encode())


def format_lists(package: Package) -> dict[str, list[bytes]]:
    """Formats by the list they are in: ids are places in these lists."""
    root = parsed(package.files.get(package.styles, b"<none/>"))
    lists = {}
    for number, parent in enumerate(_lists(root)):
        lists[f"{number} {local(parent)}"] = [_whole(child) for child in parent]
    return lists


def _lists(root: Any) -> Iterator[Any]:
    yield from (one for one in root.iter() if isinstance(one.tag, str) and one.get("itemCnt"))


def _whole(element: Any) -> bytes:
    state = hashlib.blake2b(digest_size=12)
    for one in element.iter():
        is_element = isinstance(one.tag, str)
        content = (one.tag, sorted(one.attrib.items()), one.text) if is_element else ""
        state.update(repr(content).encode())
    return state.digest()
