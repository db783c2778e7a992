"""flask housekeeping run | status: the chores by hand or by cron, and whether any is overdue."""

from datetime import timedelta

import click
from flask.cli import AppGroup

from civic.db import db, reading
from civic.housekeeping.chores import CHORES
from civic.housekeeping.jobs import do_due
from civic.housekeeping.report import report
from civic.progress import dry_run_option

group = AppGroup("housekeeping", help="What the program promises to do by itself.")
NAMES = [chore.name for chore in CHORES]


@group.command("run")
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@dry_run_option
def run(names, dry_run):
    """Do the chores NAMES now, all of them when none is named; exit status 1 when one fails."""
    chosen = [chore for chore in CHORES if chore.name in names or not names]
    if dry_run:
        say_what_waits(chosen)
        return
    failed = do_due(chosen, whatever=True)
    click.echo(f"{len(chosen) - len(failed)} done" + "".join(f", {name} failed" for name in failed))
    if failed:
        raise SystemExit(1)


def say_what_waits(chores):
    """Each chore, and how much there is that it would do away with."""
    reading.set(True)
    for chore in chores:
        count = sum(owed.count for owed in chore.overdue(timedelta()))
        click.echo(f"would be done: {chore.name}" + (f", {count} due" if count else ""))
    db.session.rollback()


@group.command("status")
def status():
    """Say of each chore when it last went well and what is overdue; exit status 1 when any is."""
    reading.set(True)
    state = report()
    for chore in state.chores:
        last = f"{chore.finished_at:%Y-%m-%d %H:%M}Z" if chore.finished_at else "never"
        click.echo(f"{chore.name}: {'ok' if chore.is_well else 'OVERDUE'}, last done {last}")
        if chore.failure:
            click.echo(f"  failed {chore.failures} times: {chore.failure}")
        for owed in chore.owed:
            click.echo(
                f"  {owed.count} due {owed.due_at:%Y-%m-%d} still there {owed.where}".rstrip()
            )
    for refusal in state.refusals:
        answer = f"{refusal.status} {refusal.reason}".strip()
        click.echo(f"push service {refusal.host} refused {refusal.times} times: {answer}")
    db.session.rollback()
    if not state.is_well:
        raise SystemExit(1)
