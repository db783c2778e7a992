"""Which statements each test sends its database: written down on SQLite, read for PostgreSQL.

What the program asks of a database is its statements; SQLAlchemy writes them for either dialect. So
the run on PostgreSQL takes the quickest tests that send, together, every one of them. The record
lies in pytest's cache and is renewed by each run on SQLite; without it all tests run.

What a test itself selects, to look at a row, is none of the program's.
"""

import heapq
import json
import re
import sys
from collections import Counter, defaultdict
from functools import cache
from zlib import crc32

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.paths import ROOT

SHORTEST = 0.005  # seconds; below, a test costs its set-up
LIST = re.compile(r"(?:\((?:\?(?:, )?)+\)(?:, )?)+")  # (?, ?), (?, ?): as long as the day's values
PROGRAM, TESTS = f"{ROOT}/civic/", f"{ROOT}/tests/"
BETWEEN = f"{PROGRAM}db"  # the session, which both ask
_sent, _seconds = {}, defaultdict(float)
_now: set[int] = set()  # of the test that runs


@cache
def _number(statement: str) -> int:
    return crc32(LIST.sub("(?)", statement).encode())


def _note(connection, cursor, statement, *more):
    number = _number(statement)
    is_a_look = statement.startswith("SELECT") and number not in _now
    if not (is_a_look and _is_the_tests(sys._getframe(1))):
        _now.add(number)


def _is_the_tests(frame) -> bool:
    """Whether a test is nearer to it than the program."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(TESTS):
            return True
        if file.startswith(PROGRAM) and not file.startswith(BETWEEN):
            return False
        frame = frame.f_back
    return False


def begin(nodeid: str) -> None:
    """From now on statements are this test's."""
    global _now
    _now = _sent.setdefault(nodeid, set())


def took(nodeid: str, seconds: float) -> None:
    _seconds[nodeid] += seconds


def watch() -> None:
    event.listen(Engine, "before_cursor_execute", _note)


def write(folder, process: str) -> None:
    """Leave what this process's tests sent: {test: [seconds, [statement, …]]}."""
    kept = ((name, sent) for name, sent in _sent.items() if sent)
    record = {name: [_seconds[name], sorted(sent)] for name, sent in kept}
    (folder / f"{process}.json").write_text(json.dumps(record))


def read(folder) -> dict:
    """What was left by all processes, the latest run of each test."""
    record = {}
    for path in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime):
        record |= json.loads(path.read_text())
    return record


def enough(record: dict, names: list[str]) -> set[str]:
    """Those of the names that send every statement, the most for their time first, and those of
    which nothing is known. The same for the same record.
    """
    known = [name for name in names if name in record]
    missing = {sent for name in known for sent in record[name][1]}

    def worth(name):
        seconds, sent = record[name]
        return len(missing.intersection(sent)) / max(seconds, SHORTEST)

    chosen = set(names) - set(known)
    queue = [(-worth(name), name) for name in known]
    heapq.heapify(queue)
    while missing:
        _, name = heapq.heappop(queue)
        now = worth(name)
        if queue and now < -queue[0][0]:  # others took some of its statements
            heapq.heappush(queue, (-now, name))
        else:
            chosen.add(name)
            missing.difference_update(record[name][1])
    return chosen - _made_needless(record, chosen & record.keys())


def _made_needless(record: dict, chosen: set[str]) -> set[str]:
    """Those, the slowest first, whose every statement others send that were chosen after them."""
    times = Counter(sent for name in chosen for sent in record[name][1])
    needless = set()
    for name in sorted(chosen, key=lambda name: (-record[name][0], name)):
        if all(times[sent] > 1 for sent in record[name][1]):
            times.subtract(record[name][1])
            needless.add(name)
    return needless
