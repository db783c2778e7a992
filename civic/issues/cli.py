"""`flask issues import FILE`: existing complaints, by an operator at a terminal."""

import gzip
from pathlib import Path

import click
from flask.cli import AppGroup

from civic.db import db, lock
from civic.issues.categories import CATEGORIES
from civic.issues.import_columns import FIELDS
from civic.issues.import_mapping import NothingToRead, read_pairs
from civic.issues.import_models import IssueImport, MistakesLeft
from civic.issues.import_words import mistake_row
from civic.kept_counts import KEPT
from civic.places.models import Municipality
from civic.places.table_words import about_file
from civic.places.tables import UnreadableFile
from civic.rounds.models import Round

group = AppGroup("issues", help="Issues of a round.")
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
    """Make an issue of every row of a CSV (also .csv.gz) or XLSX file, or of none."""
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    try:
        kept = IssueImport.keep(find_round(slug, number), None, file.name, data)
        kept.mapping = read_pairs(
            kept.table(), kept.mapping["columns"], columns, kinds, no_place
        ) | {"category_default": category_default, "outside_is_no_place": outside_no_place}
        db.session.commit()
        made, here = _import(kept, skip_errors)
    except UnreadableFile as wrong:
        raise click.ClickException(about_file(wrong)) from wrong
    except NothingToRead as wrong:
        raise click.ClickException(f"{SENTENCES[wrong.why]} {wrong.what}".strip()) from wrong
    except MistakesLeft as left:
        raise click.ClickException(_told(left.checked.mistakes)) from left
    db.session.commit()
    click.echo(f"{made} issues imported, {here} were here already.")


@group.command("recount")
@click.option("--municipality", "slug", help="Its address, e.g. gaon; every one if left out.")
def recount_command(slug):
    """Count every kept number anew from the rows, and say which were wrong."""
    rounds = db.session.scalars(_rounds_of(slug)).all()
    found = {kept.name: [] for kept in KEPT}
    for round_id in [*rounds, None]:
        # One round at a time, so that others wait for the shortest while.
        lock(Round, [round_id])
        for kept in KEPT:
            if kept.by_round == (round_id is not None):
                found[kept.name] += kept.repair(round_id)
        db.session.commit()
    for name, changes in found.items():
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
    found = db.session.scalar(query.order_by(Round.number.desc()).limit(1))
    if found is None:
        raise click.ClickException(f"No round {number or ''} of a municipality {slug!r}.")
    return found


def _import(kept, skip_errors):
    """Nobody waits for the database while the rows are read; the planner's list has the file."""
    sheet = kept.sheet()
    db.session.rollback()
    read = sheet.read()
    try:
        return kept.store(read, skip_mistakes=skip_errors)
    except MistakesLeft:
        kept.drop()
        db.session.commit()
        raise


def _told(mistakes):
    lines = ["\t".join(map(str, mistake_row(mistake))) for mistake in mistakes[:SHOWN_MISTAKES]]
    more = len(mistakes) - len(lines)
    tail = [f"… {more} more"] if more else []
    head = f"{len(mistakes)} mistakes; nothing was imported. Mend the file or add --skip-errors."
    return "\n".join([head, *lines, *tail])
