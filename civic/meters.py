"""Counters that all processes of a machine share by files, for /metrics; none while no folder is
set, so that a city without a monitor pays nothing.

prometheus_client keeps them: an increment costs 1 to 2 µs, a process 3 MB, and what a worker that
ended has counted stays counted. Its mode of many processes is chosen when it is first imported.
"""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


@dataclass(frozen=True)
class Meters:
    requests: "Counter"  # route, method, status
    seconds: "Histogram"  # route
    cpu_seconds: "Counter"  # route
    process_cpu_seconds: "Counter"
    queries: "Counter"  # route
    query_seconds: "Counter"
    replays: "Counter"  # status
    votes: "Counter"
    messages: "Counter"  # kind, outcome


_started: list[Meters] = []
_lock = threading.Lock()
_cpu_counted = 0.0


def start(folder: str) -> Meters:
    """The meters of this process, which write into the folder; the same at each call."""
    with _lock:
        if not _started:
            Path(folder).mkdir(parents=True, exist_ok=True)
            os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", folder)
            _started.append(_made())
    return _started[0]


def _made() -> Meters:
    from prometheus_client import Counter, Histogram

    return Meters(
        Counter("civic_requests", "Requests answered.", ["route", "method", "status"]),
        Histogram("civic_request_seconds", "How long they took.", ["route"], buckets=SECONDS),
        Counter("civic_request_cpu_seconds", "CPU of their threads.", ["route"]),
        Counter("civic_process_cpu_seconds", "CPU of servers and workers."),
        Counter("civic_queries", "Statements sent to the database.", ["route"]),
        Counter("civic_query_seconds", "How long they took."),
        Counter("civic_outbox_replays", "Requests a phone sent late.", ["status"]),
        Counter("civic_votes", "Ballots taken."),
        Counter("civic_messages", "Mails and texts.", ["kind", "outcome"]),
    )


def count_process_cpu(meters: Meters) -> None:
    """What this process used since the last call."""
    global _cpu_counted
    with _lock:
        used = time.process_time()
        meters.process_cpu_seconds.inc(max(0.0, used - _cpu_counted))
        _cpu_counted = used


def exposition(folder: str, *collectors) -> tuple[bytes, str]:
    """What all processes counted, and what collectors tell now; with its content type."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=folder)
    for collector in collectors:
        registry.register(collector)
    return generate_latest(registry), CONTENT_TYPE_LATEST
