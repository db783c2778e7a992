"""Fill a form: `fill(data, name, values)` gives the file and a receipt, or nothing at all.

Pure: the same form and values give the same bytes.
"""

import copy
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import Any

from civic.call_forms.compare import Counts, Gap, compare, same_words
from civic.call_forms.find import one_place
from civic.call_forms.form import Form
from civic.call_forms.formats import FORMATS
from civic.call_forms.hwpx.breaks import let_break, stays_whole
from civic.call_forms.hwpx.hwp_file import as_hwp, read_back
from civic.call_forms.normal import with_unit
from civic.call_forms.package import Package
from civic.call_forms.place import FillPlace
from civic.call_forms.plan import Planner
from civic.call_forms.properties import renewed
from civic.call_forms.read import read_form, tree_of
from civic.call_forms.receipt import Left, placeholders
from civic.call_forms.refusals import FormChanged, ValueRefused
from civic.call_forms.snapshot import settings_digest, units_in
from civic.call_forms.tree import FormTable
from civic.call_forms.values import (
    MUCH,
    Block,
    PictureValue,
    TextValue,
    Ticked,
    Value,
    texts_of,
    value_of,
)


@dataclass(frozen=True)
class Change:
    key: str
    kind: str
    label: str
    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Receipt:
    """untouched: how many paragraphs, tables, cells, pictures and formats are as they were;
    left: what still stands to be written over; notes: codes, e.g. look_in_hangul; long: labels of
    places with much in a table that ended with its page."""

    changed: tuple[Change, ...]
    untouched: Counts
    left: tuple[Left, ...]
    notes: tuple[str, ...] = field(default=())
    long: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Filled:
    data: bytes
    receipt: Receipt


def fill(
    data: bytes, name: str, values: dict[Any, Any], to: str = "", may_break: bool = False
) -> Filled:
    """values: a Place, or its key, path or label → a value of values.py or plain data; to: the
    file format, by default the form's own; may_break: tables that end with their page go on over
    it where much is put into them, the one setting of a form that is changed.

    Raises: FormRefused, ValueRefused, FormChanged.
    """
    form = read_form(data, name)
    to = to or form.origin
    if to not in FORMATS[form.origin]:
        raise ValueRefused("wrong_kind", f".{to}")
    return _filled(form, _resolved(form, values), to, may_break)


def preview(form: Form, values: dict[Any, Any]) -> list[Change]:
    """Old → new of each place, before a file is made. Raises: ValueRefused."""
    return [_change(place, value) for place, value, _sample in _resolved(form, values)]


def _resolved(form: Form, values: dict[Any, Any]) -> list[tuple[FillPlace, Value, Any]]:
    resolved, seen = [], set()
    for asked, given in values.items():
        place = _place(form, asked)
        if place.key in seen:
            raise ValueRefused("twice", place.label)
        seen.add(place.key)
        sample = given.get("like") if isinstance(given, dict) else None
        if sample is not None:
            given = {key: value for key, value in given.items() if key != "like"}
            sample = _element(form, one_place(form, str(sample)))
        value = _with_unit(place, value_of(given, place.label))
        resolved.append((place, value, sample))
    return resolved


def _with_unit(place: FillPlace, value: Value) -> Value:
    """The unit that a cell has stays."""
    if place.kind not in ("cell", "named_cell") or not isinstance(value, TextValue):
        return value
    return TextValue((with_unit(place.old, value.lines[0]),)) if len(value.lines) == 1 else value


def _place(form: Form, asked: Any) -> FillPlace:
    """A Place is one of this form: one kept from another goes through match.carry_over."""
    if not isinstance(asked, FillPlace):
        return one_place(form, str(asked))
    if asked.key not in form.targets:
        raise ValueRefused("unknown_place", asked.label)
    return form.place(asked.key)


def _element(form: Form, place: FillPlace) -> Any:
    """The paragraph whose format a text is to have."""
    target = form.targets[place.key]
    paragraph = target.cell.paragraphs[0] if target.cell is not None else target.paragraph
    if paragraph is None:
        raise ValueRefused("wrong_kind", place.label)
    return paragraph.element


