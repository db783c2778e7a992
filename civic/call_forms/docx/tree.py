"""The tree of a .docx."""

from typing import Any

from lxml import etree

from civic.call_forms.docx.boxes import boxed_paragraphs, controls_of
from civic.call_forms.docx.controls import (
    OldField,
    cells_of,
    is_wrapped,
    old_fields,
    only_paragraph,
    rows_of,
    words_in,
)
from civic.call_forms.docx.runs import AROUND, W, run_text, runs_of
from civic.call_forms.hwpx.tree import is_colour, local
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

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OBJECTS = {
    "drawing": "picture",
    "pict": "shape",
    "object": "picture",
    "AlternateContent": "shape",
}
_TWENTIETHS = 5  # of a point in hundredths


def read_docx(bodies: list[etree._Element], styles: etree._Element) -> Tree:
    """Raises: FormRefused when it is too long. Styles are not asked: colours are set on runs."""
    reader = _Reader()
    for body in bodies:
        story = body.find(f"{W}body")
        reader.blocks(story if story is not None else body, None, 0)
    return reader.tree


class _Reader:
    def __init__(self):
        self.tree, self.count = Tree(), 0

    def blocks(self, parent: Any, holder: Cell | None, depth: int, control: Any = None) -> None:
        """control: that holds them."""
        if depth > MAX_DEPTH:
            raise FormRefused("too_large")
        for child in parent:
            name = local(child)
            if name == "p":
                self.paragraph(child, holder, control=control)
            elif name == "tbl":
                self.table(child, holder, depth)
            elif name in AROUND:
                self.blocks(child, holder, depth, child if name == "sdt" else control)

    def paragraph(
        self,
        element: Any,
        holder: Cell | None,
        *twins: Any,
        boxed: bool = False,
        control: Any = None,
    ) -> None:
        one = FormParagraph(element, len(self.tree.paragraphs), "", holder, not boxed, boxed)
        one.twins = twins
        self.tree.paragraphs.append(one)
        if len(self.tree.paragraphs) > MAX_PARAGRAPHS:
            raise FormRefused("too_long")
        if holder is not None:
            holder.paragraphs.append(one)
        runs = list(runs_of(element))
        one.text = "".join(run_text(run) for run in runs)
        spoken = [run for run in runs if run_text(run).strip()]
        if holder is not None and not holder.look and spoken:
            holder.look = "bold" if spoken[0].find(f"{W}rPr/{W}b") is not None else ""
        one.coloured = bool(spoken) and all(_is_coloured(run) for run in spoken)
        if not one.coloured:
            one.tinted = tinted((run_text(run), _is_coloured(run)) for run in runs)
        objects = [_OBJECTS.get(local(child)) for run in runs for child in run]
        if element.find(f"{W}pPr/{W}sectPr") is not None:
            objects.append("fixed")
        controls = list(zip(*map(controls_of, (element, *twins)), strict=True))
        if control is not None and only_paragraph(control) is element:
            controls.append((control,))
        old = list(zip(*map(old_fields, (element, *twins)), strict=True))
        one.checks = tuple(_check(*each) for each in controls if _is_box(each[0]))
        one.checks += tuple(_old_check(*each) for each in old if each[0].box is not None)
        one.fields = tuple(_field(*each) for each in controls if not _is_box(each[0]))
        one.fields += tuple(_old_field(*each) for each in old if each[0].box is None)
        one.objects = tuple(o for o in objects if o) + ("box",) * len(one.checks)
        for boxed_one in () if boxed else boxed_paragraphs(runs):
            self.paragraph(boxed_one[0], None, *boxed_one[1:], boxed=True)

    def table(self, element: Any, holder: Cell | None, depth: int) -> None:
        table = FormTable(element, len(self.tree.tables), holder, depth + 1)
        self.tree.tables.append(table)
        if len(self.tree.tables) > MAX_TABLES:
            raise FormRefused("too_large")
        table.after = len(self.tree.paragraphs) - 1
        if holder is not None:
            holder.beside.append(table)
        open_cells: dict[int, Cell] = {}
        for row, tr in enumerate(rows_of(element)):
            column = _number(tr.find(f"{W}trPr/{W}gridBefore"))
            for tc, control in cells_of(tr):
                column = self.cell(tc, table, row, column, open_cells, depth, control)
        table.measure()

    def cell(self, tc, table, row, column, open_cells, depth, control=None) -> int:
        """The column behind it. A cell merged downwards is one, its continuations none."""
        self.count += 1
        if self.count > MAX_CELLS:
            raise FormRefused("too_long")
        settings = tc.find(f"{W}tcPr")
        by_name = {local(child): child for child in settings} if settings is not None else {}
        columns = max(min(_number(by_name.get("gridSpan")), 200), 1)
        merge = by_name.get("vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        if goes_on and column in open_cells:
            open_cells[column].rows += 1
            return column + columns
        fill = by_name["shd"].get(f"{W}fill", "") if "shd" in by_name else ""
        width = _number(by_name.get("tcW"), "w") * _TWENTIETHS
        shaded = fill.upper() not in ("", "AUTO", "FFFFFF")
        cell = Cell(tc, table, row, column, 1, columns, width, shaded)
        cell.wrapped = is_wrapped(tc)
        table.cells.append(cell)
        if merge is not None:
            open_cells[column] = cell
        else:
            open_cells.pop(column, None)
        self.blocks(tc, cell, depth + 1, control)
        return column + columns


def _is_coloured(run: Any) -> bool:
    colour = run.find(f"{W}rPr/{W}color")
    return colour is not None and is_colour(colour.get(f"{W}val", ""))


def _number(element: Any, name: str = "val") -> int:
    return whole(element.get(f"{W}{name}", "")) if element is not None else 0


def _titled(control: Any) -> str:
    for name in ("alias", "tag"):
        title = control.find(f"{W}sdtPr/{W}{name}")
        if title is not None and title.get(f"{W}val"):
            return title.get(f"{W}val")
    return ""


def _is_box(control: Any) -> bool:
    return control.find(f"{W}sdtPr/{W14}checkbox") is not None


def _field(control: Any, *twins: Any) -> FormField:
    content = words_in(control)
    text = "".join(run_text(run) for run in runs_of(content)) if content is not None else ""
    guide = text if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None else ""
    return FormField(control, _titled(control), guide, text, twins)


def _check(control: Any, *twins: Any) -> CheckBox:
    state = control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
    on = state is not None and state.get(f"{W14}val") in ("1", "true")
    return CheckBox(control, _titled(control), on, twins)


def _old_field(entry: OldField, *twins: OldField) -> FormField:
    return FormField(entry.first, entry.name, "", entry.text, tuple(one.first for one in twins))


def _old_check(entry: OldField, *twins: OldField) -> CheckBox:
    state = entry.box.find(f"{W}checked")
    state = entry.box.find(f"{W}default") if state is None else state
    on = state is not None and state.get(f"{W}val", "1") in ("1", "true", "on")
    caption = "".join(map(run_text, entry.behind)).strip(" \t/,")
    return CheckBox(entry.box, caption, on, tuple(one.box for one in twins))
