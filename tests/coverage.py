"""Which lines of civic/ the tests run, where CIVIC_COVERAGE=1 asks: each test process measures its
own (pytest -n 2), and the one that started them adds up and says it.

Imported before anything it measures.
"""

import json
import os

from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage

ASKED = os.environ.get("CIVIC_COVERAGE") == "1"
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_measured = Slipcover(source=["civic"], immediate=True) if ASKED and IS_WORKER else None
if _measured:
    ImportManager(_measured, FileMatcher(["civic"])).__enter__()


def write(folder, process: str) -> None:
    if _measured:
        (folder / f"{process}.json").write_text(json.dumps(_measured.get_coverage()))


def total(folder) -> str:
    """A sentence with the share of lines that ran in any process."""
    measured = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    whole = measured.pop()
    for one in measured:
        whole = merge_coverage(whole, one)
    return f"{whole['summary']['percent_covered']:.1f} % of the lines of civic/ ran"
