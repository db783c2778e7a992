"""flask open-data …: keys of outside programs, for whoever runs the program."""

import click
from flask.cli import AppGroup
from limits import parse

from civic.db import db
from civic.engines.outside import OutsideFailed, check_address
from civic.open_data.embeds.models import EmbedSite, NotAnOrigin
from civic.open_data.models import Client
from civic.open_data.webhooks.deliver import secret_for
from civic.open_data.webhooks.models import Delivery, Webhook
from civic.open_data.webhooks.rules import EVENTS
from civic.people.models import municipality_called
from civic.progress import conclude, dry_run_option
from civic.text import one_line
from civic.web.addresses import public_address

group = AppGroup("open-data", help="Programs of others: keys, webhooks, embeds.")
keys = AppGroup("keys", help="Keys of outside programs.")
webhooks = AppGroup("webhooks", help="Addresses that hear of reports and results.")
embeds = AppGroup("embeds", help="Sites that may show a city's pages in a frame.")
for part in (keys, webhooks, embeds):
    group.add_command(part)


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
    click.echo("Told this once: hand it to whoever runs the program.", err=True)


@keys.command("revoke")
@click.argument("number", type=int)
@dry_run_option
def revoke(number, dry_run):
    """End the key of client NUMBER (`keys list`) at once; what came through it stays."""
    client = db.session.get(Client, number)
    if client is None:
        raise click.ClickException(f"no client {number}; `flask open-data keys list` names them")
    client.revoke()
    conclude("revoked", client.name, dry_run)


@keys.command("list")
def list_keys():
    """Every key: number, name, how it begins, where, rights, limits, since, until, contact."""
    for client in Client.all():
        where = client.municipality.slug if client.municipality else "everywhere"
        rights = "read, report" if client.may_report else "read"
        until = f"revoked {client.revoked_at:%Y-%m-%d}" if client.revoked_at else "good"
        since = f"{client.created_at:%Y-%m-%d}"
        row = (str(client.id), client.name, client.key_start + "…", where, rights)
        limits = (client.read_limit, client.report_limit)
        click.echo("\t".join((*row, *limits, since, until, client.contact)))


@webhooks.command("add")
@click.argument("name")
@click.argument("address")
@click.option("--municipality", "slug", required=True, help="Of which city it hears.")
@click.option("--event", "events", multiple=True, type=click.Choice(EVENTS), help="Else of all.")
def add_webhook(name, address, slug, events):
    """Tell ADDRESS (https, a public host) of what happens from now on. Prints the secret by which
    it knows that a message is ours (Standard Webhooks)."""
    try:
        check_address(address)
    except OutsideFailed as wrong:
        raise click.ClickException(f"{address}: {wrong}") from wrong
    place, words = find_city(slug), one_line(name)[:60]
    webhook = Webhook(
        municipality=place, name=words, address=address, events=list(events or EVENTS)
    )
    db.session.add(webhook)
    db.session.commit()
    click.echo(f"{webhook.id}\t{webhook.name}\n{secret_for(webhook)}")


@webhooks.command("end")
@click.argument("number", type=int)
@dry_run_option
def end_webhook(number, dry_run):
    """Tell webhook NUMBER nothing more."""
    webhook = find_webhook(number)
    webhook.end()
    conclude("ended", webhook.name, dry_run)


@webhooks.command("secret")
@click.argument("number", type=int)
def show_secret(number):
    """The secret of webhook NUMBER again; it changes when the oldest of the program's keys goes."""
    click.echo(secret_for(find_webhook(number)))


@webhooks.command("list")
def list_webhooks():
    """Every webhook: number, name, city, address, events, since, until; and how many messages were
    taken, wait, and were given up in the last 30 days."""
    for webhook in db.session.scalars(db.select(Webhook).order_by(Webhook.id)):
        until = f"ended {webhook.ended_at:%Y-%m-%d}" if webhook.ended_at else "live"
        if webhook.paused_at and not webhook.ended_at:
            until = f"paused {webhook.paused_at:%Y-%m-%d}"
        row = (str(webhook.id), webhook.name, webhook.municipality.slug, webhook.address)
        since = f"{webhook.created_at:%Y-%m-%d}"
        taken, waiting, given_up = Delivery.counts(webhook)
        counts = f"{taken} taken, {waiting} waiting, {given_up} given up"
        click.echo("\t".join((*row, " ".join(webhook.events), since, until, counts)))


@embeds.command("allow")
@click.argument("origin")
@click.option("--municipality", "slug", required=True, help="Whose pages.")
def allow_site(origin, slug):
    """Let the site ORIGIN (https://www.city.go.kr) show the city's frames."""
    try:
        is_new = EmbedSite.allow(find_city(slug), origin)
    except NotAnOrigin as wrong:
        sentence = f"{origin!r} is no origin: https and a name alone, as https://www.city.go.kr"
        raise click.ClickException(sentence) from wrong
    db.session.commit()
    click.echo("allowed" if is_new else "was allowed before")
    click.echo(f"What the site includes: {public_address('open_data.api.docs', anchor='embed')}")


@embeds.command("disallow")
@click.argument("origin")
@click.option("--municipality", "slug", required=True, help="Whose pages.")
@dry_run_option
def disallow_site(origin, slug, dry_run):
    """Let it show them no longer; copies in browsers last a minute."""
    if not EmbedSite.disallow(find_city(slug), origin):
        raise click.ClickException(f"{origin} was not allowed")
    conclude("disallowed", origin, dry_run)


@embeds.command("list")
@click.option("--municipality", "slug", required=True, help="Whose pages.")
def list_sites(slug):
    """The sites that may."""
    for origin in EmbedSite.origins(find_city(slug)):
        click.echo(origin)


def find_webhook(number: int) -> Webhook:
    webhook = db.session.get(Webhook, number)
    if webhook is None:
        raise click.ClickException(f"no webhook {number}; `flask open-data webhooks list`")
    return webhook


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
