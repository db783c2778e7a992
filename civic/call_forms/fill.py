"""Fill a form: `fill(data, name, values)` gives the file and a receipt, or nothing at all.

Pure: the same form and values give the same bytes.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from civic.call_forms.compare import Counts, compare, same_words
from civic.call_forms.docx.edit import DocxEditor
from civic.call_forms.find import one_place
from civic.call_forms.form import Form
from civic.call_forms.formats import FORMATS
from civic.call_forms.hwpx.edit import HwpxEditor
from civic.call_forms.hwpx.hwp_file import as_hwp, read_back
from civic.call_forms.package import Package, parsed
from civic.call_forms.place import Place
from civic.call_forms.plan import Planner
from civic.call_forms.properties import renewed
from civic.call_forms.read import read_form, tree_of
from civic.call_forms.receipt import Left, placeholders
from civic.call_forms.refusals import FormChanged, ValueRefused
from civic.call_forms.snapshot import snapshot
from civic.call_forms.tree import Tree
from civic.call_forms.values import Block, Picture, Ticked, Value, texts_of, value_of

MUCH = 12  # lines


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
    left: what still stands to be written over; notes: codes, e.g. look_in_hangul."""

    changed: tuple[Change, ...]
    untouched: Counts
    left: tuple[Left, ...]
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Filled:
    data: bytes
    receipt: Receipt


def fill(data: bytes, name: str, values: dict[Any, Any], to: str = "") -> Filled:
    """values: a Place, or its key, path or label → a value of values.py or plain data; to: the
    file format, by default the form's own.

    Raises: FormRefused, ValueRefused, FormChanged.
    """
    form = read_form(data, name)
    to = to or form.origin
    if to not in FORMATS[form.origin]:
        raise ValueRefused("wrong_kind", f".{to}")
    return _filled(form, _resolved(form, values), to)


def preview(form: Form, values: dict[Any, Any]) -> list[Change]:
    """Old → new of each place, before a file is made. Raises: ValueRefused."""
    return [_change(place, value) for place, value, _sample in _resolved(form, values)]


def _resolved(form: Form, values: dict[Any, Any]) -> list[tuple[Place, Value, Any]]:
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
        resolved.append((place, value_of(given, place.label), sample))
    return resolved


def _place(form: Form, asked: Any) -> Place:
    """A Place is one of this form: one kept from another goes through match.carry_over."""
    if not isinstance(asked, Place):
        return one_place(form, str(asked))
    if asked.key not in form.targets:
        raise ValueRefused("unknown_place", asked.label)
    return form.place(asked.key)


def _element(form: Form, place: Place) -> Any:
    """The paragraph whose format a text is to have."""
    target = form.targets[place.key]
    paragraph = target.cell.paragraphs[0] if target.cell is not None else target.paragraph
    if paragraph is None:
        raise ValueRefused("wrong_kind", place.label)
    return paragraph.element


def _filled(form: Form, resolved: list[tuple[Place, Value, Any]], to: str) -> Filled:
    was = Package(form.package.kind, form.origin, dict(form.package.files))
    before = snapshot(form.roots)
    editor = DocxEditor(form) if form.origin == "docx" else HwpxEditor(form)
    planner = Planner(form, before, editor)
    changes = tuple(_change(place, value) for place, value, _sample in resolved)
    for place, value, sample in _from_the_end(form, resolved):
        planner.add(place, value, sample)
    plan = planner.finished()
    for act in plan.acts:
        act()
    made = Package(was.kind, to, renewed(was.kind, editor.parts()))
    counts = compare(before, was, made, plan.gaps)
    data, notes = _saved(was, made, before, plan.gaps, to)
    notes += ("may_be_cut",) if any(_may_be_cut(form, *each[:2]) for each in resolved) else ()
    left = placeholders(_read_again(made))
    return Filled(data, Receipt(changes, counts, left, notes))


def _may_be_cut(form: Form, place: Place, value: Value) -> bool:
    """Much is put into a cell of a table that is not to go on over the page's end: the form's own
    setting, which filling leaves as it is."""
    cell = form.targets[place.key].cell
    is_much = len(texts_of(value)) > MUCH or isinstance(value, Block)
    while cell is not None and is_much:
        if cell.table.element.get("pageBreak") == "NONE":
            return True
        cell = cell.table.holder
    return False


def _read_again(made: Package) -> Tree:
    styles = parsed(made.files.get(made.styles, b"<none/>"))
    return tree_of(made, [parsed(made.files[name]) for name in made.bodies], styles)


def _from_the_end(form: Form, resolved: list) -> list:
    """Marks in one paragraph keep their place when those behind them are changed first."""

    def where(item: tuple[Place, Value, Any]) -> tuple[int, int]:
        target = form.targets[item[0].key]
        return (target.paragraph.number if target.paragraph else -1, target.mark)

    return sorted(resolved, key=where, reverse=True)


def _saved(was: Package, made: Package, before, gaps, to: str) -> tuple[bytes, tuple[str, ...]]:
    """A .hwp is opened again and compared as well: with a .hwp whole, else by words and tables."""
    if to != "hwp":
        return made.packed(), ()
    data = as_hwp(made.files)
    again = read_back(data)
    same_words(made, again)
    if was.origin != "hwp":
        return data, ("look_in_hangul", "formats_differ")
    try:
        compare(before, was, again, gaps)
    except FormChanged:
        # Some forms differ when they are only saved: held against what saving makes of them.
        saved = read_back(as_hwp(was.files))
        compare(snapshot([parsed(saved.files[n]) for n in saved.bodies]), saved, again, gaps)
        return data, ("look_in_hangul", "hwp_rewritten")
    return data, ("look_in_hangul",)


def _change(place: Place, value: Value) -> Change:
    new = "\n".join(texts_of(value))
    if isinstance(value, Ticked):
        new = "■" if value.on else "□"
    if isinstance(value, Picture):
        new = f"[{value.width_px}×{value.height_px}]"
    return Change(place.key, place.kind, place.label, place.path, place.old, new)
