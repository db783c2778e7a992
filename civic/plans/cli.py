"""flask plans export and verify: the section in every format, and whether a bundle holds."""

from pathlib import Path

import click
from flask.cli import AppGroup

from civic.db import db, writing
from civic.documents.export.formats import FORMATS, SUMMARY_FORMATS
from civic.places.models import Municipality
from civic.plans.evidence.verify import LARGEST, UnreadableBundle, differences
from civic.plans.form_cli import fill_form, read_form_command
from civic.plans.jobs.models import Job
from civic.plans.models import Plan
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.rounds.models import Round

group = AppGroup("plans", help="Plans and their exports.")
group.add_command(read_form_command)
group.add_command(fill_form)


@group.command("export")
@click.option("--municipality", "slug", required=True)
@click.option("--round", "number", type=int, required=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--compile", "again", is_flag=True, help="Freeze the round as it is now first.")
def export(slug, number, out, again):
    """Write the latest snapshot's section and its summary to OUT, one file a format."""
    query = db.select(Round).join(Municipality).where(Municipality.slug == slug)
    round = db.session.scalar(query.where(Round.number == number))
    if round is None:
        raise click.ClickException(f"there is no round /{slug}/{number}/")
    plan = Plan.start(round)
    snapshot = plan.snapshot()
    if snapshot is None or again:
        snapshot = freeze(plan, None)
    db.session.commit()
    document = document_of(snapshot)
    out.mkdir(parents=True, exist_ok=True)
    for name, format in FORMATS.items():
        path = out / f"{slug}-{number}-{snapshot.number}.{name}"
        _write(path, format.export(document))
    for name, format in SUMMARY_FORMATS.items() if document.summary else ():
        path = out / f"{slug}-{number}-{snapshot.number}-summary.{name}"
        _write(path, format.export(document.summary))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    click.echo(f"{path}  {len(content):,} bytes")


@group.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file):
    """Recount every figure of a bundle FILE and say what differs (exit status 1)."""
    try:
        if file.stat().st_size > LARGEST:
            raise UnreadableBundle("파일이 너무 큼")
        differing = differences(file.read_bytes(), click.echo)
    except UnreadableBundle as wrong:
        raise click.ClickException(str(wrong)) from wrong
    for sentence in differing:
        click.echo(sentence)
    if differing:
        raise click.ClickException(f"다른 것 {len(differing)}건")
    click.echo("모두 같음: 파일, 자료, 적힌 값, 문서, 투표")


@group.command("sweep")
@click.option("--dry-run", is_flag=True, help="Only say how many would be forgotten.")
def sweep(dry_run):
    """Forget long work that ended two weeks ago. Run daily."""
    with writing():
        gone = Job.sweep()
        if dry_run:
            db.session.rollback()
        db.session.commit()
    click.echo(f"jobs {'that would be ' if dry_run else ''}forgotten: {gone}")
