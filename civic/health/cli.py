"""flask secrets … and flask drift: for whoever runs the program."""

import secrets as random
import sys

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from civic.db import db, reading
from civic.health.earlier_keys import on_earlier_keys

# Search is written by hand; the version, counters and the queue's are made by what uses them.
NOT_OURS = ("issue_search", "alembic_version", "limit_count", "job_queue")
secrets = AppGroup("secrets", help="The key that signs sessions, links and codes.")


@secrets.command("new")
def new():
    """Print a new key and the lines that bring it in (docs/OPERATE.md, A new key). Changes
    nothing, and prints no key that is in use."""
    click.echo(f"CIVIC_SECRET_KEY={random.token_hex(32)}")
    click.echo("CIVIC_EARLIER_KEYS=<the value CIVIC_SECRET_KEY had, then those that stood here>")
    if not current_app.config["IDENTITY_SECRET"]:
        click.echo("CIVIC_IDENTITY_SECRET=<the value CIVIC_SECRET_KEY had>")


@secrets.command("check")
def check():
    """Say what still stands on an earlier key, and so what would end without CIVIC_EARLIER_KEYS;
    exit status 1 when there is anything."""
    reading.set(True)
    if not current_app.config["EARLIER_KEYS"]:
        click.echo("CIVIC_EARLIER_KEYS names none.")
        return
    counts = on_earlier_keys(_shown)
    for what, count in counts.items():
        click.echo(f"{count} {what}")
    days = current_app.config["SIGN_IN_DAYS"]
    click.echo(f"Sessions tell nobody their key: wait {days} days after the change for them.")
    db.session.rollback()
    if any(counts.values()):
        raise SystemExit(1)


@click.command("drift")
@with_appcontext
def drift():
    """Compare the database's tables with what the program's models say, column by column; exit
    status 1 when they differ: somebody changed them by hand, or a migration is missing."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def is_ours(name, kind, _parents):
        return not (kind == "table" and name.startswith(NOT_OURS))

    reading.set(True)
    with db.engine.connect() as connection:
        options = {"include_name": is_ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, db.metadata)
    for difference in differences:
        click.echo(_in_words(difference))
    if differences:
        raise SystemExit(1)
    click.echo(f"{len(db.metadata.tables)} tables are as the models say.")


def _in_words(difference) -> str:
    """Alembic's own tuples: (what, …) or a list of them for one column."""
    parts = difference[0] if isinstance(difference, list) else difference
    return " ".join(str(part) for part in parts if part is not None)


def _shown(rows):
    with click.progressbar(rows, label="codes", file=sys.stderr) as bar:
        yield from bar
