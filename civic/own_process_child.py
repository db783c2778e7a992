"""Run by own_process.py: a function by its name, with what it is given, pickled on stdin; on stdout
(what it gave, None) or (None, what it raised)."""

import errno
import os
import pickle
import resource
import sys
import traceback
import types
from importlib import import_module
from pathlib import Path
from typing import Any

MEMORY = 4 * 2**30  # bytes of addresses
CPU_S = 100
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    # Calculations alone: importing civic itself would assemble the whole program.
    package = types.ModuleType("civic")
    package.__path__ = [str(Path(__file__).parent)]
    sys.modules["civic"] = package
    module, name, values, named = pickle.load(sys.stdin.buffer)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    result: tuple[Any, Exception | None]
    try:
        result = getattr(import_module(module), name)(*values, **named), None
    except Exception as wrong:
        wrong.add_note(traceback.format_exc())  # where it was, which is not known outside
        result = None, _without_room(wrong) or wrong
    try:
        with out:
            pickle.dump(result, out, pickle.HIGHEST_PROTOCOL)
    except OSError as wrong:  # no room for the answer: what it is can be said by the status alone
        sys.exit(wrong.errno)


def _without_room(wrong: BaseException | None) -> OSError | None:
    """The full disk that the error comes of, if any: what it comes of is not sent along with it."""
    while wrong is not None:
        if isinstance(wrong, OSError) and wrong.errno in NO_ROOM:
            return wrong
        wrong = wrong.__cause__ or wrong.__context__
    return None


if __name__ == "__main__":
    main()
