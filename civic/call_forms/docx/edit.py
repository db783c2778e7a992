"""What filling does to a .docx, the same verbs as for a .hwpx."""

import copy
import re
from typing import Any

from lxml import etree

from civic.call_forms.docx.controls import old_fields, words_in
from civic.call_forms.docx.objects import CONTENT_TYPES, RELATIONS, drawing, relation, ruled_table
from civic.call_forms.docx.runs import W, run_text, runs_of
from civic.call_forms.docx.tree import W14
from civic.call_forms.form import Form
from civic.call_forms.hwpx.tree import local
from civic.call_forms.package import parsed, written
from civic.call_forms.tree import Cell, CheckBox, FormField, FormParagraph, FormTable
from civic.call_forms.values import PictureValue, RowsValue, TextValue

_KEPT = ("drawing", "pict", "object", "AlternateContent", "rPr")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class DocxEditor:
    def __init__(self, form: Form):
        self.form, self.files = form, dict(form.package.files)
        self.next_id = 20_000

    def set_cell(self, cell: Cell, lines: tuple[str, ...]) -> None:
        first, *others = cell.paragraphs
        replace_text(first.element, lines)
        for paragraph in others:
            if not paragraph.objects:
                paragraph.element.getparent().remove(paragraph.element)

    def field_start(self, paragraph: FormParagraph, field: FormField) -> int:
        """Its own first run, or the mark it begins with."""
        first = next(field.element.iter(f"{W}r"), None)
        before = 0
        for run in runs_of(paragraph.element):
            if run is first:  # lxml gives the same object while one is held, and ids of none
                break
            before += len(run_text(run))
        return before

    def around(self, table: FormTable, at: dict[int, int]) -> None:
        """A table of a .docx stands in no paragraph."""

    def set_field(self, field: FormField, lines: tuple[str, ...]) -> None:
        for control in (field.element, *field.twins):
            if local(control) == "r":
                _set_old(control, lines)
                continue
            content = words_in(control)
            look = _look(content)
            for run in list(runs_of(content)):
                run.getparent().remove(run)
            content.append(_run(lines, look))
            _take_hint(control)

    def answered(self, holder: Any, controls: list[Any]) -> Any:
        """A row or cell as it is once controls that stand in it are filled."""
        numbers = [n for n, one in enumerate(holder.iter(f"{W}sdt")) if one in controls]
        filled = copy.deepcopy(holder)
        inside = list(filled.iter(f"{W}sdt"))
        for number in numbers:
            _take_hint(inside[number])
        return filled

    def tick(self, check: CheckBox, on: bool) -> None:
        for control in (check.element, *check.twins):
            if local(control) == "checkBox":
                _tick_old(control, on)
                continue
            state = control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
            if state is not None:
                state.set(f"{W14}val", "1" if on else "0")
            for text in control.iter(f"{W}t"):
                text.text = "☒" if on else "☐"

    def replace_letters(self, paragraph: FormParagraph, start: int, end: int, new: str) -> None:
        for element in (paragraph.element, *paragraph.twins):
            _replace_letters(element, start, end, new)

    def into(self, paragraph: FormParagraph, lines: tuple[str, ...]) -> None:
        text = paragraph.text
        lead = "" if not text or text[-1].isspace() else " "
        for element in (paragraph.element, *paragraph.twins):
            element.append(_run((lead + lines[0], *lines[1:]), _look(element)))

    def insert(self, anchor: Any, sample: Any, pieces: tuple, cell: Cell | None = None) -> None:
        for piece in pieces:
            for element in self._made(piece, sample):
                anchor.addnext(element)
                anchor = element
        if pieces and isinstance(pieces[-1], RowsValue) and cell is not None:
            anchor.addnext(new_paragraph(sample, ("",)))  # a cell ends with a paragraph

    def _made(self, piece: Any, sample: Any) -> list[Any]:
        if isinstance(piece, TextValue):
            return [new_paragraph(sample, (line,)) for line in piece.lines]
        if isinstance(piece, RowsValue):
            return [ruled_table(piece, lambda text: new_paragraph(sample, tuple(text.split("\n"))))]
        assert isinstance(piece, PictureValue), piece
        paragraph = new_paragraph(sample, ("",))
        run = paragraph.find(f"{W}r")
        run.clear()
        self.next_id += 1
        run.append(drawing(piece, self._store(piece), self.next_id))
        return [paragraph]

    def _store(self, picture: PictureValue) -> str:
        """The id of the relation to the picture's part."""
        taken = [int(n) for n in re.findall(r"word/media/image(\d+)\.", "\n".join(self.files))]
        name = f"media/image{max(taken, default=0) + 1}.{picture.format}"
        self.files[f"word/{name}"] = picture.data
        relations = parsed(self.files[RELATIONS])
        item = relation(relations, name)
        self.files[RELATIONS] = written(relations)
        types = parsed(self.files[CONTENT_TYPES])
        if picture.format not in {one.get("Extension") for one in types}:
            kind = "image/png" if picture.format == "png" else "image/jpeg"
            tag = f"{{{etree.QName(types).namespace}}}Default"
            entry = etree.Element(tag, {"Extension": picture.format, "ContentType": kind})
            types.insert(0, entry)
            self.files[CONTENT_TYPES] = written(types)
        return item

    def set_rows(self, table: FormTable, rows: list[int], values: RowsValue) -> None:
        last = table.in_row(rows[-1])
        for row, cells in zip(rows, values.rows, strict=False):
            for cell, text in zip(table.in_row(row), cells, strict=True):
                self.set_cell(cell, tuple(text.split("\n")))
        for row in rows[len(values.rows) :]:
            for cell in table.in_row(row):
                self.set_cell(cell, ("",))
        anchor = last[0].element.getparent()
        for texts in values.rows[len(rows) :]:
            line = copy.deepcopy(last[0].element.getparent())
            for cell, text in zip(line.iterfind(f"{W}tc"), texts, strict=True):
                first, *others = cell.findall(f"{W}p")
                replace_text(first, tuple(text.split("\n")))
                for other in others:
                    cell.remove(other)
            anchor.addnext(line)
            anchor = line

    def remove_paragraph(self, paragraph: FormParagraph) -> None:
        element = paragraph.element
        parent = element.getparent()
        if paragraph.objects or sum(local(child) == "p" for child in parent) == 1:
            replace_text(element, ("",))
        else:
            parent.remove(element)

    def remove_table(self, table: FormTable) -> None:
        table.element.getparent().remove(table.element)

    def parts(self) -> dict[str, bytes]:
        package = self.form.package
        for name, root in zip(package.bodies, self.form.roots, strict=True):
            self.files[name] = written(root)
        return self.files


