"""flask rounds: the calls that ship with the program, and opening a round."""

import click
from flask.cli import AppGroup

from civic.db import db
from civic.places.models import Municipality
from civic.rounds.models import Call, Round, load_calls

group = AppGroup("rounds", help="Calls and rounds.")


@group.command("load-calls")
def load():
    """Add or correct the calls that ship with the program."""
    count = load_calls()
    db.session.commit()
    click.echo(f"{count} calls.")


@group.command("open")
@click.option("--municipality", "slug", required=True)
@click.option("--call", "call_slug", required=True, help="A call's slug, e.g. small-city-2022.")
@click.option("--title", required=True)
@click.option("--budget-won", type=click.IntRange(1), required=True)
@click.option("--max-choices", type=click.IntRange(1, 20), default=5)
def open_round(slug, call_slug, title, budget_won, max_choices):
    """Open a municipality's next round; its phases are set on the planner's page."""
    place = db.session.scalar(db.select(Municipality).filter_by(slug=slug))
    call = db.session.scalar(db.select(Call).filter_by(slug=call_slug))
    if place is None or call is None:
        raise click.ClickException("no such municipality or call")
    last = db.session.scalar(db.select(db.func.max(Round.number)).filter_by(municipality=place))
    round = Round(
        municipality=place,
        call=call,
        number=(last or 0) + 1,
        title=title,
        budget_won=budget_won,
        max_choices=max_choices,
    )
    db.session.add(round)
    db.session.commit()
    click.echo(f"/{slug}/{round.number}/")
