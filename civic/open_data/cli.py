"""flask open-data …: keys of outside programs, for whoever runs the program."""

import click
from flask.cli import AppGroup
from limits import parse

from civic.db import db
from civic.open_data.models import Client
from civic.people.models import municipality_called
from civic.text import one_line

group = AppGroup("open-data", help="Programs of others: keys, webhooks, embeds.")
keys = AppGroup("keys", help="Keys of outside programs.")
group.add_command(keys)


@keys.command("grant")
@click.argument("name")
@click.option("--municipality", "slug", help="Its slug; without it the key is good in every city.")
@click.option("--contact", default="", help="Whom to ask about the program.")
@click.option("--report", "may_report", is_flag=True, help="It may send reports, too.")
@click.option("--read-limit", default="600 per minute", show_default=True)
@click.option("--report-limit", default="60 per hour", show_default=True)
def grant(name, slug, contact, may_report, read_limit, report_limit):
    """Give the program NAME a key. It is printed once; only a hash of it is kept. Residents see
    NAME beside reports that came through it."""
    place = find_city(slug)
    limits = {"read_limit": known_limit(read_limit), "report_limit": known_limit(report_limit)}
    words = {"name": one_line(name)[:60], "contact": one_line(contact)[:200]}
    if not words["name"]:
        raise click.ClickException("a program has a name")
    client, key = Client.grant(**words, municipality=place, may_report=may_report, **limits)
    db.session.commit()
    click.echo(f"{client.id}\t{client.name}\n{key}")


@keys.command("revoke")
@click.argument("number", type=int)
def revoke(number):
    """End the key of client NUMBER (`keys list`) at once; what came through it stays."""
    client = db.session.get(Client, number)
    if client is None:
        raise click.ClickException(f"no client {number}; `flask open-data keys list` names them")
    client.revoke()
    db.session.commit()
    click.echo(f"revoked: {client.name}")


@keys.command("list")
def list_keys():
    """Every key that was given: number, name, how it begins, where, rights, limits, since, until."""
    for client in Client.all():
        where = client.municipality.slug if client.municipality else "everywhere"
        rights = "read, report" if client.may_report else "read"
        until = f"revoked {client.revoked_at:%Y-%m-%d}" if client.revoked_at else "good"
        since = f"{client.created_at:%Y-%m-%d}"
        row = (str(client.id), client.name, client.key_start + "…", where, rights)
        limits = (client.read_limit, client.report_limit)
        click.echo("\t".join((*row, *limits, since, until, client.contact)))


def find_city(slug: str | None):
    """The municipality of a slug; None without one."""
    place = municipality_called(slug) if slug else None
    if slug and place is None:
        raise click.ClickException(f"no municipality {slug}")
    return place


def known_limit(text: str) -> str:
    """The same, when it can be read as a limit."""
    try:
        parse(text)
    except ValueError as wrong:
        raise click.ClickException(f'{text!r} is no limit; "60 per minute" is one') from wrong
    return text[:40]
