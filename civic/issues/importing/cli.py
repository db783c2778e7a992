"""`flask issues import FILE`: existing complaints, by an operator at a terminal."""

import gzip
from functools import partial
from pathlib import Path

import click
from flask.cli import with_appcontext

from civic.db import db, one_moment
from civic.issues.importing import offering
from civic.issues.importing.labels import (
    FIELD_NAMES,
    about_days,
    about_district,
    about_order,
    left_out_row,
    mistake_row,
)
from civic.issues.importing.mapping import NothingToRead, guess, read_pairs
from civic.issues.importing.models import IssueImport
from civic.issues.importing.preview import (
    author_lines,
    column_plans,
    day_lines,
    district_lines,
)
from civic.issues.importing.reading.columns import FIELDS, is_known_name
from civic.issues.importing.reading.dates import EARLIEST_YEAR, LATEST_YEAR, ORDERS
from civic.issues.importing.refusals import AnotherRuns, MistakesLeft
from civic.issues.importing.run import finish_import
from civic.issues.labels import CATEGORIES
from civic.people.labels import PERSONAL_NAMES
from civic.personal_data import KINDS
from civic.places.models import Municipality
from civic.places.tables import UnreadableFile
from civic.places.tables.headers import NO_HEADER
from civic.places.tables.labels import about_file
from civic.progress import counted, reporting
from civic.rounds.models import Round

