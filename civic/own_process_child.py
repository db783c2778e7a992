"""Run by own_process.py: a function by its name, with what it is given, pickled on stdin; on stdout
(what it gave, None) or (None, what it raised)."""

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
        result = None, wrong
    with out:
        pickle.dump(result, out, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
