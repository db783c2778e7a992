"""The commands of the program, `flask … `."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask
from flask.cli import AppGroup


class Commands(AppGroup):
    """Loaded with the first command that is asked for: a server that runs none needs neither
    them nor what they use (Alembic, readers of files)."""

    def __init__(self, app: Flask, features: tuple[str, ...]):
        super().__init__(app.name)
        self.app, self.features = app, features

    def get_command(self, ctx, name):
        self._load()
        return super().get_command(ctx, name)

    def list_commands(self, ctx):
        self._load()
        return super().list_commands(ctx)

    def _load(self) -> None:
        if self.commands:
            return
        start_migrations(self.app)
        for feature in self.features:
            if find_spec(f"civic.{feature}.cli") is not None:
                self.add_command(import_module(f"civic.{feature}.cli").group)
        self.add_command(import_module("civic.worker").work)


def start_migrations(app: Flask) -> None:
    """Make `flask db`, and upgrade() within the program, know where the migrations are."""
    from flask_migrate import Migrate

    from civic.config import ROOT
    from civic.db import db

    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
