"""flask votes …: counting by hand."""

from pathlib import Path

import click
from flask.cli import AppGroup

from civic.votes import pabulib
from civic.votes.greedy import GREEDY_RULES, cheaper_first

group = AppGroup("votes", help="Count votes.")

# name: election → projects in the order they were selected. Ties: lower cost first, then id.
RULES = {
    name: lambda election, rule=rule: [
        placed.project
        for placed in rule(election.totals(), election.budget, cheaper_first)
        if placed.selected
    ]
    for name, rule in GREEDY_RULES.items()
}


@group.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rule", type=click.Choice(list(RULES)), default="greedy-skip", show_default=True)
def tally(file, rule):
    """Print the winners of a Pabulib FILE: id, cost and votes, in the order chosen."""
    try:
        election = pabulib.read(file.read_bytes())
    except pabulib.PabulibError as wrong:
        raise click.ClickException(f"{file.name}: {wrong}") from wrong
    winners = RULES[rule](election)
    for project in winners:
        click.echo(f"{project.id}\t{project.cost}\t{project.votes}")
    spent = sum(project.cost for project in winners)
    click.echo(
        f"{rule}: {len(winners)} of {len(election.projects)} projects, "
        f"{spent} of {election.budget}, {len(election.votes)} ballots",
        err=True,
    )
