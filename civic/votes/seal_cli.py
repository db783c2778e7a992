"""flask votes chain | check | forget-links: what keeps a sealed vote honest, by hand or by cron."""

import click
from flask import current_app
from flask.cli import with_appcontext

from civic.db import db, now
from civic.rounds.models import Round
from civic.votes.models import ChainHead, Tally, forget_links
from civic.votes.seal_models import differences


@click.command("chain")
@with_appcontext
def chain():
    """Publish the event log's chain heads of the hours that are over. Run hourly.

    The seal has closed a chain: a round that was counted gets no more.
    """
    for round in _voting_rounds():
        if Tally.of(round):
            continue
        before = len(ChainHead.of(round))
        ChainHead.extend(round)
        click.echo(f"{_name(round)}: {len(ChainHead.of(round)) - before} new heads")
    db.session.commit()


@click.command("check")
@with_appcontext
def check():
    """Compare stored ballots, the event log and published files with what was sealed.

    Prints what differs; exit status 1 when anything does.
    """
    wrong = 0
    for round in _voting_rounds():
        found = differences(round)
        wrong += len(found)
        click.echo(f"{_name(round)}: " + ("; ".join(found) if found else "agrees"))
    if wrong:
        raise SystemExit(1)


@click.command("forget-links")
@with_appcontext
def forget():
    """Destroy the link from voters to ballots where the objection window is over. Run daily."""
    days = current_app.config["VOTE_OBJECTION_DAYS"]
    for tally in db.session.scalars(db.select(Tally).order_by(Tally.id)):
        if tally.links_until(days) <= now():
            click.echo(f"{_name(tally.round)}: {forget_links(tally.round)} links destroyed")
    db.session.commit()


COMMANDS = (chain, check, forget)


def _voting_rounds():
    rounds = db.session.scalars(db.select(Round).order_by(Round.id)).all()
    return [round for round in rounds if round.phase("vote") is not None]


def _name(round) -> str:
    return f"{round.municipality.slug}/{round.number}"