def _filled(
    form: Form, resolved: list[tuple[FillPlace, Value, Any]], to: str, may_break: bool
) -> Filled:
    was = Package(form.package.kind, form.origin, dict(form.package.files))
    before = [element for root in form.roots for element, _kind in units_in(root)]
    editor = _editor(form)
    planner = Planner(form, before, editor)
    too_long = [(place.label, _too_long(form, place, value)) for place, value, _ in resolved]
    for table in chain.from_iterable(tables for _label, tables in too_long) if may_break else ():
        planner.let_break(table)
    changes = tuple(_change(place, value) for place, value, _sample in resolved)
    for place, value, sample in _from_the_end(form, resolved):
        planner.add(place, value, sample)
    plan = planner.finished()
    broken = _broken(before, plan.broken) | plan.answered
    for act in plan.acts:
        act()
    package = Package(was.kind, to, renewed(was.kind, editor.parts(), form.roots))
    counts = compare(was, package, plan.gaps, broken)
    data, notes = _saved(was, package, plan.gaps, broken, to)
    long = tuple(dict.fromkeys(label for label, tables in too_long if tables))
    notes += ("may_break" if may_break else "may_be_cut",) if long else ()
    written = [line for change in changes for line in change.new.splitlines()]
    left = placeholders(tree_of(package, package.roots, package.style_root), written)
    return Filled(data, Receipt(changes, counts, left, notes, long))


def _editor(form: Form) -> Any:
    """The other's program need not be loaded: each filling begins a process."""
    if form.origin == "docx":
        from civic.call_forms.docx.edit import DocxEditor

        return DocxEditor(form)
    from civic.call_forms.hwpx.edit import HwpxEditor

    return HwpxEditor(form)


def _too_long(form: Form, place: FillPlace, value: Value) -> list[FormTable]:
    """The tables that end with their page and get much into a cell: what has no room there is cut
    off below."""
    cell = form.targets[place.key].cell
    is_much = len(texts_of(value)) > MUCH or isinstance(value, Block)
    tables: list[FormTable] = []
    while cell is not None and is_much and form.origin != "docx":
        if stays_whole(cell.table.element):
            tables.append(cell.table)
        cell = cell.table.holder
    return tables


def _broken(before: list[Any], tables: list[FormTable]) -> dict[int, bytes]:
    """Units of tables → the digest each has once it goes on over pages, and nothing else of it is
    changed."""
    at = {id(element): number for number, element in enumerate(before)}
    return {at[id(table.element)]: _digest_broken(table.element) for table in tables}


def _digest_broken(table: Any) -> bytes:
    broken = copy.deepcopy(table)
    let_break(broken)
    return settings_digest(broken)


def _from_the_end(form: Form, resolved: list) -> list:
    """Marks in one paragraph keep their place when those behind them are changed first."""

    def where(item: tuple[FillPlace, Value, Any]) -> tuple[int, int]:
        target = form.targets[item[0].key]
        return (target.paragraph.number if target.paragraph else -1, target.mark)

    return sorted(resolved, key=where, reverse=True)


def _saved(
    was: Package, package: Package, gaps: list[Gap], broken: dict[int, bytes], to: str
) -> tuple[bytes, tuple[str, ...]]:
    """A .hwp is opened again and compared as well: with a .hwp whole, else by words and tables."""
    if to != "hwp":
        return package.packed(), ()
    data = as_hwp(package)
    again = read_back(data)
    same_words(package, again)
    if was.origin != "hwp":
        return data, ("look_in_hangul", "formats_differ")
    try:
        compare(was, again, gaps, broken)
    except FormChanged:
        # Some forms differ when they are only saved: held against what saving makes of them.
        saved = read_back(as_hwp(was))
        units = [element for root in saved.roots for element, _kind in units_in(root)]
        renewed = {at: _digest_broken(units[at]) for at in broken}
        compare(saved, again, gaps, renewed)
        return data, ("look_in_hangul", "hwp_rewritten")
    return data, ("look_in_hangul",)


def _change(place: FillPlace, value: Value) -> Change:
    new = "\n".join(texts_of(value))
    if isinstance(value, Ticked):
        new = "■" if value.on else "□"
    if isinstance(value, PictureValue):
        new = f"[{value.width_px}×{value.height_px}]"
    return Change(place.key, place.kind, place.label, place.path, place.old, new)
