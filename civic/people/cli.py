"""flask people …: for whoever runs the program."""

import logging

import click
from flask.cli import AppGroup

from civic.db import db
from civic.people.access_log.models import AccessEntry
from civic.people.addresses import NotAnAddress, read_address
from civic.people.models import Person, Role, municipality_called
from civic.people.second_factor.models import SecondFactor
from civic.progress import conclude, dry_run_option
from civic.roles import GRANTED, OPERATOR
from civic.text import one_line

log = logging.getLogger(__name__)

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
@dry_run_option
def revoke(address, role, slug, dry_run):
    """Take ROLE away from the person of ADDRESS, at once and on every device. What they did stays
    theirs, and so does the account."""
    person = Person.at(known_address(address))
    place = find_place(role, slug)
    if person is None or not person.revoke(role, place):
        raise click.ClickException(f"{address} has no such right; `flask people list` says who has")
    conclude("taken away", f"{role}{f' of {place.name}' if place else ''}", dry_run)


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


@group.command("reset-factor")
@click.argument("address")
@click.option("--reason", required=True, help="Why, e.g. who asked and how they were recognised.")
@dry_run_option
def reset_factor(address, reason, dry_run):
    """Take the second factor of ADDRESS away, whose telephone and recovery codes are lost: they set
    up another when they sign in. Every session of theirs ends; the reason is kept."""
    person = Person.at(known_address(address))
    if person is None or not SecondFactor.forget(person, "reset", None, one_line(reason)[:300]):
        raise click.ClickException(f"{address} has no second factor")
    person.sign_out_everywhere()
    number = person.id
    conclude("reset", f"{person.name}; they set up a new one when they sign in", dry_run)
    if not dry_run:
        log.warning("second factor of person %s was reset by a command", number)


@group.command("verify-log")
def verify_log():
    """Recompute the chain of the access log, from the oldest entry that is kept to the last."""
    wrong = AccessEntry.broken()
    if wrong is not None:
        raise click.ClickException(f"entry {wrong} is not what was written")
    total = db.session.scalar(db.select(db.func.count()).select_from(AccessEntry))
    click.echo(f"{total} entries, as they were written")


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
