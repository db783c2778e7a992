"""Commands about issues: importing them, counting them anew."""

import click
from flask.cli import AppGroup

from civic.db import db
from civic.issues.duplicates.cli import duplicates_command, themes_command
from civic.issues.importing.cli import import_command
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.rounds.recounting import recount_all

group = AppGroup("issues", help="Issues of a round.")
group.add_command(import_command)
group.add_command(themes_command)
group.add_command(duplicates_command)


@group.command("recount")
@click.option("--municipality", "slug", help="Its address, e.g. gaon; every one if left out.")
@click.option("--check", is_flag=True, help="Only look: exit status 1 when any is wrong.")
def recount_command(slug, check):
    """Count every kept number anew from the rows, and say which were wrong."""
    repairs = recount_all(db.session.scalars(_rounds_of(slug)).all(), only_look=check)
    outcome = "wrong" if check else "repaired"
    for name, changes in repairs.items():
        click.echo(f"{name}: {f'{len(changes)} {outcome}' if changes else 'right'}")
        for change in changes:
            click.echo(f"  {change.row}: {change.before} → {change.after}")
    if check and any(repairs.values()):
        raise SystemExit(1)


def _rounds_of(slug: str | None):
    """A select of round ids. Raises: ClickException when there is no such municipality."""
    rounds = db.select(Round.id).order_by(Round.id)
    if slug is None:
        return rounds
    place = db.session.scalar(db.select(Municipality.id).filter_by(slug=slug))
    if place is None:
        raise click.ClickException(f"No municipality {slug!r}.")
    return rounds.filter_by(municipality_id=place)
