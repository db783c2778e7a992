"""Loops that go on whatever happens in them, and never die unnoticed."""

import logging
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.local import LocalProxy

from civic.db import db

log = logging.getLogger(__name__)
CIVIC = Path(__file__).parent
FIRST_PAUSE_S, LONGEST_PAUSE_S = 2, 300
_logged: set[tuple[str, str]] = set()


def attempt(name: str, act: Callable[[], object]) -> Exception | None:
    """Do it; the error it ended with, if any, logged: with its traceback the first time.

    The session is let go of afterwards, whatever state the act left it in.
    """
    try:
        act()
    except Exception as error:  # a supervisor: any error must leave the next try possible
        _record(name, error)
        return error
    finally:
        _let_go()
    return None


def keep_doing(
    name: str, act: Callable[[], object], every_s: float, stopping: threading.Event
) -> None:
    """Do it again and again until told to stop: every_s after it went well, later and later while
    it fails. What ends the thread all the same (SystemExit) is for whoever watches the thread."""
    failures = 0
    while not stopping.is_set():
        failures = failures + 1 if attempt(name, act) else 0
        stopping.wait(pause_s(failures) if failures else every_s)


def pause_s(failures: int) -> float:
    """Seconds until the next try, after so many failures one after the other, 1 or more."""
    return min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(failures - 1, 20))


def described(error: BaseException) -> str:
    """An error for the operator: what and where, and nothing of what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)[1:]  # the first is attempt's own
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(CIVIC)] or frames
    place = f" ({Path(ours[-1].filename).name}:{ours[-1].lineno})" if ours else ""
    words = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    return f"{type(error).__name__}{words}{place}"


def _record(name, error):
    description = described(error)
    is_new = (name, description) not in _logged
    _logged.add((name, description))
    log.error("%s failed and will be tried again: %s", name, description, exc_info=is_new and error)


def _let_go():
    try:
        db.session.remove()
    except SQLAlchemyError:  # the connection is gone, and with it the transaction
        db.session.registry.clear()


def this_app() -> Flask:
    """The application itself, to hand to another thread: current_app is one in this thread only."""
    return cast(LocalProxy[Flask], current_app)._get_current_object()
