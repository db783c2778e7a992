"""One thread of a server is left for who only reads, whoever holds a lock of PostgreSQL.

What is sent may wait there for ten seconds, and as many forms as there are threads would keep all
pages waiting for as long. So all threads but one may be at forms. Whoever finds these taken waits
for a turn while forms come to an end, and is told to come again once none did for SILENT_S.
SQLite's lock has turns of its own (civic/db_engine.py).
"""

import threading
import time

from flask import current_app, g, request
from sqlalchemy.exc import TimeoutError as NoTurn

SILENT_S = 2.0
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
        self._changed = threading.Condition()

    def take(self) -> None:
        """Raises: NoTurn."""
        with self._changed:
            while self.taken == self.places:
                left = self.ended_at + SILENT_S - time.monotonic()
                if left <= 0:
                    raise NoTurn("all threads that forms may have wait for the database")
                self._changed.wait(left)
            if not self.taken:
                self.ended_at = time.monotonic()
            self.taken += 1

    def give_back(self, has_waited_in_vain: bool) -> None:
        with self._changed:
            self.taken -= 1
            if not has_waited_in_vain:
                self.ended_at = time.monotonic()
            self._changed.notify()


def _take() -> None:
    if request.method not in ONLY_READ:
        current_app.extensions[TURNS].take()
        g.has_turn = True


def _give_back(_error=None) -> None:
    if g.pop("has_turn", False):
        current_app.extensions[TURNS].give_back(g.get("database_was_busy", False))
