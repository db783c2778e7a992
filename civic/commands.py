"""The commands of the program, `flask … `."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError, OperationalError

from civic.engines.storage_trouble import storage_trouble

# As PostgreSQL says it (its codes), as SQLite does (its words), and what to do about it.
CAUSES = (
    (
        ("42P01", "42703"),
        ("no such table", "no such column", "has no column"),
        "The database lacks a table or a column that this program needs. Upgrade it: flask --app"
        " wsgi db upgrade (flask drift says what differs).",
    ),
    (
        ("55P03", "40P01", "40001"),
        ("database is locked", "database table is locked"),
        "Somebody else has been writing to the database for longer than is waited for; nothing was"
        " changed since the command last said so. Run it again.",
    ),
    (
        ("57014",),
        ("interrupted",),
        "A statement took longer than the database allows, and was ended. Run it again.",
    ),
    (
        ("25006",),
        ("attempt to write a readonly",),
        "The database may only be read by whoever runs this. Run it as the program's own user, at a"
        " server that takes writes.",
    ),
    (
        ("28000", "28P01", "3D000", "42501"),
        ("password authentication failed", 'FATAL:  database "', 'FATAL:  role "'),
        "The server of CIVIC_DATABASE_URL refuses this name, its password or its database.",
    ),
    (
        ("53300",),
        ("too many clients", "remaining connection slots"),
        "The server has no connection left. Lower CIVIC_DATABASE_CONNECTIONS, or raise its"
        " max_connections.",
    ),
    ((), ("file is not a database",), "The file of CIVIC_DATABASE_URL is no database of SQLite."),
    (
        (),
        ("unable to open database file",),
        "The file of CIVIC_DATABASE_URL can't be opened: is its folder there, and may this user"
        " write there?",
    ),
)
# Of photos, backups and other files, by storage_trouble.
STORAGE = {
    "full": "A disk or the photo store is full. Make room, and run it again.",
    "failing": "A disk or the store of CIVIC_PHOTO_STORE can't be read or written at the moment.",
}


class Commands(AppGroup):
    """Loaded with the first command that is asked for: a server that runs none needs neither
    them nor what they use (Alembic, readers of files)."""

    def __init__(self, app: Flask):
        super().__init__(app.name)
        self.app = app

    def get_command(self, ctx, name):
        self._load()
        if ctx is not None:  # it is run, not only looked up
            ctx.with_resource(told_in_words())
        return super().get_command(ctx, name)

    def list_commands(self, ctx):
        self._load()
        return super().list_commands(ctx)

    def _load(self) -> None:
        if self.commands:
            return
        start_migrations(self.app)
        from civic.backups.cli import backup_command, restore_command
        from civic.demo import cli as demo
        from civic.health import cli as health
        from civic.housekeeping import cli as housekeeping
        from civic.issues import cli as issues
        from civic.notices import cli as notices
        from civic.open_data import cli as open_data
        from civic.people import cli as people
        from civic.photos import cli as photos
        from civic.places import cli as places
        from civic.plans import cli as plans
        from civic.privacy.cli import purge_command
        from civic.rounds import cli as rounds
        from civic.solutions import cli as solutions
        from civic.votes import cli as votes
        from civic.worker import work

        features = (people, places, photos, rounds, issues, solutions, votes, plans)
        for feature in (*features, notices, open_data, housekeeping, demo):
            self.add_command(feature.group)
        people.group.add_command(purge_command)
        self.add_command(health.secrets)
        for command in (work, backup_command, restore_command, health.drift):
            self.add_command(command)


@contextmanager
def told_in_words() -> Iterator[None]:
    """What keeps a command from its work at database or photos is told in a sentence each."""
    try:
        yield
    except OSError as failed:
        sentence = STORAGE.get(storage_trouble(failed))
        if sentence is None:
            raise
        reason = str(failed).partition("\n")[0]
        raise click.ClickException(f"{sentence} ({reason})") from failed
    except DBAPIError as failed:
        sentence = why(failed)
        if sentence is None:
            raise
        reason = str(failed.orig).strip().partition("\n")[0]
        raise click.ClickException(f"{sentence} ({reason})") from failed


def why(failed: DBAPIError) -> str | None:
    """What to do about it; None for what is a mistake of the program's own."""
    trouble = storage_trouble(failed)
    if trouble == "full":
        return "The disk of the database is full. Make room, and run it again."
    message, state = str(failed.orig), getattr(failed.orig, "sqlstate", None)
    for states, words, sentence in CAUSES:
        if state in states or any(word in message for word in words):
            return sentence
    if trouble:
        return "The disk of the database fails, or its file is damaged."
    if isinstance(failed, OperationalError):
        return "The database of CIVIC_DATABASE_URL can't be reached. Is it there, and running?"
    return None


def start_migrations(app: Flask) -> None:
    """Make `flask db`, and upgrade() within the program, know where the migrations are."""
    from flask_migrate import Migrate

    from civic.db import db
    from civic.settings.program import ROOT

    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
