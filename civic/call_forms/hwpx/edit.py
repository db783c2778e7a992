"""What filling does to a .hwpx, one verb a kind of change; nothing here decides where."""

import copy
import re
from typing import Any

from civic.call_forms.form import Form
from civic.call_forms.hwpx import objects
from civic.call_forms.hwpx.breaks import let_break
from civic.call_forms.hwpx.styles import Styles
from civic.call_forms.hwpx.text import (
    append_text,
    fill_field,
    forget_lines,
    new_paragraph,
    replace_letters,
    replace_text,
)
from civic.call_forms.hwpx.tree import inline, local, text_of
from civic.call_forms.package import parsed, written
from civic.call_forms.tree import Cell, CheckBox, FormField, FormParagraph, FormTable
from civic.call_forms.values import PictureValue, RowsValue, TextValue

_BODY_WIDTH = 42_520  # between the margins of an A4 page


class HwpxEditor:
    def __init__(self, form: Form):
        self.form, self.files = form, dict(form.package.files)
        self.styles = Styles(form.styles)
        self.next_id = 2_000_000_000  # above those 한글 gives to objects of a form this size

    def set_cell(self, cell: Cell, lines: tuple[str, ...]) -> None:
        first, *others = cell.paragraphs
        replace_text(first.element, lines, self.styles)
        for paragraph in others:
            if not paragraph.objects:
                paragraph.element.getparent().remove(paragraph.element)

    def set_field(self, field: FormField, lines: tuple[str, ...]) -> None:
        fill_field(field.element, lines, self.styles)

    def field_start(self, paragraph: FormParagraph, field: FormField) -> int:
        """Where in its paragraph's text a field's words begin."""
        begin = field.element.getparent()
        before = 0
        for _run, child in inline(paragraph.element):
            if child is begin:
                break
            if local(child) == "t":
                before += len(text_of(child))
        return before

    def around(self, table: FormTable, at: dict[int, int]) -> tuple[Any, int] | None:
        """The paragraph a table stands in, and its number of at."""
        paragraph = next(one for one in table.element.iterancestors() if local(one) == "p")
        return paragraph, at[id(paragraph)]

    def let_break(self, table: FormTable) -> None:
        let_break(table.element)

    def tick(self, check: CheckBox, on: bool) -> None:
        check.element.set("value", "CHECKED" if on else "UNCHECKED")

    def replace_letters(self, paragraph: FormParagraph, start: int, end: int, new: str) -> None:
        replace_letters(paragraph.element, start, end, new)
        forget_lines(paragraph.element)

    def into(self, paragraph: FormParagraph, lines: tuple[str, ...]) -> None:
        append_text(paragraph.element, lines, self.styles)

    def insert(self, anchor: Any, sample: Any, pieces: tuple, cell: Cell | None = None) -> None:
        """Paragraphs, tables and pictures behind a paragraph."""
        width = (cell.width - 1_200) if cell is not None else _BODY_WIDTH
        for piece in pieces:
            for element in self._made(piece, sample, width, cell is not None):
                anchor.addnext(element)
                anchor = element

    def _made(self, piece: Any, sample: Any, width: int, inside: bool) -> list[Any]:
        if isinstance(piece, TextValue):
            return [new_paragraph(sample, (line,), self.styles) for line in piece.lines]
        if isinstance(piece, RowsValue):
            thing = objects.table(sample, piece, width, self.styles, self._id())
            return [objects.in_paragraph(sample, thing, self.styles)]
        assert isinstance(piece, PictureValue), piece
        pic = objects.picture(sample, piece, width, self._store(piece), self._id())
        if inside:
            pic = objects.boxed(sample, pic, self.styles, self._id())
        return [objects.in_paragraph(sample, pic, self.styles)]

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id

    def _store(self, picture: PictureValue) -> str:
        """imageN, the next free: another id makes readers draw a picture of the form."""
        taken = [int(n) for n in re.findall(r"BinData/image(\d+)\.", "\n".join(self.files))]
        item = f"image{max(taken, default=0) + 1}"
        path = f"BinData/{item}.{picture.format}"
        self.files[path] = picture.data
        hpf = parsed(self.files["Contents/content.hpf"])
        manifest = next(hpf.iter("{*}manifest"))
        entry = copy.copy(manifest[0])
        kind = "image/png" if picture.format == "png" else "image/jpg"
        entry.attrib.clear()
        entry.attrib.update({"id": item, "href": path, "media-type": kind, "isEmbeded": "1"})
        manifest.append(entry)
        self.files["Contents/content.hpf"] = written(hpf)
        return item

    def set_rows(self, table: FormTable, rows: list[int], values: RowsValue) -> None:
        """Texts of the rows; more are put behind the last, like it."""
        for row, cells in zip(rows, values.rows, strict=False):
            for cell, text in zip(table.in_row(row), cells, strict=True):
                self.set_cell(cell, tuple(text.split("\n")))
        for row in rows[len(values.rows) :]:
            for cell in table.in_row(row):
                self.set_cell(cell, ("",))
        more = values.rows[len(rows) :]
        if more:
            self._grow(table, rows[-1], more)

    def _grow(self, table: FormTable, last: int, more: tuple[tuple[str, ...], ...]) -> None:
        sample = table.in_row(last)[0].element.getparent()
        for cell in table.element.iter("{*}tc"):
            if cell.getparent().getparent() is table.element:
                address = next(c for c in cell if local(c) == "cellAddr")
                if int(address.get("rowAddr")) > last:
                    address.set("rowAddr", str(int(address.get("rowAddr")) + len(more)))
        anchor, height = sample, 0
        for number, texts in enumerate(more, 1):
            line = copy.deepcopy(sample)
            for cell, text in zip(line, texts, strict=True):
                self._write(cell, last + number, tuple(text.split("\n")))
            height += max(int(size.get("height", 0)) for size in line.iter("{*}cellSz"))
            anchor.addnext(line)
            anchor = line
        table.element.set("rowCnt", str(table.rows + len(more)))
        size = next(child for child in table.element if local(child) == "sz")
        size.set("height", str(int(size.get("height", 0)) + height))

    def _write(self, cell: Any, row: int, lines: tuple[str, ...]) -> None:
        paragraphs = [p for p in next(cell.iter("{*}subList")) if local(p) == "p"]
        replace_text(paragraphs[0], lines, self.styles)
        for other in paragraphs[1:]:
            other.getparent().remove(other)
        next(cell.iter("{*}cellAddr")).set("rowAddr", str(row))

    def remove_paragraph(self, paragraph: FormParagraph) -> None:
        """Emptied where it is the last of its story or holds something."""
        element = paragraph.element
        parent = element.getparent()
        alone = sum(local(child) == "p" for child in parent) == 1
        if alone or paragraph.objects or any(local(c) == "ctrl" for r in element for c in r):
            replace_text(element, ("",), self.styles)
        else:
            parent.remove(element)

    def remove_table(self, table: FormTable) -> None:
        paragraph = next(one for one in table.element.iterancestors() if local(one) == "p")
        table.element.getparent().remove(table.element)
        forget_lines(paragraph)

    def parts(self) -> dict[str, bytes]:
        """The package's files as they are now."""
        package = self.form.package
        for name, root in zip(package.bodies, self.form.roots, strict=True):
            self.files[name] = written(root)
        if any(style != was for was, style in self.styles.style_ids.items()):
            self.files[package.styles] = written(self.form.styles)
        return self.files
