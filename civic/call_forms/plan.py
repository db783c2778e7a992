"""What each value will touch, told before anything is touched: gaps for the proof, and the acts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from civic.call_forms.compare import Gap
from civic.call_forms.form import FillTarget, Form
from civic.call_forms.normal import is_unit
from civic.call_forms.place import FillPlace
from civic.call_forms.refusals import ValueRefused
from civic.call_forms.snapshot import paragraph_text, settings_digest
from civic.call_forms.table_rows import body_rows
from civic.call_forms.tree import BOXES, Cell, FormParagraph, FormTable
from civic.call_forms.values import (
    FITS,
    Block,
    PictureValue,
    Removed,
    RowsValue,
    TextValue,
    Ticked,
    Value,
    texts_of,
)

_ON = {"□": "■", "☐": "☑", "▢": "▣"}
_OFF = {"■": "□", "☑": "☐", "☒": "☐", "▣": "▢"}


@dataclass
class FillPlan:
    gaps: list[Gap] = field(default_factory=list)
    broken: list[FormTable] = field(default_factory=list)  # tables that go on over pages since
    answered: dict[int, bytes] = field(default_factory=dict)  # rows and cells that hold controls
    acts: list[Callable[[], None]] = field(default_factory=list)


class Planner:
    """Of one filling. units: elements, in order; editor: has a verb for every kind of change."""

    def __init__(self, form: Form, units: list[Any], editor: Any):
        self.form, self.editor, self.plan, self.units = form, editor, FillPlan(), units
        self.at = {id(element): number for number, element in enumerate(units)}
        self.touched: dict[int, str] = {}  # unit → key of the place that has it
        self.controls: dict[int, list[Any]] = {}  # of rows and cells: those in them that are filled
        self.in_text: dict[int, list[tuple[int, int, str]]] = {}  # of paragraphs: replacements

    def add(self, place: FillPlace, value: Value, sample: Any = None) -> None:
        """Raises: ValueRefused."""
        if not isinstance(value, FITS[place.kind]):
            raise ValueRefused("wrong_kind", place.label)
        target = self.form.targets[place.key]
        if isinstance(value, TextValue) and target.field is not None:
            self._field(place, target, value)
        elif isinstance(value, Ticked):
            self._tick(place, target, value)
        elif isinstance(value, RowsValue) and place.kind == "rows":
            self._rows(place, target, value)
        elif isinstance(value, Removed):
            self._remove(place, target)
        elif target.until >= 0:
            assert isinstance(value, TextValue)
            self._gap(place, target, value)
        elif place.kind == "line":
            assert isinstance(value, TextValue)
            self._line(place, target.paragraph, value)
        elif target.cell is not None:
            self._cell(place, target.cell, _pieces(value), sample)
        else:
            self._block(place, target.paragraph, _pieces(value), sample)

    def let_break(self, table: FormTable) -> None:
        if table not in self.plan.broken:
            self.plan.broken.append(table)
            self.plan.acts.append(lambda: self.editor.let_break(table))

    def finished(self) -> FillPlan:
        """Replacements within one paragraph are one gap, made from its end backwards."""
        by_number = {p.number: p for p in self.form.tree.paragraphs}
        for number, changes in self.in_text.items():
            text = by_number[number].text
            for start, end, new in sorted(changes, reverse=True):
                text = text[:start] + new + text[end:]
            self._says(by_number[number], (text,))
        for unit, controls in self.controls.items():
            answered = self.editor.answered(self.units[unit], controls)
            self.plan.answered[unit] = settings_digest(answered)
        return self.plan

    def _says(self, one: FormParagraph, texts: tuple[str, ...]) -> None:
        """A paragraph says these texts afterwards, wherever else it is kept too."""
        for element in (one.element, *one.twins):
            at = self.at[id(element)]
            self.plan.gaps.append(Gap(at, at + 1, texts))

    def _take(self, place: FillPlace, start: int, end: int) -> None:
        for unit in range(start, end):
            if self.touched.setdefault(unit, place.key) != place.key:
                raise ValueRefused("overlap", place.label)

    def _span(self, element: Any) -> tuple[int, int]:
        """First unit of an element and the one behind its last."""
        inside = [self.at[id(one)] for one in element.iter() if id(one) in self.at]
        return min(inside), max(inside) + 1

    def _within(self, place: FillPlace, one: FormParagraph, start: int, end: int, new: str) -> None:
        at = self.at[id(one.element)]
        if self.touched.setdefault(at, "text") != "text":
            raise ValueRefused("overlap", place.label)
        changes = self.in_text.setdefault(one.number, [])
        if any(start < other_end and end > other for other, other_end, _new in changes):
            raise ValueRefused("overlap", place.label)
        changes.append((start, end, new))

    def _field(self, place: FillPlace, target: FillTarget, value: TextValue) -> None:
        one, entry = target.paragraph, target.field
        assert one is not None and entry is not None
        start = self.editor.field_start(one, entry)
        self._within(place, one, start, start + len(entry.text), "\n".join(value.lines))
        self.plan.acts.append(lambda: self.editor.set_field(entry, value.lines))
        holders = (up for up in entry.element.iterancestors() if id(up) in self.at)
        holder = next(holders, one.element)
        if holder is not one.element:
            self.controls.setdefault(self.at[id(holder)], []).append(entry.element)

    def _tick(self, place: FillPlace, target: FillTarget, value: Ticked) -> None:
        one, check = target.paragraph, target.check
        assert one is not None
        if check is not None:
            self._within(place, one, 0, 0, "")
            self.plan.acts.append(lambda: self.editor.tick(check, value.on))
            return
        old, at = place.old, target.mark
        new = ticked(old, value.on)
        self._within(place, one, at, at + len(old), new)
        if len(new) != len(old):
            new = new.ljust(len(old))
        self.plan.acts.append(lambda: self.editor.replace_letters(one, at, at + len(old), new))

    def _rows(self, place: FillPlace, target: FillTarget, value: RowsValue) -> None:
        table = target.table
        assert table is not None
        rows = body_rows(table, target.first_row)
        columns = [len(table.in_row(row)) for row in rows]
        if any(count != len(value.rows[0]) for count in columns):
            raise ValueRefused("columns", place.label)
        grows = len(value.rows) > len(rows)
        if grows and _is_crossed(table, rows[-1]):
            raise ValueRefused("rows", place.label)
        start = self._span(table.in_row(rows[0])[0].element.getparent())[0]
        end = self._span(table.in_row(rows[-1])[0].element.getparent())[1]
        self._take(place, start, end)
        self.plan.gaps.append(Gap(start, end, tuple(texts_of(value))))
        if grows:
            at = self.at[id(table.element)]
            self._take(place, at, at + 1)
            self.plan.gaps.append(Gap(at, at + 1))
        self.plan.acts.append(lambda: self.editor.set_rows(table, rows, value))

    def _remove(self, place: FillPlace, target: FillTarget) -> None:
        if target.table is not None:
            table = target.table
            start, end = self._span(table.element)
            self._take(place, start, end)
            self.plan.gaps.append(Gap(start, end))
            if (at := self.editor.around(table, self.at)) is not None:
                element, number = at
                self.plan.gaps.append(Gap(number, number + 1, (paragraph_text(element),)))
            self.plan.acts.append(lambda: self.editor.remove_table(table))
            return
        one = target.paragraph
        assert one is not None
        at_ = self.at[id(one.element)]
        self._take(place, at_, at_ + 1)
        self.plan.gaps.append(Gap(at_, at_ + 1))
        self.plan.acts.append(lambda: self.editor.remove_paragraph(one))

    def _cell(self, place: FillPlace, cell: Cell, pieces: tuple, sample: Any) -> None:
        """Its words are replaced; where it holds a table or picture, ours go under that."""
        first, last = cell.paragraphs[0], cell.paragraphs[-1]
        texts = tuple(text for piece in pieces for text in texts_of(piece))
        holds = bool(cell.objects)
        if holds and place.kind != "block":
            raise ValueRefused("holds_objects", place.label)
        start, end = self._span(first.element)[0], self._span(last.element)[1]
        sample = sample if sample is not None else first.element
        if holds:
            self.plan.gaps.append(Gap(end, end, texts))
            self._take_between(place, end)
            self.plan.acts.append(partial(self.editor.insert, last.element, sample, pieces, cell))
        else:
            self._take(place, start, end)
            self.plan.gaps.append(Gap(start, end, texts))
            lines, rest = _lead(pieces)
            self.plan.acts.append(partial(self._fill_cell, cell, lines, rest, sample))

    def _fill_cell(self, cell: Cell, lines: tuple, rest: tuple, sample: Any) -> None:
        self.editor.set_cell(cell, lines)
        self.editor.insert(cell.paragraphs[0].element, sample, rest, cell)

    def _take_between(self, place: FillPlace, at: int) -> None:
        if self.touched.setdefault(-at - 1, place.key) != place.key:
            raise ValueRefused("overlap", place.label)

    def _line(self, place: FillPlace, one: FormParagraph | None, value: TextValue) -> None:
        assert one is not None
        at = self.at[id(one.element)]
        self._take(place, at, at + 1)
        self._says(one, (one.text, *value.lines))
        self.plan.acts.append(lambda: self.editor.into(one, value.lines))

    def _gap(self, place: FillPlace, target: FillTarget, value: TextValue) -> None:
        """The unit behind it is not said twice; a colon that ends the line stays."""
        one, start, end = target.paragraph, target.mark, target.until
        assert one is not None
        unit = place.label.rpartition("(")[2].rstrip(")") if place.label.endswith(")") else ""
        new = " ".join(value.lines).strip()
        if not place.hops:
            new = f"{one.text[start]} {new}"
        elif place.hops == "gap":
            new = new.removesuffix(unit if is_unit(unit) else "").rstrip()
            new = new if one.text[start - 1] == "(" else f" {new} "
        self._within(place, one, start, end, new)
        self.plan.acts.append(lambda: self.editor.replace_letters(one, start, end, new))

    def _block(
        self, place: FillPlace, one: FormParagraph | None, pieces: tuple, sample: Any
    ) -> None:
        assert one is not None
        start, end = self._span(one.element)
        sample = sample if sample is not None else one.element
        if place.hops == "into" and isinstance(pieces[0], TextValue):
            lines, rest = pieces[0].lines[:1], pieces[0].lines[1:]
            self._take(place, start, start + 1)
            self.plan.gaps.append(Gap(start, start + 1, (one.text, *lines)))
            self.plan.acts.append(lambda: self.editor.into(one, lines))
            pieces = ((TextValue(rest),) if rest else ()) + pieces[1:]
        if pieces:
            texts = tuple(text for piece in pieces for text in texts_of(piece))
            self._take_between(place, end)
            self.plan.gaps.append(Gap(end, end, texts))
            self.plan.acts.append(lambda: self.editor.insert(one.element, sample, pieces))


def _pieces(value: Value) -> tuple:
    return value.pieces if isinstance(value, Block) else (value,)


def _lead(pieces: tuple) -> tuple[tuple[str, ...], tuple]:
    """What a cell's own paragraph says, and what comes under it."""
    if isinstance(pieces[0], TextValue):
        return pieces[0].lines, pieces[1:]
    assert isinstance(pieces[0], PictureValue | RowsValue)
    return ("",), pieces


def _is_crossed(table: Any, row: int) -> bool:
    """A merged cell reaches over the row's lower edge."""
    return any(cell.row <= row < cell.row + cell.rows - 1 for cell in table.cells)


def ticked(mark: str, on: bool) -> str:
    if mark[0] in BOXES:
        return (_ON if on else _OFF).get(mark, mark)
    inside = "√" if on else " " * max(len(mark) - 2, 1)
    return mark[0] + inside + mark[-1]
