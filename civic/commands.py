"""The commands of the program, `flask … `."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

NO_TABLE = "42P01"  # as PostgreSQL says it


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
    """A database that is away, or has no such table, is told in a sentence."""
    try:
        yield
    except (OperationalError, ProgrammingError) as failed:
        state = getattr(failed.orig, "sqlstate", NO_TABLE)
        if isinstance(failed, ProgrammingError) and state != NO_TABLE:
            raise
        reason = str(failed.orig).strip().partition("\n")[0]
        raise click.ClickException(
            f"The database of CIVIC_DATABASE_URL can't be worked on: {reason}. Is it there, and has"
            " it its tables (flask --app wsgi db upgrade)?"
        ) from failed


def start_migrations(app: Flask) -> None:
    """Make `flask db`, and upgrade() within the program, know where the migrations are."""
    from flask_migrate import Migrate

    from civic.db import db
    from civic.settings.program import ROOT

    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
