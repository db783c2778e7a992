"""Every paragraph, table, row and cell of a form as a line of a list: what is the same before and
after has the same digest. Where lines broke on paper is left out; words, formats, fields, objects
and the shape of tables are in."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from lxml import etree

from civic.call_forms.docx.runs import run_text, runs_of
from civic.call_forms.hwpx.tree import local, text_of
from civic.call_forms.package import Package

_UNITS = ("p", "tbl", "tr", "tc")
_PASSING = ("linesegarray", "lastRenderedPageBreak", "proofErr")


@dataclass(frozen=True)
class Unit:
    element: Any
    kind: str
    digest: bytes
    text: str


def snapshot(roots: list[Any], same: Set[bytes] = frozenset()) -> list[Unit]:
    """same: blocks, as block_digests gives them, whose units are told by their block and place in
    it: walking through every element of a long form takes most of the time."""
    units = []
    for block in (block for root in roots for block in _blocks(root)):
        whole = _block_digest(block) if same else b""
        for number, (element, kind) in enumerate(units_in(block)):
            text = paragraph_text(element) if kind == "p" else ""
            is_same = whole in same
            digest = b"%s %d" % (whole, number) if is_same else settings_digest(element)
            units.append(Unit(element, kind, digest, text))
    return units


def units_in(root: Any) -> Iterator[tuple[Any, str]]:
    """Each element that is a unit, with its kind."""
    for element in root.iter("{*}p", "{*}tbl", "{*}tr", "{*}tc"):
        kind = local(element)
        if kind != "p" or _is_paragraph(element):
            yield element, kind


def block_digests(roots: list[Any]) -> Counter[bytes]:
    """What stands in the pages one under the other, byte by byte, and how often."""
    return Counter(_block_digest(block) for root in roots for block in _blocks(root))


def _blocks(root: Any) -> Iterator[Any]:
    for child in root:
        if local(child) == "body":
            yield from child
        else:
            yield child


def _block_digest(block: Any) -> bytes:
    return hashlib.blake2b(_written(block), digest_size=16).digest()


def _written(element: Any) -> bytes:
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def words_and_shapes(roots: list[Any]) -> list[tuple[str, str, list]]:
    """Of each unit its kind, words and how many rows and columns it spans: what two file formats
    have in common."""
    return [
        (kind, paragraph_text(element) if kind == "p" else "", _spans(element))
        for root in roots
        for element, kind in units_in(root)
    ]


def _spans(element: Any) -> list:
    return [sorted(span.attrib.items()) for span in element.iterchildren("{*}cellSpan")]


def _is_paragraph(element: Any) -> bool:
    """DrawingML has a p of its own."""
    return "drawingml" not in element.tag


def paragraph_text(element: Any) -> str:
    if "wordprocessingml" in element.tag:
        return "".join(run_text(run) for run in runs_of(element))
    runs = element.iterchildren("{*}run")
    return "".join([text_of(t) for run in runs for t in run.iterchildren("{*}t")])


def settings_digest(element: Any) -> bytes:
    """The digest that a unit has as it stands now."""
    state = hashlib.blake2b(digest_size=12)
    _feed(state, element, local(element) == "tc")
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
    return {
        f"{number} {local(parent)}": [_written(child) for child in parent]
        for number, parent in enumerate(_lists(package.style_root))
    }


def _lists(root: Any) -> Iterator[Any]:
    yield from (one for one in root.iter() if isinstance(one.tag, str) and one.get("itemCnt"))
