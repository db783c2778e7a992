"""The 조치표 by itself, as a file. Pure."""

import io
from collections.abc import Sequence
from datetime import datetime

from civic.documents.csv_cells import write_csv
from civic.documents.export.cleaned import cleaned
from civic.documents.export.title_block import property_time
from civic.documents.model import Column, Table, plain
from civic.plans.section.schema import RemarkData
from civic.plans.section.tables.consulting import CONSULTING, disposition_rows
from civic.plans.section.tables.table_type import as_text

NAME = "consulting.table"


def disposition_table(remarks: Sequence[RemarkData]) -> Table:
    """The table of remarks as gather_outcome.remarks has them; without any, of no rows."""
    kind = CONSULTING[NAME]
    rows = tuple(tuple(as_text(cell) for cell in row) for row in disposition_rows(remarks))
    columns = tuple(Column(*column) for column in kind.columns)
    assert isinstance(kind.note, str)  # of the same remarks whichever they are
    return cleaned(Table(NAME, 1, kind.caption, columns, rows, note=kind.note))


def as_csv(table: Table) -> bytes:
    rows = ([plain(cell) for cell in row] for row in table.cells)
    return write_csv([column.title for column in table.columns], rows)


def as_xlsx(table: Table, made_at: datetime) -> bytes:
    from xlsxwriter import Workbook  # for a process of its own alone

    from civic.documents.export.xlsx import Sheets

    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(file, options) as book:
        book.set_properties({"title": table.caption, "created": property_time(made_at)})
        Sheets(book).table(table, 1)
    return file.getvalue()
