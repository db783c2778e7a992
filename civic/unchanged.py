"""Answers that are kept while nobody has written anything to the database."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from civic.db import unchanged_mark

Answer = TypeVar("Answer")


class WhileUnchanged(Generic[Answer]):
    """most: answers kept. They must be values: a row would belong to a session that has ended."""

    def __init__(self, most: int):
        self._most = most
        self._known: dict[tuple, Answer] = {}

    def get(self, key: Hashable, compute: Callable[[], Answer]) -> Answer:
        """What compute() gives, or gave since the last commit of anybody."""
        mark = unchanged_mark()
        if mark is None:
            return compute()
        if (mark, key) not in self._known:
            answer = compute()
            while len(self._known) >= self._most:
                self._known.pop(next(iter(self._known)), None)
            self._known[mark, key] = answer
            return answer
        return self._known[mark, key]
