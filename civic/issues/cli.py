"""`flask issues import FILE`: existing complaints, by an operator at a terminal."""

import gzip
from pathlib import Path

import click
from flask.cli import AppGroup

from civic.db import db, lock, one_moment
from civic.issues.importing.columns import FIELDS
from civic.issues.importing.labels import left_out_row, mistake_row
from civic.issues.importing.mapping import NothingToRead, read_pairs
from civic.issues.importing.models import IssueImport
from civic.issues.importing.refusals import AnotherRuns, MistakesLeft
from civic.issues.importing.run import finish_import
from civic.issues.labels import CATEGORIES
from civic.issues.themes_cli import duplicates_command, themes_command
from civic.kept_counts import KEPT
from civic.places.models import Municipality
from civic.places.tables import UnreadableFile
from civic.places.tables.labels import about_file
from civic.rounds.models import Round

group = AppGroup("issues", help="Issues of a round.")
group.add_command(themes_command)
group.add_command(duplicates_command)
SHOWN_MISTAKES = 20
SENTENCES = {
    "no_words": "Map at least one of title and body.",
    "half_position": "Map both lat and lon, or neither.",
    "unknown": "There is no such field, column, category or point:",
}


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", "slug", required=True, help="Its address, e.g. gaon.")
@click.option("--round", "number", type=int, help="Number of the round; the newest if left out.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help=f"Which column is what: {', '.join(FIELDS)}. Guessed from the header if none is given.",
)
@click.option(
    "--category", "kinds", multiple=True, metavar="VALUE=CODE", help="A value's category."
)
@click.option("--category-default", default="other", type=click.Choice(list(CATEGORIES)))
@click.option("--no-place", multiple=True, metavar="LAT,LON", help="A point that is no place.")
@click.option("--outside-no-place", is_flag=True, help="Take rows outside without their place.")
@click.option("--skip-errors", is_flag=True, help="Leave rows with mistakes out.")
def import_command(
    file, slug, number, columns, kinds, category_default, no_place, outside_no_place, skip_errors
):
    """Make an issue of every row of a CSV (also .csv.gz) or Excel file, or of none."""
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    with one_moment():  # nobody waits for the database while the file is parsed
        round = find_round(slug, number)
    try:
        new = IssueImport.keep(round, None, file.name, data)
        chosen = read_pairs(new.table(), new.mapping["columns"], columns, kinds, no_place)
        new.mapping = new.mapping | chosen
        new.mapping |= {"category_default": category_default}
        new.mapping |= {"outside_is_no_place": outside_no_place}
        db.session.commit()
        count, left_out = _import(new.id, skip_errors)
    except UnreadableFile as wrong:
        raise click.ClickException(about_file(wrong)) from wrong
    except NothingToRead as wrong:
        raise click.ClickException(f"{SENTENCES[wrong.why]} {wrong.what}".strip()) from wrong
    except MistakesLeft as left:
        raise click.ClickException(_listing(left.mistakes)) from left
    except AnotherRuns as running:
        raise click.ClickException("Another file of the round is being imported.") from running
    here = sum(row.why == "here" for row in left_out)
    click.echo(f"{count} issues imported, {here} were here already.")
    for row in left_out:
        click.echo("\t".join(map(str, left_out_row(row, "issue {}".format))))


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


def find_round(slug: str, number: int | None) -> Round:
    """Raises: ClickException when there is no such municipality or round."""
    query = db.select(Round).join(Municipality).where(Municipality.slug == slug)
    if number is not None:
        query = query.where(Round.number == number)
    round = db.session.scalar(query.order_by(Round.number.desc()).limit(1))
    if round is None:
        raise click.ClickException(f"No round {number or ''} of a municipality {slug!r}.")
    return round


def _import(import_id, skip_errors):
    """(issues made, rows that became none). Nobody waits for the database while rows are read."""
    with one_moment():
        issue_import = db.session.get(IssueImport, import_id)
        file = issue_import.opened()
    try:
        issue_import.start(file, file.read(), skip_mistakes=skip_errors)
    except (MistakesLeft, AnotherRuns):
        db.session.rollback()
        issue_import.drop()
        db.session.commit()
        raise
    db.session.commit()
    finish_import(import_id)
    return issue_import.rows, issue_import.noted()[0]


def _listing(mistakes):
    lines = ["\t".join(map(str, mistake_row(mistake))) for mistake in mistakes[:SHOWN_MISTAKES]]
    more = len(mistakes) - len(lines)
    tail = [f"… {more} more"] if more else []
    head = f"{len(mistakes)} mistakes; nothing was imported. Mend the file or add --skip-errors."
    return "\n".join([head, *lines, *tail])
