"""Read a form: `read_form(data, name)`, every place in it found by rules that never guess a value.

What is listed here is what could be filled; which value goes where is said by a person, once.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from civic.call_forms.cell_places import cell_places
from civic.call_forms.docx.runs import W
from civic.call_forms.docx.tree import read_docx
from civic.call_forms.form import FillTarget, Form
from civic.call_forms.headings import mark_headings
from civic.call_forms.hwpx.tree import local, read_tree
from civic.call_forms.lines.places import gap_places, line_places
from civic.call_forms.package import Package, open_package, parsed
from civic.call_forms.place import FillPlace, key_of
from civic.call_forms.refusals import LINES_A_PAGE, MAX_PAGES, MAX_PLACES, FormRefused
from civic.call_forms.table_rows import rows_places
from civic.call_forms.text_places import (
    block_places,
    check_places,
    field_places,
    guide_places,
)
from civic.call_forms.tree import Tree


def read_form(data: bytes, name: str) -> Form:
    """Raises: FormRefused."""
    return form_of(open_package(data, name), name)


def form_of(package: Package, name: str) -> Form:
    """Raises: FormRefused."""
    roots = [parsed(package.files[part]) for part in package.bodies]
    styles = parsed(package.files.get(package.styles, b"<none/>"))
    _refuse_long(roots)
    tree = tree_of(package, roots, styles)
    mark_headings(tree)
    form = Form(name, package.origin, package, roots, styles, tree)
    _number(form, _found(form))
    return form


def tree_of(package: Package, roots: list[Any], styles: Any) -> Tree:
    return (read_docx if package.kind == "docx" else read_tree)(roots, styles)


def _refuse_long(roots: list[Any]) -> None:
    if sum(map(_least_pages, roots)) > MAX_PAGES:
        raise FormRefused("too_long")


def _least_pages(root: Any) -> int:
    """How many pages a part has at least, by the breaks that are written down and by its lines."""
    body = root.find("{*}body")
    lines = sum(local(one) == "p" for one in (root if body is None else body))
    asked = sum(
        one.get("pageBreak") == "1" or local(one) == "pageBreakBefore" or _breaks_page(one)
        for one in root.iter("{*}p", "{*}br", "{*}pageBreakBefore")
    )
    drawn = sum(1 for _one in root.iter("{*}lastRenderedPageBreak"))
    return max(asked + 1, drawn + 1, lines // LINES_A_PAGE)


def _breaks_page(one: Any) -> bool:
    return one.get(f"{W}type") == "page"


def _found(form: Form) -> Iterator[tuple[FillPlace, FillTarget]]:
    tree = form.tree
    cells = list(cell_places(tree))
    taken = {id(target.cell) for _place, target in cells}
    yield from field_places(tree)
    yield from check_places(tree)
    yield from cells
    yield from rows_places(tree)
    yield from line_places(tree)
    yield from gap_places(tree)
    yield from block_places(tree)
    yield from guide_places(tree, taken)


def _number(form: Form, pairs: Iterator[tuple[FillPlace, FillTarget]]) -> None:
    """Give each its key. Raises: FormRefused for more than a person could go through."""
    seen: dict[tuple, int] = {}
    for place, target in pairs:
        same = (place.kind, place.normal, place.hops, place.above, place.heading, place.ordinal)
        repeat = seen[same] = seen.get(same, -1) + 1
        keyed = replace(place, key=key_of(place, repeat))
        form.places.append(keyed)
        if len(form.places) > MAX_PLACES:
            raise FormRefused("too_long")
        form.targets[keyed.key] = target
