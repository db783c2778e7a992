"""How far a long command has come, on its error stream: a line every few seconds, which reads as
well in a terminal as in the journal of a timer."""

import time
from collections.abc import Collection, Iterator
from typing import TypeVar

import click

Row = TypeVar("Row")
EVERY_S = 5.0


def counted(rows: Collection[Row], of: str) -> Iterator[Row]:
    """The rows one by one; says "photos: 1,200 of 40,000" where it takes long. of: what they
    are."""
    told = time.monotonic()
    for number, row in enumerate(rows):
        if time.monotonic() - told >= EVERY_S:
            told = time.monotonic()
            click.echo(f"{of}: {number:,} of {len(rows):,}", err=True)
        yield row
