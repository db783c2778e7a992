"""Typesetting by typst, in a process of its own.

typst keeps its program, its fonts and its last works in memory, more than the rest of a worker
together. The child gives all of it back when it ends; it costs about 30 ms.
"""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

from civic.documents.glyphs import FONT_FOLDER

CHILD = Path(__file__).with_name("typesetting_child.py")
LONGEST_S = 120
LONGEST_REASON = 2000
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class TypesettingFailed(Exception):
    """The template is at fault, or what it was given: in typst's words."""


def typeset(folder: Path, **options: object) -> bytes:
    """The file that main.typ of this folder makes; it reads nothing outside the folder.

    Args: options: of typst.compile, as JSON can say them.
    Raises: TypesettingFailed; OSError where the disk has no room.
    """
    return _compiled(folder, options)


def typeset_pages(folder: Path, **options: object) -> list[bytes]:
    """A file a page, of a format that has one page each. As typeset()."""
    _compiled(folder, options | {"output": str(folder / "page-{p}")})
    pages = sorted(folder.glob("page-*"), key=lambda path: int(path.name[5:]))
    return [path.read_bytes() for path in pages]


def _compiled(folder: Path, options: dict[str, object]) -> bytes:
    # -I: nothing but what is installed; the child imports no part of the program.
    arguments = json.dumps({"fonts": str(FONT_FOLDER), "options": options})
    command = [sys.executable, "-I", str(CHILD), str(folder), arguments]
    try:
        child = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST_S
        )
    except subprocess.TimeoutExpired as late:
        raise TypesettingFailed(f"longer than {LONGEST_S} s") from late
    if child.returncode != 0:
        reason = child.stderr.decode(errors="replace")[-LONGEST_REASON:]
        for number in NO_ROOM:
            if os.strerror(number) in reason:
                raise OSError(number, os.strerror(number))
        raise TypesettingFailed(f"status {child.returncode}: {reason}")
    return child.stdout
