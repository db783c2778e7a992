"""flask notices deliver (the worker) and flask notices make-keys."""

import signal
import time

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from civic.db import db
from civic.engines.web_push import new_keys
from civic.notices.deliver import deliver

group = AppGroup("notices", help="What people are told about.")


@group.command("deliver")
@click.option("--every", type=click.IntRange(min=1), help="Go on, this many seconds apart.")
def deliver_command(every):
    """Make notices of what is new, push them, send the day's mails. Safe to run twice at once."""
    if every is None:
        _one_pass()
        return
    stopping = _stop_on_signal()
    while not stopping:
        try:
            _one_pass()
        except OperationalError as failed:
            current_app.logger.warning("notices: will try again: %s", failed.orig)
        _wait(every, stopping)


@group.command("make-keys")
def make_keys():
    """Print a new pair for Web Push, as lines for .env."""
    private, public = new_keys()
    click.echo(f"CIVIC_VAPID_PRIVATE_KEY={private}")
    click.echo(f"# public half, for your records: {public}")


def _one_pass():
    try:
        done = deliver()
    finally:
        db.session.remove()
    if any(done.values()):
        click.echo("notices {notices}, pushes {pushes}, mails {mails}".format(**done))


def _stop_on_signal() -> list:
    """Grows when the process is asked to stop; the pass under way is finished first."""
    asked: list[int] = []
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, _frame: asked.append(number))
    return asked


def _wait(seconds, stopping):
    until = time.monotonic() + seconds
    while not stopping and time.monotonic() < until:
        time.sleep(min(0.5, seconds))
