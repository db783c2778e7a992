"""flask people purge: what is over its time, deleted by hand or only told."""

import click

from civic.db import db
from civic.privacy.retention.due import all_due, purge


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
def purge_command(dry_run):
    """Delete personal data that is over its time, city by city: what the worker does once a day."""
    dues = all_due() if dry_run else purge()
    for due in dues:
        where = due.where.slug if due.where else "everywhere"
        click.echo(f"{due.kind}\t{where}\t{due.count} older than {due.days} days")
    done = "would be deleted" if dry_run else "deleted"
    click.echo(f"{sum(due.count for due in dues)} {done}")
    db.session.rollback()
