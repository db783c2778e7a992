"""Which statements each test sends its database: written down on SQLite, read for PostgreSQL.

What the program asks of a database is its statements; SQLAlchemy writes them for either dialect. So
the run on PostgreSQL takes the quickest tests that send, together, each of them at least twice. The
record lies in pytest's cache and is renewed by each run on SQLite; without it all tests run.
"""

import heapq
import json
import re
from collections import Counter, defaultdict
from functools import cache
from zlib import crc32

from sqlalchemy import event
from sqlalchemy.engine import Engine

AT_LEAST = 2  # tests for each statement
SHORTEST = 0.005  # seconds; below, a test costs its set-up
LIST = re.compile(r"\((?:\?(?:, )?)+\)(?:, )?")  # (?, ?, ?): as long as the values of the day
_sent, _seconds = {}, defaultdict(float)
_now: set[int] = set()  # of the test that runs


@cache
def _number(statement: str) -> int:
    return crc32(LIST.sub("(?)", statement).encode())


def _note(connection, cursor, statement, *more):
    _now.add(_number(statement))


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
    """Those of the names that send each statement AT_LEAST times, cheapest first, and those of
    which nothing is known. The same names for the same record.
    """
    known = [name for name in names if name in record]
    senders = Counter(sent for name in known for sent in record[name][1])
    wanted = {sent: min(AT_LEAST, count) for sent, count in senders.items()}

    def worth(name):
        seconds, sent = record[name]
        return sum(wanted[each] > 0 for each in sent) / max(seconds, SHORTEST)

    chosen = {name for name in names if name not in record}
    queue = [(-worth(name), name) for name in known]
    heapq.heapify(queue)
    while queue:
        _, name = heapq.heappop(queue)
        if not (now := worth(name)):
            continue
        if queue and now < -queue[0][0]:  # others took some of its statements
            heapq.heappush(queue, (-now, name))
            continue
        chosen.add(name)
        wanted.update((each, wanted[each] - 1) for each in record[name][1])
    return chosen
