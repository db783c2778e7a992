"""One thread of a server is left for who only reads, whoever holds a lock of PostgreSQL.

What is sent may wait there for ten seconds, and as many forms as there are threads would keep all
pages waiting for as long. So all threads but one have a turn each for forms that wait so. A form
that finds no turn is served by the last thread as long as no lock keeps it long, and is told to
come again where every turn has been waiting for the database for SILENT_S.
SQLite's lock has turns of its own (civic/db_engine.py).
"""

import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf

from flask import current_app, request
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import TimeoutError as NoTurn

SILENT_S, AT_ONCE_S = 2.0, 0.05
ONLY_READ = ("GET", "HEAD", "OPTIONS")
TURNS = "writing_turns"  # key of app.extensions


def init_app(app) -> None:
    threads = app.config["THREADS"]
    if threads < 2 or app.config["DATABASE_URL"].startswith("sqlite"):
        return
    app.extensions[TURNS] = Turns(threads - 1)
    # Before anybody asks the database: the city of an address is read by such a one, too.
    app.url_value_preprocessors.setdefault(None, []).insert(0, _take)
    app.before_request(_refuse)
    app.teardown_request(_give_back)


@dataclass(eq=False)
class WritingTurn:
    """Of a form. lock_s: for how long it may wait for a lock, None for as long as the database
    lets it. is_in_vain: all others wait. asks_since: when the statement was sent that is not
    answered yet."""

    lock_s: float | None = None
    is_in_vain: bool = False
    asks_since: float = inf

    @property
    def waits(self) -> bool:
        return time.monotonic() - self.asks_since >= SILENT_S


class Turns:
    def __init__(self, places: int):
        self.places = places
        self.taken: set[WritingTurn] = set()
        self._changing = threading.Lock()

    def take(self) -> WritingTurn:
        with self._changing:
            if len(self.taken) < self.places:
                turn = WritingTurn()
                self.taken.add(turn)
                return turn
            waiting = [turn.waits for turn in self.taken]
        return WritingTurn(AT_ONCE_S if any(waiting) else SILENT_S, all(waiting))

    def give_back(self, turn: WritingTurn) -> None:
        with self._changing:
            self.taken.discard(turn)


_turn: ContextVar[WritingTurn | None] = ContextVar("turn", default=None)


def _take(_endpoint, _values) -> None:
    if request.method not in ONLY_READ:
        _turn.set(current_app.extensions[TURNS].take())


def _refuse() -> None:
    """Once the form was read: who is answered before that sees a line that was cut.

    Raises: NoTurn.
    """
    turn = _turn.get()
    if turn is not None and turn.is_in_vain:
        raise NoTurn("all threads that forms may have wait for the database")


def _give_back(_error=None) -> None:
    turn = _turn.get()
    if turn is not None:
        _turn.set(None)
        current_app.extensions[TURNS].give_back(turn)


@event.listens_for(Engine, "begin")
def _wait_less(connection) -> None:
    turn = _turn.get()
    if turn is not None and turn.lock_s is not None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(turn.lock_s * 1000)}")


@event.listens_for(Engine, "before_cursor_execute")
def _begin_to_ask(*_statement) -> None:
    turn = _turn.get()
    if turn is not None:
        turn.asks_since = time.monotonic()


@event.listens_for(Engine, "after_cursor_execute")
@event.listens_for(Engine, "handle_error")
def _hear(*_answer) -> None:
    turn = _turn.get()
    if turn is not None:
        turn.asks_since = inf
