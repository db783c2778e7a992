"""flask solutions load-catalogue."""

import click
from flask.cli import AppGroup

from civic.db import db
from civic.solutions.catalogue.models import load_catalogue

group = AppGroup("solutions", help="Solutions and the catalogue of proven ones.")


@group.command("load-catalogue")
def load():
    """Add or correct the proven solutions that ship with the program."""
    count = load_catalogue()
    db.session.commit()
    click.echo(f"{count} proven solutions in the catalogue.")
