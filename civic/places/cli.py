"""flask places: bring in a municipality's districts."""

import re
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from civic.db import db
from civic.places.geojson import BoundaryMistakes, read_boundaries
from civic.places.ground.models import Ground
from civic.places.ground.reading import NoGround, TooMuchGround, packed_size, read_ground
from civic.places.legal_dongs.models import LegalDong
from civic.places.legal_dongs.rows import NoLegalDongs, is_column, read_legal_dongs
from civic.places.models import District, DistrictInUse, Municipality
from civic.places.tables import UnreadableFile, read_table
from civic.progress import conclude, dry_run_option

group = AppGroup("places", help="Municipalities and their districts.")
SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", "slug", required=True, help="Its name in addresses: /<slug>/.")
@click.option("--name", help="Creates the municipality under this name, e.g. 강릉시.")
@click.option("--name-en", default="", help="Its English name.")
@click.option("--app-name", help="The title of its pages; default 함께 정하는 <name>.")
@click.option("--app-name-en", default="", help="The same in other languages.")
@click.option("--base-date", type=click.DateTime(["%Y-%m-%d"]), required=True, help="기준일")
@click.option("--source", default="", help="The source line to show under maps.")
@click.option("--elsewhere", is_flag=True, help="Take coordinates outside Korea too.")
@dry_run_option
def import_boundaries(file, slug, base_date, source, elsewhere, dry_run, **names):
    """Import 읍면동 boundaries from a GeoJSON FILE in WGS84 degrees; all of it or nothing. They
    replace those of before: a district that the file lacks goes, if nothing is of it."""
    try:
        boundaries = read_boundaries(file.read_bytes(), elsewhere)
    except BoundaryMistakes as wrong:
        raise click.ClickException(f"nothing was imported.\n{wrong}") from wrong
    municipality = find_or_create(slug, **names)
    try:
        municipality.set_boundaries(boundaries, base_date.date(), source)
    except DistrictInUse as used:
        db.session.rollback()
        raise click.ClickException(
            f"nothing was imported. The file lacks districts with reports or people: {used}"
        ) from used
    db.session.flush()
    conclude("imported", f"{municipality.name}: {len(boundaries)} districts at /{slug}/", dry_run)


@group.command("legal-dongs")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", "slug", required=True, help="Its name in addresses: /<slug>/.")
@dry_run_option
def import_legal_dongs(file, slug, dry_run):
    """Import which 행정동 each 법정동 lies in, from a table FILE; it replaces the one before."""
    municipality = find_or_create(slug)
    try:
        table = read_table(file.read_bytes(), is_column)
        content = read_legal_dongs(table, municipality.district_ids())
    except (UnreadableFile, NoLegalDongs) as wrong:
        raise click.ClickException("the file has no columns of 법정동 and 행정동") from wrong
    count = LegalDong.replace(municipality, content.pairs)
    pairs = f"{municipality.name}: {count} pairs; {len(content.unknown)} rows of no district here"
    conclude("imported", pairs, dry_run)


@group.command("import-ground")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", "slug", required=True, help="Its name in addresses: /<slug>/.")
@click.option("--source", default="", help="The line that has to stand at the map.")
@dry_run_option
def import_ground(file, slug, source, dry_run):
    """Lay rivers, roads and landmarks of a GeoJSON FILE in WGS84 degrees (OpenStreetMap's tags, or
    a property kind) under the city's own map; it replaces what was there."""
    municipality = find_or_create(slug)
    box = municipality.bounds()
    if box is None:
        raise click.ClickException("import the city's boundaries first")
    try:
        ground = read_ground(file.read_bytes(), box)
    except NoGround as nothing:
        raise click.ClickException("the file has no rivers, roads or landmarks here") from nothing
    except TooMuchGround as much:
        raise click.ClickException(
            "even drawn roughly it is too large for a phone: leave out streets and small waters"
        ) from much
    Ground.replace(municipality, ground, source)
    count, size = len(ground["features"]), packed_size(ground) / 1000
    features = f"{municipality.name}: {count} features, {size:.0f} kB for a phone"
    conclude("imported", features, dry_run)


@group.command("list")
def list_municipalities():
    """Every city: its slug, name, how many districts, and the address of its front page."""
    count = db.select(db.func.count(District.id)).where(District.municipality_id == Municipality.id)
    query = db.select(Municipality, count.scalar_subquery()).order_by(Municipality.slug)
    for place, districts in db.session.execute(query):
        address = current_app.config["PUBLIC_URL"].rstrip("/") + f"/{place.slug}/"
        click.echo(f"{place.slug}\t{place.name}\t{districts} districts\t{address}")


def find_or_create(slug, name="", app_name="", **english) -> Municipality:
    """The municipality, made when a name is given and there is none. english: name_en, app_name_en;
    given ones replace those of before."""
    municipality = db.session.scalar(db.select(Municipality).filter_by(slug=slug))
    if municipality is not None:
        municipality.name_en = english.get("name_en") or municipality.name_en
        municipality.app_name_en = english.get("app_name_en") or municipality.app_name_en
        return municipality
    if not name:
        raise click.ClickException(f"there is no municipality {slug}; give --name to create it")
    taken = {rule.rule.split("/")[1] for rule in current_app.url_map.iter_rules()}
    if not SLUG.fullmatch(slug) or slug in taken:
        raise click.ClickException("a slug is 2 to 40 of a-z 0-9 -, and not an address in use")
    municipality = Municipality(
        slug=slug, name=name, app_name=app_name or f"함께 정하는 {name}", **english
    )
    db.session.add(municipality)
    return municipality
