"""flask open-data keys: given by an operator, and kept as hashes."""

import pytest

from civic.db import db
from civic.open_data.models import Client


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["open-data", "keys", *words])


def test_a_key_is_told_once_and_never_kept(run, gaon):
    answer = run("grant", "우리동네앱", "--municipality", "gaon", "--report")
    key = answer.output.splitlines()[1]
    client = db.session.scalars(db.select(Client)).one()
    assert Client.with_key(key) == client and client.municipality == gaon
    assert key not in str(vars(client)) and key not in run("list").output


def test_a_revoked_key_opens_nothing_and_is_listed_so(run, gaon):
    key = run("grant", "우리동네앱").output.splitlines()[1]
    assert "revoked" in run("revoke", "1").output
    assert Client.with_key(key) is None
    assert "revoked" in run("list").output


@pytest.mark.parametrize(
    "words",
    [
        ("grant", "앱", "--municipality", "nowhere"),
        ("grant", "앱", "--read-limit", "now and then"),
        ("grant", "\u200b"),
        ("revoke", "7"),
    ],
)
def test_a_mistake_is_said_and_changes_nothing(run, gaon, words):
    answer = run(*words)
    assert answer.exit_code == 1 and "Error" in answer.output
    assert Client.all() == []