SHOWN_MISTAKES = 20
READING = partial(counted, of="rows read")
SENTENCES = {
    "no_words": "Map at least one of title and body.",
    "half_position": "Map both lat and lon, or neither.",
    "personal": "This column says who somebody is and is never imported:",
    "unknown": "There is no such field, column, category or point:",
}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", "slug", required=True, help="Its address, e.g. gaon.")
@click.option("--round", "number", type=int, help="Number of the round; the newest if left out.")
@click.option("--sheet", default="", help="Name or number of a workbook's sheet.")
@click.option(
    "--header-row", type=int, help="Number of the row that names the columns; 0: none does."
)
@click.option("--header-lines", default=1, type=click.IntRange(1, 3), help="Rows it has.")
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
@click.option(
    "--unmask", multiple=True, type=click.Choice(KINDS), help="Personal data left in words."
)
@click.option(
    "--year", type=click.IntRange(EARLIEST_YEAR, LATEST_YEAR), help="Of days that name none."
)
@click.option("--day-order", type=click.Choice(ORDERS), help="Of 03/02/26 and the like, if asked.")
@click.option(
    "--choose",
    multiple=True,
    metavar="FIELD=CODE",
    help="What the preview asks, for all words it asks of: department=make.",
)
@click.option("--skip-errors", is_flag=True, help="Leave rows with mistakes out.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@with_appcontext
def import_command(
    file, slug, number, sheet, unmask, year, day_order, choose, skip_errors, dry_run, **mapped
):
    """Make an issue of every row of a CSV (also .csv.gz) or Excel file, or of none."""
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    with one_moment():  # nobody waits for the database while the file is parsed
        round = find_round(slug, number)
    try:
        new = IssueImport.of(round, None, file.name, data, sheet)
        new.mapping = new.mapping | _chosen(new, **mapped)
        act = _preview if dry_run else _import
        chosen = {"unmasked": frozenset(unmask), "year": year, "day_order": day_order or ""}
        lines = list(act(new, chosen, [each.partition("=")[::2] for each in choose], skip_errors))
    except UnreadableFile as wrong:
        raise click.ClickException(about_file(wrong)) from wrong
    except NothingToRead as wrong:
        raise click.ClickException(f"{SENTENCES[wrong.why]} {wrong.what}".strip()) from wrong
    except MistakesLeft as left:
        raise click.ClickException(_listing(left.mistakes)) from left
    except AnotherRuns as running:
        raise click.ClickException("Another file of the round is being imported.") from running
    for line in lines:
        click.echo("\t".join(map(str, line)))


def _chosen(new, header_row, header_lines, columns, kinds, no_place, **others):
    """The mapping that the options say, on top of what the file suggests."""
    guessed = {}
    if header_row is not None:
        if header_row not in [NO_HEADER, *(row for row, _ in new.grid().rows)]:
            raise NothingToRead("unknown", f"row {header_row}")
        guessed = guess(new.grid().table(header_row, is_known_name, header_lines))
        new.mapping = new.mapping | guessed
    chosen = read_pairs(new.table(), new.mapping["columns"], columns, kinds, no_place)
    return (
        guessed
        | chosen
        | {
            "category_default": others["category_default"],
            "outside_is_no_place": others["outside_no_place"],
        }
    )


def _preview(new, chosen, _choose, _skip_errors):
    """Lines that say what would happen to each column and row."""
    with one_moment():
        file = new.opened().choosing(**chosen)
    read, mapping = file.read(READING), file.plan
    if file.grid.others:
        why = "most rows that look like reports" if new.mapping.get("sheet_guessed") else "chosen"
        yield "sheet", file.grid.sheet, why, "not read: " + ", ".join(file.grid.others)
    plans = column_plans(file.table, mapping.mapping, mapping.personal)
    for plan in plans:
        taken = FIELD_NAMES.get(plan.field) or plan.becomes
        yield "column", plan.name, taken, " · ".join(plan.examples)
    for columns, rows, people, nobodys in author_lines(read.authors, plans):
        yield "authors", columns, f"{rows} rows of {people} people", f"{nobodys} of nobody known"
    for match, rows in district_lines(read.checked, file.names):
        yield "district", match.words, about_district(match, file.names), rows
    for days in day_lines(read.checked):
        shown = " · ".join(f"{each.words} → {each.day}" for each in days.examples)
        yield "days", shown, about_days(days), days.rows
    for day in read.checked.day_orders:
        yield "day order", day.words, about_order(day), f"--day-order {day.why}"
    for line in offering.lines(new.round.municipality, read.fresh):
        asked = " · ".join(f"{code}: {words}" for code, words in line.choices if code)
        yield line.field, line.words, f"{line.says} {asked}".strip(), line.rows
    for personal in read.checked.personal:
        kinds = ", ".join(str(PERSONAL_NAMES[kind]) for kind in personal.kinds)
        yield "personal", personal.number, kinds, personal.after
    for row in read.left_out:
        yield "left out", *left_out_row(row, "issue {}".format)
    for mistake in read.checked.mistakes:
        yield "mistake", *mistake_row(mistake)
    yield (f"{len(read.fresh)} issues would be imported. Nothing was written.",)


def _import(new, chosen, choose, skip_errors):
    """Lines that say what was imported. Nobody waits for the database while rows are read."""
    db.session.add(new)
    db.session.commit()
    import_id = new.id
    with one_moment():
        issue_import = db.session.get(IssueImport, import_id)
        file = issue_import.opened().choosing(**chosen)
    read = file.read(READING)
    asked = offering.lines(new.round.municipality, read.fresh)
    file = file.choosing(answers=offering.answers(asked, choose))
    try:
        issue_import.start(file, read, skip_mistakes=skip_errors)
    except (MistakesLeft, AnotherRuns):
        db.session.rollback()
        issue_import.drop()
        db.session.commit()
        raise
    db.session.commit()
    finish_import(import_id, reporting("issues stored"))
    left_out = issue_import.noted()[0]
    here = sum(row.why == "here" for row in left_out)
    yield (f"{issue_import.rows} issues imported, {here} were here already.",)
    for row in left_out:
        yield left_out_row(row, "issue {}".format)


def _listing(mistakes):
    lines = ["\t".join(map(str, mistake_row(mistake))) for mistake in mistakes[:SHOWN_MISTAKES]]
    more = len(mistakes) - len(lines)
    tail = [f"… {more} more"] if more else []
    head = f"{len(mistakes)} mistakes; nothing was imported. Mend the file or add --skip-errors."
    return "\n".join([head, *lines, *tail])


def find_round(slug: str, number: int | None) -> Round:
    """Raises: ClickException when there is no such municipality or round."""
    query = db.select(Round).join(Municipality).where(Municipality.slug == slug)
    if number is not None:
        query = query.where(Round.number == number)
    round = db.session.scalar(query.order_by(Round.number.desc()).limit(1))
    if round is None:
        raise click.ClickException(f"No round {number or ''} of a municipality {slug!r}.")
    return round
