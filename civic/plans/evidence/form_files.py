"""A call's form in the bundle: empty, filled, and what was put into each place. Pure."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any


def form_files(filled: Iterable[Any]) -> Iterator[tuple[str, bytes]]:
    """Of FilledForm rows: the files of each, with their names."""
    for number, one in enumerate(filled, 1):
        yield f"forms/{number}/form.{one.form.origin}", one.form.content
        yield f"forms/{number}/filled.{one.format}", one.content
        yield f"forms/{number}/mapping.json", zlib.decompress(one.mapping)
