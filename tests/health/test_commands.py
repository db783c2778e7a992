"""flask secrets and flask drift: what stands on an earlier key, and tables that were changed."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.people.residency.participation_codes import CodeBatch
from civic.people.secrets import secret
from civic.plans.links.models import ShareLink
from civic.plans.models import Plan

OLD = "the-key-of-before-which-is-long-enough"


@pytest.fixture
def run(app):
    def invoke(*words):
        db.session.commit()
        return app.test_cli_runner().invoke(args=list(words))

    return invoke


@pytest.fixture
def rotated(app, monkeypatch):
    monkeypatch.setitem(app.config, "EARLIER_KEYS", OLD)


def test_a_new_key_is_printed_and_none_in_use(app, run):
    printed = run("secrets", "new").output
    assert len(printed.splitlines()[0]) == len("CIVIC_SECRET_KEY=") + 64
    assert "CIVIC_IDENTITY_SECRET=" in printed and app.config["SECRET_KEY"] not in printed


def test_without_an_earlier_key_nothing_stands_on_it(run):
    assert run("secrets", "check").exit_code == 0


def test_what_stands_on_an_earlier_key_is_counted(run, rotated, round, seoyeon):
    last = now() + timedelta(days=1)
    for key, size in ((OLD, 3), (secret(), 2)):
        CodeBatch.issue(
            *(round.municipality, seoyeon, key, f"request-{size}"),
            label="통장",
            size=size,
            expires_at=last,
        )
    plan = Plan.start(round)
    for key in (OLD, secret()):
        ShareLink.issue(plan, seoyeon, key, f"request-{key[:8]}", label="시장", expires_at=last)
    told = run("secrets", "check")
    assert told.exit_code == 1
    assert "3 participation codes" in told.output and "1 invitations and links" in told.output


def test_nothing_left_on_it_is_said(run, rotated, round):
    told = run("secrets", "check")
    assert told.exit_code == 0 and "0 participation codes" in told.output


def test_tables_are_as_the_models_say(run):
    told = run("drift")
    assert told.exit_code == 0, told.output
    assert "tables are as the models say" in told.output


def test_a_column_that_somebody_added_is_told(run):
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE person ADD COLUMN nickname TEXT")
    try:
        told = run("drift")
        assert told.exit_code == 1
        assert "remove_column" in told.output and "nickname" in told.output
    finally:
        with db.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE person DROP COLUMN nickname")


def test_every_command_says_what_it_does(app, run):
    for name in app.cli.list_commands(None):
        assert run(name, "--help").exit_code == 0, name
