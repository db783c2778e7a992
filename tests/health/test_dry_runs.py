"""Each command that takes something away has --dry-run, says what would go, and nothing goes."""

from collections.abc import Iterator

import click
import pytest

from civic.db import db
from civic.open_data.embeds.models import EmbedSite
from civic.open_data.models import Client
from civic.open_data.webhooks.models import Webhook
from civic.open_data.webhooks.rules import EVENTS
from civic.people.second_factor.models import SecondFactor

SITE = "https://www.gaon.go.kr"
# What they store is new, stands beside what was there, or can be counted again; the rest has
# --dry-run. `db` is Flask-Migrate's: downgrade looks first, and refuses.
TAKE_NOTHING_AWAY = frozenset(
    {
        *("people grant", "people list", "people verify-log", "places list"),
        *("photos check", "rounds load-calls", "rounds open", "solutions load-catalogue"),
        *("issues recount", "issues themes", "issues duplicates"),
        *("votes chain", "votes check", "votes tally"),
        *("plans export", "plans verify", "plans read-form", "plans fill-form"),
        *("notices deliver", "notices make-keys", "work", "housekeeping status"),
        *("open-data keys grant", "open-data keys list", "open-data webhooks add"),
        *("open-data webhooks secret", "open-data webhooks list"),
        *("open-data embeds allow", "open-data embeds list"),
        *("demo prepare", "secrets new", "secrets check", "drift"),
        "restore",  # into an empty database alone
    }
)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """(words, command) of every command of the program."""
    for name in group.list_commands(None):
        command, words = group.get_command(None, name), (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, words)
        else:
            yield " ".join(words), command


def has_dry_run(command: click.Command) -> bool:
    return any("--dry-run" in option.opts for option in command.params)


def test_every_command_that_takes_something_away_has_a_dry_run(app):
    lack = {words for words, command in commands(app.cli) if not has_dry_run(command)}
    assert {words for words in lack if not words.startswith("db ")} == TAKE_NOTHING_AWAY


@pytest.fixture
def held(app, round, seoyeon):
    """One of everything that these commands take away."""
    Client.grant("도로 앱")
    words = {"name": "상황판", "address": "https://city.example/", "events": list(EVENTS)}
    db.session.add(Webhook(municipality=round.municipality, **words))
    EmbedSite.allow(round.municipality, SITE)
    db.session.add(SecondFactor(person_id=seoyeon.id, sealed=b"sealed"))
    db.session.commit()


def rows() -> dict[str, list]:
    """Table → its rows."""
    db.session.rollback()
    return {
        table.name: db.session.execute(table.select()).all() for table in db.metadata.sorted_tables
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("open-data keys revoke 1", "would be revoked: 도로 앱"),
        ("open-data webhooks end 1", "would be ended: 상황판"),
        (f"open-data embeds disallow {SITE} --municipality gaon", f"would be disallowed: {SITE}"),
        ("people reset-factor {seoyeon} --reason 분실", "would be reset: 서연"),
        ("people revoke {seoyeon} planner --municipality gaon", "would be taken away: planner"),
        ("housekeeping run drafts", "would be done: drafts"),
    ],
)
def test_a_dry_run_says_what_would_go_and_changes_nothing(app, held, seoyeon, words, told):
    typed, before = words.format(seoyeon=seoyeon.email).split(), rows()
    tried = app.test_cli_runner().invoke(args=[*typed, "--dry-run"])
    assert tried.exit_code == 0 and told in tried.output, tried.output
    assert rows() == before
    assert app.test_cli_runner().invoke(args=typed).exit_code == 0
    assert rows() != before
