"""Workbooks (XLSX, XLS, XLSB, ODS), read in a process of their own. Pure.

A file may be made to fill the memory or to keep a parser busy for minutes, and a parser written in
another language can't be stopped from here. The child checks the archive first, has little memory
and time, and takes nothing along when it dies. It costs about 60 ms.
"""

import json
import subprocess
import sys
from pathlib import Path

from civic.places.tables.grid import MAX_ROWS, MOST_ABOVE, Grid, UnreadableFile, make_grid

CHILD = Path(__file__).with_name("workbook_child.py")
LONGEST_S = 20


def read_workbook(data: bytes) -> Grid:
    """The first sheet with rows of a workbook. Raises: UnreadableFile."""
    # -I: nothing but what is installed; the child imports no part of the program.
    command = [sys.executable, "-I", str(CHILD), str(MAX_ROWS + MOST_ABOVE + 2)]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST_S)
    except subprocess.TimeoutExpired as late:
        raise UnreadableFile("too_large") from late
    if child.returncode != 0:  # out of memory or of its CPU seconds, or stopped by a parser's error
        raise UnreadableFile("too_large" if child.returncode < 0 else "no_table")
    return _grid(child.stdout)


def _grid(answer: bytes) -> Grid:
    first, *lines = answer.decode().splitlines()
    about = json.loads(first)
    if "why" in about:
        raise UnreadableFile(about["why"])
    rows = [json.loads(line) for line in lines]
    broken = frozenset((number, place) for number, _, places in rows for place in places)
    return make_grid(
        [cells for _, cells, _ in rows],
        [number for number, _, _ in rows],
        broken=broken,
        sheet=about["sheet"],
        others=tuple(about["others"]),
    )
