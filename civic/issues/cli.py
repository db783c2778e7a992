"""Commands about issues: importing them, counting them anew."""

import click
from flask.cli import AppGroup

from civic.db import db, lock
from civic.issues.duplicates.cli import duplicates_command, themes_command
from civic.issues.importing.cli import import_command
from civic.kept_counts import KEPT
from civic.places.models import Municipality
from civic.rounds.models import Round

group = AppGroup("issues", help="Issues of a round.")
group.add_command(import_command)
group.add_command(themes_command)
group.add_command(duplicates_command)


@group.command("recount")
@click.option("--municipality", "slug", help="Its address, e.g. gaon; every one if left out.")
def recount_command(slug):
    """Count every kept number anew from the rows, and say which were wrong."""
    rounds = db.session.scalars(_rounds_of(slug)).all()
    repairs = {kept.name: [] for kept in KEPT}
    for round_id in [*rounds, None]:
        # One round at a time, so that others wait for the shortest while.
        lock(Round, [round_id])
        for kept in KEPT:
            if kept.by_round == (round_id is not None):
                repairs[kept.name] += kept.repair(round_id)
        db.session.commit()
    for name, changes in repairs.items():
        click.echo(f"{name}: {f'{len(changes)} repaired' if changes else 'right'}")
        for change in changes:
            click.echo(f"  {change.row}: {change.before} → {change.after}")


def _rounds_of(slug: str | None):
    """A select of round ids. Raises: ClickException when there is no such municipality."""
    rounds = db.select(Round.id).order_by(Round.id)
    if slug is None:
        return rounds
    place = db.session.scalar(db.select(Municipality.id).filter_by(slug=slug))
    if place is None:
        raise click.ClickException(f"No municipality {slug!r}.")
    return rounds.filter_by(municipality_id=place)
