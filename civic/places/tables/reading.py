"""Any file of rows, told by its content, whatever its name says. Pure."""

import csv
import io
import re
from itertools import islice

from civic.places.tables.grid import MAX_CELL, MOST_ABOVE, Grid, Table, UnreadableFile, make_grid
from civic.places.tables.html_table import html_rows
from civic.places.tables.workbook import read_workbook

ZIP, OLE, UTF16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|\?xml[^>]*>\s*<html)", re.I)
# Excel's XML of 2003, and pages saved as one file.
OLD_MARKUP = re.compile(r"<\?xml|<\?mso|MIME-Version:", re.I)
SEPARATOR = re.compile(r'"?sep=(\t|[^\s"])"?\r?\n', re.I)
SEPARATORS = ",;\t|"


def read_table(data: bytes, is_name=lambda cell: False) -> Table:
    """The table of a file below the row that names its columns. Raises: UnreadableFile."""
    return read_grid(data).table(is_name=is_name)


def read_grid(data: bytes) -> Grid:
    """The rows of a workbook's first sheet that has some (XLSX, XLS, ODS), of an HTML page's
    tables, or of a CSV in UTF-8, UTF-16 or CP949. Raises: UnreadableFile.
    """
    if data.startswith((ZIP, OLE)):
        return read_workbook(data)
    text = _decode(data)
    beginning = text.lstrip()[:1000]
    if HTML.match(beginning) or ("<!--" in beginning[:4] and HTML.search(beginning)):
        return make_grid(html_rows(text))
    if OLD_MARKUP.match(beginning):
        raise UnreadableFile("old_markup")
    return make_grid(_csv_rows(text))


def _decode(data):
    for encoding in ["utf-16"] if data.startswith(UTF16) else ["utf-8-sig", "cp949"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise UnreadableFile("no_table")
        return text
    raise UnreadableFile("encoding")


def _csv_rows(text):
    """Lines as cells. The line sep=, that Excel is told its separator by is an empty row."""
    named = SEPARATOR.match(text)
    delimiter = named[1] if named else _delimiter(text)
    lines = io.StringIO(text, newline="")
    if named:
        lines.readline()
        yield []
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as wrong:
        raise UnreadableFile("quotes", reader.line_num + bool(named)) from wrong


def _delimiter(text):
    """The commonest in the first line that has one: a title may stand above."""
    lines = islice(io.StringIO(text), MOST_ABOVE + 1)
    line = next((line for line in lines if any(mark in line for mark in SEPARATORS)), "")
    return max(SEPARATORS, key=line.count)
