"""A snapshot's packed data read where there is room for them: those of a large round, hundreds of
megabytes once unpacked, in a process of its own. Pure."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from civic.own_process import answer

LARGE = 400_000  # packed bytes
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def is_large(packed: bytes) -> bool:
    return len(packed) >= LARGE


def read(
    work: Callable[Concatenate[bytes, Asked], Answer],
    packed: bytes,
    /,
    *values: Asked.args,
    **named: Asked.kwargs,
) -> Answer:
    """What work(packed, *values, **named) gives. work: a function of a pure file."""
    if is_large(packed):
        return answer(work, packed, *values, **named)
    return work(packed, *values, **named)
