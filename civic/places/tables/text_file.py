"""Files of text: CSV as offices save it, HTML pages and Excel's XML of 2003. Pure."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from civic.places.tables.chat_text import chat_rows, is_chat
from civic.places.tables.grid import MAX_CELL, Grid, UnreadableFile, make_grid
from civic.places.tables.headers import MOST_ABOVE
from civic.places.tables.html_table import html_rows
from civic.places.tables.xml_2003 import xml_2003_grid

MARKS = (b"\xff\xfe", b"\xfe\xff")
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|\?xml[^>]*>\s*<html)", re.I)
# Excel's XML of 2003 or another one, and pages saved as one file.
XML, PAGE_IN_ONE = (
    re.compile(r"<\?xml|<\?mso|<(?:ss:)?Workbook\b", re.I),
    re.compile("MIME-Version:", re.I),
)
JSON = re.compile(r"\{\s*\"|\[\s*[{\"\[]")
SEPARATOR = re.compile(r'"?sep=(\t|[^\s"])"?\r?\n', re.I)
SEPARATORS = ",;\t|"
MOST_LOOKED_AT = 60_000  # letters, for telling which of them it is
GUESSED = "utf-16-be", "utf-16-le"
WRITTEN = re.compile(r"[ -~\s가-힣㄰-㆏·…“”‘’一-鿿]")
MOST_NULS = 0.2  # of all letters; more are no text


def read_text(data: bytes, sheet: str = "") -> Grid:
    """The rows of an HTML page's tables, of a sheet of Excel's XML of 2003, or of a CSV in UTF-8,
    UTF-16 or CP949.

    Raises: UnreadableFile.
    """
    text = _decode(data)
    beginning = text.lstrip()[:1000]
    if HTML.match(beginning) or ("<!--" in beginning[:4] and HTML.search(beginning)):
        return make_grid(html_rows(text))
    if XML.match(beginning):
        return xml_2003_grid(text.lstrip(), sheet)
    if PAGE_IN_ONE.match(beginning):
        raise UnreadableFile("old_markup")
    if is_chat(text[:2000]):
        return make_grid(chat_rows(text))
    if JSON.match(beginning):
        raise UnreadableFile("no_table")
    return make_grid(_csv_rows(text))


def _decode(data):
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding in GUESSED and not _is_written(text):
            continue
        if text.count("\0") > MOST_NULS * len(text):
            raise UnreadableFile("no_table")
        return text.replace("\0", "")  # old programs fill a cell up with them
    raise UnreadableFile("encoding")


def _is_written(text):
    """Most letters are Korean, English or marks: what was decoded wrongly has others."""
    beginning = text[:MOST_LOOKED_AT]
    return len(WRITTEN.findall(beginning)) >= 0.8 * len(beginning)


def _encodings(data):
    """UTF-16 without its mark is told by the empty halves of spaces, commas and line ends; a few of
    the other halves may be empty too, as that of 가."""
    if data[:2] in MARKS:
        return ["utf-16"]
    first, second = (data[:2000][side::2].count(0) for side in (0, 1))
    if max(first, second) > 1 and first != second:
        utf_16 = GUESSED[0] if first > second else GUESSED[1]
        return [utf_16, "utf-8-sig", "cp949"]
    return ["utf-8-sig", "cp949"]


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
    """The one that cuts the most of the first rows into as many cells: a title with commas may
    stand above columns of tabs. Of several the one with the most cells."""
    return max(SEPARATORS, key=lambda mark: _alike(text[:MOST_LOOKED_AT], mark))


def _alike(text, mark):
    """(how many of the first rows have as many cells as most, how many these are)"""
    rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), MOST_ABOVE + 1)
    try:
        widths = Counter(len(row) for row in rows if len(row) > 1)
    except csv.Error:  # a quote that is never closed
        widths = Counter()
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))
