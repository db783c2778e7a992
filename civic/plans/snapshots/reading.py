"""A snapshot's packed data read where there is room for them: those of a large round, hundreds of
megabytes once unpacked, in a process of its own. Pure."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from civic.own_process import answer

LARGE = 400_000  # packed bytes
PLAIN = ("csv", "geojson")  # formats written without a library
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def is_large(packed: bytes) -> bool:
    return len(packed) >= LARGE


def takes_room(packed: bytes, format: str) -> bool:
    """What writes a file of a section takes some 50 MB that a web worker would keep."""
    return format not in PLAIN or is_large(packed)


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
