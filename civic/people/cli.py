"""flask people …: for whoever runs the program."""

import click
from flask.cli import AppGroup

from civic.db import db
from civic.people.addresses import NotAnAddress, read_address
from civic.people.models import Person, Role, municipality_called
from civic.roles import GRANTED, OPERATOR
from civic.text import one_line

group = AppGroup("people", help="People and their roles.")


@group.command("grant")
@click.argument("address")
@click.argument("role", type=click.Choice(GRANTED))
@click.option("--municipality", "slug", help="Its slug; an operator's role holds everywhere.")
@click.option("--name", default="", help="The name of a person who is not known yet.")
def grant(address, role, slug, name):
    """Give ROLE to the person of ADDRESS (e-mail or phone), who is created if needed."""
    known = known_address(address)
    place = find_place(role, slug)
    person = Person.join(known, one_line(name)[:40] or known.partition("@")[0][:40])
    person.grant(role, place)
    db.session.commit()
    click.echo(f"{person.name} <{known}>: {role}{' of ' + place.name if place else ''}")


@group.command("revoke")
@click.argument("address")
@click.argument("role", type=click.Choice(GRANTED))
@click.option("--municipality", "slug", help="Its slug; an operator's role holds everywhere.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken away.")
def revoke(address, role, slug, dry_run):
    """Take ROLE away from the person of ADDRESS, at once and on every device. What they did stays
    theirs, and so does the account."""
    person = Person.at(known_address(address))
    place = find_place(role, slug)
    if person is None or not person.revoke(role, place):
        raise click.ClickException(f"{address} has no such right; `flask people list` says who has")
    where = f" of {place.name}" if place else ""
    if dry_run:
        db.session.rollback()
        click.echo(f"would take away: {role}{where}")
        return
    db.session.commit()
    click.echo(f"taken away: {role}{where}")


@group.command("list")
@click.option("--municipality", "slug", help="Only those of this slug, and operators.")
def list_rights(slug):
    """Every right that was given: whose, which, where and since when."""
    place = find_place("", slug) if slug else None
    for right in Role.given(place):
        where = right.municipality.slug if right.municipality else "everywhere"
        since = f"{right.granted_at:%Y-%m-%d}"
        row = (right.name, where, since, right.person.address, right.person.name)
        click.echo("\t".join(row))


def known_address(typed) -> str:
    try:
        return read_address(typed).text
    except NotAnAddress:
        raise click.BadParameter(f"{typed!r} is no e-mail address or mobile number") from None


def find_place(role, slug):
    if role == OPERATOR:
        return None
    place = municipality_called(slug) if slug else None
    if place is None:
        raise click.BadParameter(f"no municipality {slug!r}", param_hint="--municipality")
    return place