def _take_hint(control: Any) -> None:
    """Its words are no hint any more."""
    settings = control.find(f"{W}sdtPr")
    for hint in settings.findall(f"{W}showingPlcHdr"):
        settings.remove(hint)


def _set_old(first: Any, lines: tuple[str, ...]) -> None:
    paragraph = next(first.iterancestors(f"{W}p"))
    entry = next(one for one in old_fields(paragraph) if one.first is first)
    look = entry.result[0].find(f"{W}rPr") if entry.result else None
    for run in entry.result:
        run.getparent().remove(run)
    entry.separator.addnext(_run(lines, look))


def _tick_old(box: Any, on: bool) -> None:
    state = box.find(f"{W}checked")
    if state is None:
        state = etree.SubElement(box, f"{W}checked")
    state.set(f"{W}val", "1" if on else "0")


def _replace_letters(paragraph: Any, start: int, end: int, new: str) -> None:
    """Those in several runs go, and the first has the new ones."""
    here, is_put = 0, False
    for run in runs_of(paragraph):
        for child in run:
            text = run_text([child])
            first, last = max(start - here, 0), min(end - here, len(text))
            if local(child) == "t" and first < last:
                child.text = text[:first] + ("" if is_put else new) + text[last:]
                child.set(_SPACE, "preserve")
                is_put = True
            here += len(text)
    if not is_put:
        raise ValueError("no letters to replace")


def _look(parent: Any) -> Any:
    """The format of its first words in black and upright, or None."""
    runs = [run for run in runs_of(parent) if run_text(run)] or list(runs_of(parent))
    settings = runs[0].find(f"{W}rPr") if runs else None
    if settings is None:
        settings = parent.find(f"{W}pPr/{W}rPr")
    if settings is None:
        return None
    look = etree.Element(f"{W}rPr")
    for child in settings:
        colour = local(child) == "color" and child.get(f"{W}val", "auto") not in ("auto", "000000")
        guide = local(child) in ("i", "iCs", "highlight") or (
            local(child) == "rStyle" and "laceholder" in child.get(f"{W}val", "")
        )
        if not colour and not guide and local(child) not in ("ins", "del", "rPrChange"):
            look.append(copy.deepcopy(child))
    return look


def _run(lines: tuple[str, ...], look: Any) -> Any:
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(copy.deepcopy(look))
    for number, line in enumerate(lines):
        if number:
            etree.SubElement(run, f"{W}br")
        text = etree.SubElement(run, f"{W}t")
        text.text = line
        text.set(_SPACE, "preserve")
    return run


def replace_text(paragraph: Any, lines: tuple[str, ...]) -> None:
    look = _look(paragraph)
    for run in list(runs_of(paragraph)):
        kept = [child for child in run if local(child) in _KEPT]
        if any(local(child) != "rPr" for child in kept):
            for child in list(run):
                if child not in kept:
                    run.remove(child)
        else:
            run.getparent().remove(run)
    paragraph.append(_run(lines, look))


def new_paragraph(sample: Any, lines: tuple[str, ...]) -> Any:
    paragraph = etree.Element(f"{W}p")
    settings = sample.find(f"{W}pPr")
    if settings is not None:
        settings = copy.deepcopy(settings)
        for child in list(settings):
            if local(child) in ("sectPr", "pageBreakBefore", "pPrChange", "rPr"):
                settings.remove(child)
        paragraph.append(settings)
    paragraph.append(_run(lines, _look(sample)))
    return paragraph
