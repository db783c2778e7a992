"""flask notices deliver (one pass of what the worker does) and flask notices make-keys."""

import click
from flask.cli import AppGroup

from civic.engines.web_push import new_keys
from civic.notices.deliver import deliver

group = AppGroup("notices", help="What people are told about.")


@group.command("deliver")
def deliver_command():
    """One pass, for cron: notices of what is new, pushes, the day's mails. Safe beside a worker."""
    counts = deliver()
    if any(counts.values()):
        click.echo("notices {notices}, pushes {pushes}, mails {mails}".format(**counts))


@group.command("make-keys")
def make_keys():
    """Print a new pair for Web Push, as lines for .env."""
    private, public = new_keys()
    click.echo(f"CIVIC_VAPID_PRIVATE_KEY={private}")
    click.echo(f"# public half, for your records: {public}")
