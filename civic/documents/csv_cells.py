"""The only CSV writer: opens in a Korean spreadsheet, and no cell is ever run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A header and rows as CSV in UTF-8 with a byte order mark, lines ended by CR LF.

    Cells are text, numbers or None (left empty). Text a spreadsheet would take for a formula gets
    an apostrophe in front; numbers, also negative ones, stay numbers.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe_cell(cell) for cell in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def safe_cell(cell: object) -> object:
    """A cell that no spreadsheet runs: `=1+1` → `'=1+1`, -3 and "-3.5" as they are."""
    if isinstance(cell, str) and cell.startswith(FORMULA) and not PLAIN_NUMBER.fullmatch(cell):
        return "'" + cell
    return cell
