"""flask demo prepare: an up-to-date database with the invented city, and how to look around."""

import logging

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from civic.db import db
from civic.demo.build import build
from civic.housekeeping.chores import CHORES
from civic.housekeeping.jobs import do_due
from civic.notices.collect import gather
from civic.places.models import Municipality

group = AppGroup("demo", help="The invented city.")
# What was promised of the finished round is kept before anybody looks; the rest is the worker's.
PROMISED = ("vote-links", "vote-chain", "retention")
KEPT = [chore for chore in CHORES if chore.name in PROMISED]
# Whom a link signs in as. Two planners: what changes a vote takes both.
LINKS = (
    ("주민 (resident)", "resident?"),
    ("담당자 (planner)", "planner?"),
    ("다른 담당자 (planner)", "planner?n=2&"),
    ("컨설턴트 (consultant)", "consultant?"),
    ("운영자 (operator)", "operator?"),
)


@group.command("prepare")
@click.option("--address", default="http://127.0.0.1:8000", help="Where the app will be served.")
@click.option("--quiet", is_flag=True, help="Print no links.")
def prepare(address, quiet):
    """Migrate the database, make the invented city if it is empty, print one link per role."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("only with CIVIC_DEMO=1")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    upgrade()
    if db.session.scalar(db.select(Municipality.id).limit(1)) is None:
        build()
        db.session.commit()
        gather()
        do_due(KEPT)
    if not quiet:
        click.echo(f"\n  가온시(지어낸 도시)  {address}/gaon/")
        for words, link in LINKS:
            click.echo(f"  {words}  {address}/demo/{link}next=/gaon/")
        click.echo("")
