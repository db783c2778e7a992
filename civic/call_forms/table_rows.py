"""Whole tables under their header: 성과지표, 추진일정, 소요예산, 참여 현황."""

from collections import Counter
from collections.abc import Iterator

from civic.call_forms.cells import is_label, is_total, short_texts
from civic.call_forms.form import FillTarget
from civic.call_forms.normal import core, one_line
from civic.call_forms.place import FillPlace
from civic.call_forms.tree import Cell, FormTable, Tree


def rows_places(tree: Tree) -> Iterator[tuple[FillPlace, FillTarget]]:
    headers = [(table, row) for table in tree.tables for row in _header_rows(table)]
    alike = Counter(_normal(table, row) for table, row in headers)
    seen: Counter = Counter()
    for table, row in headers:
        header, label = _across(table, row), _normal(table, row)
        body = body_rows(table, row + 1)
        old = "\n".join(" | ".join(one_line(c.text) for c in table.in_row(r)) for r in body)
        place = FillPlace(
            "rows",
            " | ".join(one_line(cell.text) for cell in header),
            label,
            run=len(header),
            columns=tuple(one_line(cell.text) for cell in header),
            table=short_texts(table),
            heading=table.heading,
            ordinal=seen[label],
            alike=alike[label],
            old=old,
            path=f"표 {table.number + 1} · {row + 1}행 아래",
        )
        seen[label] += 1
        yield place, FillTarget(table=table, first_row=row + 1)


def _normal(table: FormTable, row: int) -> str:
    return " ".join(core(cell.text) for cell in _across(table, row))


def _across(table: FormTable, row: int) -> list[Cell]:
    """Cells that cover a row, from left to right, those that began above included."""
    cells: list[Cell] = []
    for column in range(table.columns):
        cell = table.grid.get((row, column))
        if cell is not None and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return cells


def _header_rows(table: FormTable) -> Iterator[int]:
    for row in range(table.rows - 1):
        header = _across(table, row)
        if len(header) < 2 or not all(is_label(cell) for cell in header):
            continue
        if any(cell.row + cell.rows != row + 1 for cell in header):
            continue
        if body_rows(table, row + 1):
            yield row


def body_rows(table: FormTable, first: int) -> list[int]:
    """Rows that may be written: of the header's columns, one row high, without total, label or
    object."""
    shape = [(cell.column, cell.columns) for cell in _across(table, first - 1)]
    rows = []
    for row in range(first, table.rows):
        cells = table.in_row(row)
        whole = [(c.column, c.columns) for c in cells] == shape and all(c.rows == 1 for c in cells)
        if not whole or is_total(cells[0].text) or any(map(_is_held, cells)):
            break
        labels = sum(is_label(cell) for cell in cells)
        if labels and (labels == len(cells) or not _free(cells)):
            break
        rows.append(row)
    return rows


def _is_held(cell: Cell) -> bool:
    """It holds more than words, or is held by a control of a DOCX."""
    return bool(cell.objects) or any(one.fields for one in cell.paragraphs) or cell.wrapped


def _free(cells: list[Cell]) -> bool:
    """No cell is filled as a label is: a plain first column may be written over."""
    return not any(cell.shaded for cell in cells)
