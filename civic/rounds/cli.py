"""flask rounds: the calls that ship with the program, and opening a round."""

import click
from flask.cli import AppGroup

from civic.db import db
from civic.people.rules import LEVELS
from civic.places.models import Municipality
from civic.rounds.calls.models import Call, load_calls
from civic.rounds.models import Round
from civic.rounds.rules import (
    COMPLETIONS,
    MOST_CHOICES,
    RULES,
    UNPROVEN,
    AlreadyOpen,
    CallClosed,
    WrongRule,
)

RULES_HELP = "; ".join(f"{form}: {', '.join(rules)}" for form, rules in RULES.items())
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
@click.option("--intro", default="", help="Words to residents.")
@click.option("--budget-won", type=click.IntRange(1), help="Default: what the call gives a city.")
@click.option("--national-share", type=click.FloatRange(0, 1), default=0.5, show_default=True)
@click.option("--ballot-form", type=click.Choice(list(RULES)), default="approval")
@click.option("--rule", default="greedy-skip", show_default=True, help=RULES_HELP)
@click.option("--completion", type=click.Choice(COMPLETIONS), default=COMPLETIONS[0])
@click.option("--max-choices", type=click.IntRange(1, MOST_CHOICES), default=5)
@click.option("--vote-levels", type=click.Choice(LEVELS), multiple=True, default=["invite", "desk"])
@click.option("--unproven", type=click.Choice(UNPROVEN), default="apart", show_default=True)
def open_round(slug, call_slug, **settings):
    """Open a municipality's next round; its phases are set on the planner's page."""
    place = db.session.scalar(db.select(Municipality).filter_by(slug=slug))
    call = db.session.scalar(db.select(Call).filter_by(slug=call_slug))
    if place is None or call is None:
        raise click.ClickException("no such municipality or call")
    settings["vote_levels"] = [level for level in LEVELS if level in settings["vote_levels"]]
    settings["budget_won"] = settings["budget_won"] or call.city_won
    if settings["budget_won"] is None:
        raise click.ClickException("the call states no money for a city; give --budget-won")
    try:
        round = Round.open(place, call, None, **settings)
    except CallClosed as closed:
        sentence = f"nothing was opened: {call_slug} took applications until {call.apply_to_on}"
        raise click.ClickException(sentence) from closed
    except (WrongRule, AlreadyOpen) as wrong:
        raise click.ClickException(f"nothing was opened: {wrong}") from wrong
    db.session.commit()
    click.echo(f"/{slug}/{round.number}/")
