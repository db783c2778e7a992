"""How many threads of a server may be at a store of another machine, so that one that freezes keeps
nobody waiting who does not need it.

Half of them may be at it at once, however slow it is; the others wait for their turn while it
answers, and are sent away once it has been silent for SILENT_S. When one was given up by it, the
next are sent away at once, until a thread of its own, for which nobody waits, has found that it
answers again.
"""

import errno
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)
SILENT_S = 0.5
LOOKS_EACH_S = 1.0
AT_ONCE = 4  # where it is not known how many threads there are


class Gate:
    """asks: something small of the store; raises OSError where it does not answer. threads: of this
    process that answer requests, 0 where it is not known."""

    def __init__(self, asks: Callable[[], object], threads: int = 0):
        self.places = max(1, threads // 2) if threads else AT_ONCE
        self.is_away = False
        self._asks = asks
        self._inside = 0
        self._heard_at = 0.0  # the last answer, or when somebody came to an empty place
        self._changed = threading.Condition()

    @contextmanager
    def entered(self, is_brief: bool = False) -> Iterator[None]:
        """Be at the store. is_brief: for less time than it may be silent, so that no answer is no
        sign that it is away; and not worth a wait for one's turn.

        Raises: OSError, soon, where it is away or too many are there.
        """
        with self._changed:
            self._enter(0.0 if is_brief else SILENT_S)
        began, has_answered = time.monotonic(), True
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError:  # what is refused quickly is an answer, and costs nobody's time
            has_answered = time.monotonic() - began < SILENT_S
            raise
        finally:
            self._leave(has_answered, is_brief)

    def _enter(self, silent_s: float) -> None:
        while self._inside == self.places and not self.is_away:
            left = self._heard_at + silent_s - time.monotonic()
            if left <= 0:
                raise _refusal("too many are at it, and it is silent")
            self._changed.wait(left)
        if self.is_away:
            raise _refusal("it does not answer at the moment")
        if not self._inside:
            self._heard_at = time.monotonic()
        self._inside += 1

    def _leave(self, has_answered: bool, is_brief: bool) -> None:
        with self._changed:
            self._inside -= 1
            if has_answered:
                self._heard_at = time.monotonic()
            elif not is_brief and not self.is_away:
                threading.Thread(target=self._look, name="store", daemon=True).start()
                self.is_away = True
                log.warning("the photo store does not answer: nobody waits for it")
            self._changed.notify_all()

    def _look(self) -> None:
        try:
            while not self._answers():
                time.sleep(LOOKS_EACH_S)
        finally:
            with self._changed:
                self.is_away = False
        log.warning("the photo store answers again")

    def _answers(self) -> bool:
        began = time.monotonic()
        try:
            self._asks()
        except FileNotFoundError:
            return True
        except OSError:
            return time.monotonic() - began < SILENT_S
        return True


def _refusal(why: str) -> OSError:
    return OSError(errno.EIO, f"photo store: {why}")
