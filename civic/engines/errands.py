"""What asks another machine while somebody waits: done by threads of its own, so that a mail server
or an address service that does not answer holds no thread that serves pages."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from typing import TypeVar

Answer = TypeVar("Answer")


class Late(Exception):
    """It was not answered in time, or too many wait already; what was begun goes on."""


class Errands:
    """Whoever asks waits for wait_s. After one that was late nobody waits for rest_s, for the next
    ones would be late too. most: errands that may be under way or wait for their turn."""

    def __init__(self, name: str, wait_s: float, rest_s: float, threads: int = 4, most: int = 100):
        self.name, self.wait_s, self.rest_s, self.threads = name, wait_s, rest_s, threads
        self._room = threading.BoundedSemaphore(most)
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        self._rests_until = 0.0

    def begin(self, act: Callable[[], Answer]) -> Future[Answer]:
        """Have it done. Raises: Late when there is no room for another."""
        if not self._room.acquire(blocking=False):
            raise Late(f"{self.name}: too many wait")
        begun = self._threads().submit(act)
        begun.add_done_callback(lambda _done: self._room.release())
        return begun

    def answer(self, begun: Future[Answer]) -> Answer:
        """What it gave, or what it raised. Raises: Late."""
        rests = time.monotonic() < self._rests_until
        try:
            answer = begun.result(0 if rests else self.wait_s)
        except TooLate:
            if begun.done():  # the act's own
                raise
            if not rests:
                self._rests_until = time.monotonic() + self.rest_s
            raise Late(f"{self.name}: no answer within {self.wait_s} s") from None
        self._rests_until = 0.0
        return answer

    def do(self, act: Callable[[], Answer]) -> Answer:
        """Both. Raises: Late."""
        return self.answer(self.begin(act))

    def _threads(self) -> ThreadPoolExecutor:
        """Begun by the process that needs them: threads do not outlive a fork."""
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix=self.name)
            return self._pool
