"""flask votes tally: a Pabulib file counted by hand. Pure."""

from pathlib import Path

import click

from civic.votes.counting.completions import COMPLETIONS
from civic.votes.counting.count import RULE_FORMS, RuleNotDefined
from civic.votes.pabulib import read as pabulib


class NotCountable(click.ClickException):
    """A file that can't be counted; the status tells it from a bug."""

    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rule", type=click.Choice(list(RULE_FORMS)), default="greedy-skip", show_default=True
)
@click.option(
    "--completion",
    type=click.Choice(list(COMPLETIONS)),
    default="add1u-greedy",
    show_default=True,
    help="What equal-shares does with money left over.",
)
@click.option(
    "--step",
    type=click.IntRange(1, 10**15),
    default=1,
    show_default=True,
    help="By how much shares grow at a time, in the file's unit of money.",
)
def tally(file, rule, completion, step):
    """Print the winners of a Pabulib FILE: id, cost and votes, in the order chosen.

    Equal votes: as listed in the file. Equal payments in equal-shares: most votes first, then as
    listed. Ranked ballots count by Borda points, cumulative and scoring ones by their points;
    equal-shares takes every project that a ballot names, with more than no points, as approved.
    """
    try:
        election = pabulib.read(file.read_bytes())
        placed = election.count(rule, completion, step)
    except (pabulib.PabulibError, RuleNotDefined) as wrong:
        raise NotCountable(f"{file.name}: {wrong}") from wrong
    winners = [row.project for row in placed if row.selected]
    for project in winners:
        click.echo(f"{project.id}\t{project.cost}\t{project.votes}")
    spent = sum(project.cost for project in winners)
    how = f"{rule} {completion}" if rule == "equal-shares" else rule
    click.echo(
        f"{how}: {len(winners)} of {len(placed)} projects, "
        f"{spent} of {election.budget}, {len(election.ballots)} ballots",
        err=True,
    )
