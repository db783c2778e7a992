"""One thread of a server is left for who only reads, whoever holds a lock of PostgreSQL.

What is sent may wait there for ten seconds, and as many forms as there are threads would keep all
pages waiting for as long. So all threads but one may be at forms that wait so. A form that comes
while these are taken is served as well, as long as no lock keeps it: for one it waits no longer
than the others have been silent for SILENT_S, and from then on AT_ONCE_S.
SQLite's lock has turns of its own (civic/db_engine.py).
"""

import threading
import time

from flask import current_app, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.engine import Engine

SILENT_S, AT_ONCE_S = 2.0, 0.05
ONLY_READ = ("GET", "HEAD", "OPTIONS")
TURNS = "writing_turns"  # key of app.extensions


def init_app(app) -> None:
    threads = app.config["THREADS"]
    if threads < 2 or app.config["DATABASE_URL"].startswith("sqlite"):
        return
    app.extensions[TURNS] = Turns(threads - 1)
    app.before_request(_take)
    app.teardown_request(_give_back)


class Turns:
    def __init__(self, places: int):
        self.places, self.taken = places, 0
        self.ended_at = 0.0  # the last form, or when one came to places of which none was taken
        self._counting = threading.Lock()

    def take(self) -> float | None:
        """None, and give_back() is owed; where no turn is left, for how many seconds the form may
        wait for a lock without one."""
        with self._counting:
            if self.taken == self.places:
                return max(self.ended_at + SILENT_S - time.monotonic(), AT_ONCE_S)
            if not self.taken:
                self.ended_at = time.monotonic()
            self.taken += 1
            return None

    def give_back(self, has_waited_in_vain: bool) -> None:
        with self._counting:
            self.taken -= 1
            if not has_waited_in_vain:
                self.ended_at = time.monotonic()


def _take() -> None:
    if request.method not in ONLY_READ:
        g.waits_for_locks_s = current_app.extensions[TURNS].take()


def _give_back(_error=None) -> None:
    if g.pop("waits_for_locks_s", 0.0) is None:
        current_app.extensions[TURNS].give_back(g.get("database_was_busy", False))


@event.listens_for(Engine, "begin")
def _wait_less(connection) -> None:
    """In the last thread: each transaction of its form."""
    seconds = g.get("waits_for_locks_s") if has_request_context() else None
    if seconds is not None and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(seconds * 1000)}")
