"""What commands say: how far a long one has come, on its error stream, a line every few seconds,
which reads as well in a terminal as in the journal of a timer; and what one took away, or would."""

import time
from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

import click

from civic.db import db

Row = TypeVar("Row")
Report = Callable[[int, int], None]  # how many are done, of how many
EVERY_S = 5.0
# Of every command that takes something away.
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Only say what would be taken away; change nothing."
)


def reporting(of: str) -> Report:
    """Says "photos: 1,200 of 40,000" where it takes long. of: what they are."""
    said_at = time.monotonic()

    def report(number: int, total: int) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= EVERY_S:
            said_at = time.monotonic()
            click.echo(f"{of}: {number:,} of {total:,}", err=True)

    return report


def counted(rows: Collection[Row], of: str) -> Iterator[Row]:
    """The rows one by one, saying how far they are."""
    report = reporting(of)
    for number, row in enumerate(rows):
        report(number, len(rows))
        yield row


def conclude(done: str, what: str, dry_run: bool) -> None:
    """Commit what a command took away and say so, "revoked: 도로 앱"; with dry_run nothing is taken
    away: "would be revoked: 도로 앱"."""
    if dry_run:
        db.session.rollback()
        click.echo(f"would be {done}: {what}")
        return
    db.session.commit()
    click.echo(f"{done}: {what}")
