"""flask votes chain | check | forget-links: what the worker does by itself, by hand."""

import click
from flask import current_app
from flask.cli import with_appcontext

from civic.db import db
from civic.votes.seal import promises
from civic.votes.seal.promises import address_of


@click.command("chain")
@with_appcontext
def chain():
    """Publish the event log's chain heads of the hours that are over."""
    for round, added in promises.extend_chains():
        click.echo(f"{address_of(round)}: {added} new heads")
    db.session.commit()


@click.command("check")
@with_appcontext
def check():
    """Compare stored ballots, the event log and published files with what was sealed.

    Prints what differs; exit status 1 when anything does.
    """
    by_round = promises.differing()
    for round, differences in by_round.items():
        click.echo(f"{address_of(round)}: " + ("; ".join(differences) or "agrees"))
    if any(by_round.values()):
        raise SystemExit(1)


@click.command("forget-links")
@click.option("--dry-run", is_flag=True, help="Only say how many would be destroyed.")
@with_appcontext
def forget(dry_run):
    """Destroy the link from voters to ballots where the objection window is over."""
    done = "would be destroyed" if dry_run else "destroyed"
    for links in promises.forget_due_links(current_app.config["VOTE_OBJECTION_DAYS"]):
        click.echo(f"{address_of(links.round)}: {links.count} links {done}")
    if dry_run:
        db.session.rollback()
    db.session.commit()
