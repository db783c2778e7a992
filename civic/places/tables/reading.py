"""Any file of rows, told by its content, whatever its name says. Pure."""

from collections.abc import Callable

from civic.documents.file_kind import file_kind
from civic.places.tables.apart import TEXT, WORKBOOK, read_apart
from civic.places.tables.grid import Grid, HeadedTable, Peek, UnreadableFile
from civic.places.tables.text_file import read_text

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOKS = "xlsx", "xls", "ods"
PEEKED_ROWS = 60
SMALL = 400_000  # bytes of text; whatever is in them, they are read in half a second


def read_table(data: bytes, is_name=lambda cell: False) -> HeadedTable:
    """The table of a file below the row that names its columns. Raises: UnreadableFile."""
    return read_grid(data).table(is_name=is_name)


def read_grid(data: bytes, sheet: str = "", likeness: Callable | None = None) -> Grid:
    """The rows of a workbook's sheet (XLSX, XLS, ODS, Excel's XML of 2003), of an HTML page's
    tables, or of a CSV in UTF-8, UTF-16 or CP949.

    Args: sheet: its name, or its number from 1. Without one, the sheet of which likeness(Peek) is
    the most; of several, or without a likeness, the first that has rows. Raises: UnreadableFile.
    """
    grid = _read(data, sheet)
    if likeness is None or not grid.peeks:
        return grid
    first = Peek(grid.sheet, len(grid.rows), grid.rows[:PEEKED_ROWS])
    likeliest = max((first, *grid.peeks), key=likeness)
    if likeliest is first:
        return grid
    try:
        return _read(data, likeliest.sheet)
    except UnreadableFile:  # as a sheet of too many rows: the planner may still choose it
        return grid


def _read(data: bytes, sheet: str) -> Grid:
    kind = file_kind(data)
    if kind and kind not in WORKBOOKS:  # no text that was saved in a wrong encoding, either
        raise UnreadableFile("other_file", really=kind)
    if data.startswith((ZIP, OLE)):
        try:
            return read_apart(WORKBOOK, data, sheet)
        except UnreadableFile as wrong:
            raise UnreadableFile("broken") if wrong.why == "no_table" else wrong from wrong
    return read_text(data, sheet) if len(data) <= SMALL else read_apart(TEXT, data, sheet)
