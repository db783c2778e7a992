"""flask people …: for whoever runs the program."""

import click
from flask.cli import AppGroup

from civic.db import db
from civic.people.addresses import NotAnAddress, read_address
from civic.people.models import Person, municipality_called
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
    try:
        known = read_address(address).text
    except NotAnAddress:
        raise click.BadParameter(f"{address!r} is no e-mail address or mobile number") from None
    place = find_place(role, slug)
    person = Person.join(known, one_line(name)[:40] or known.partition("@")[0][:40])
    person.grant(role, place)
    db.session.commit()
    click.echo(f"{person.name} <{known}>: {role}{' of ' + place.name if place else ''}")


def find_place(role, slug):
    if role == OPERATOR:
        return None
    place = municipality_called(slug) if slug else None
    if place is None:
        raise click.BadParameter(f"no municipality {slug!r}", param_hint="--municipality")
    return place
