"""Files read in a process of their own. Pure.

A file may be made to fill the memory or to keep a parser busy for minutes, and a parser written in
another language can't be stopped from here. The child has little memory and time, and takes nothing
along when it dies. It costs about 60 ms.
"""

import json
import subprocess
import sys
from pathlib import Path

from civic.places.tables.grid import MAX_ROWS, Grid, Peek, UnreadableFile, make_grid
from civic.places.tables.headers import MOST_ABOVE

HERE = Path(__file__).parent
# Each is told to the child's interpreter by its path: it imports no part of the program.
WORKBOOK, TEXT = HERE / "workbook_child.py", HERE / "text_child.py"
LONGEST_S = 20
READ = b'\n{"read": true}\n'  # all of the sheet stands before it


def read_apart(child: Path, data: bytes, sheet: str = "") -> Grid:
    """The grid a child makes of a file. sheet: the one of a workbook to read.

    Raises: UnreadableFile.
    """
    # -I: nothing but what is installed.
    command = [sys.executable, "-I", str(child), str(MAX_ROWS + MOST_ABOVE + 2), sheet]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST_S)
    except subprocess.TimeoutExpired as late:
        raise UnreadableFile("too_large") from late
    if done.returncode == 0:
        return _grid(done.stdout)
    # Out of memory or of its CPU seconds, or stopped by a parser's error: before it had read the
    # sheet, or by another one of the workbook.
    whole, read, _peeks = done.stdout.partition(READ)
    if not read:
        raise UnreadableFile("too_large" if done.returncode < 0 else "no_table")
    return _grid(whole)


def _grid(answer: bytes) -> Grid:
    first, *lines = answer.decode().splitlines()
    about = json.loads(first)
    if "why" in about:
        raise UnreadableFile(about["why"], about.get("line"))
    parsed = [json.loads(line) for line in lines]
    rows = [line for line in parsed if isinstance(line, list)]
    for line in parsed:
        about |= line if isinstance(line, dict) else {}
    broken = frozenset((number, place) for number, _, places in rows for place in places)
    return make_grid(
        [cells for _, cells, _ in rows],
        [number for number, _, _ in rows],
        broken=broken,
        sheet=about["sheet"],
        others=tuple(about["others"]),
        peeks=tuple(Peek(*peek) for peek in about.get("peeks", ())),
    )
