"""A counted vote by the API: its result, its files, and that a stranger recounts it from them."""

import io
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest

from civic.db import db
from civic.open_data.webhooks.deliver import deliver_webhooks
from civic.open_data.webhooks.models import Webhook
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.votes.conftest import ballot  # noqa: F401

ROUND = "/api/v1/cities/gaon/rounds/1"


@pytest.fixture
def counted(person, round, ballot, open_phase, clock, seoyeon):  # noqa: F811
    """Three ballots: 1 → 3 votes, 2 → 2, 3 → 1."""
    open_phase("vote")
    for name, numbers in {"민지": (1, 2), "하준": (1, 2), "서아": (1, 3)}.items():
        chosen = [ballot[number].id for number in numbers]
        Participation.submit(person(name, lives=True), round, chosen)
    db.session.commit()
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, seoyeon)
    db.session.commit()
    return tally


def test_the_result_is_what_was_sealed(client, counted):
    told = client.get(f"{ROUND}/result").json
    assert (told["voters"], told["choices"], told["root"]) == (3, 6, counted.root)
    assert [(p["solution"], p["votes"]) for p in told["places"]][:3] == [(1, 3), (2, 2), (3, 1)]
    table = client.get(f"{ROUND}/result?format=csv").data.decode("utf-8-sig").splitlines()
    assert table[0] == "rank,solution,title,votes,cost_won,selected"
    assert len(table) == 1 + len(told["places"]) and table[1].startswith("1,1,")


def test_the_files_of_the_vote_are_named_and_there(client, counted):
    files = {file["name"]: file for file in client.get(f"{ROUND}/ledger").json["items"]}
    assert set(files) >= {"ledger.jsonl", "result.json", "verify.py"}
    for file in files.values():
        answer = client.get(file["url"].partition("localhost")[2])
        assert len(answer.data) == file["size"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_title_that_was_hidden_since_is_in_none_of_it(client, counted, ballot):  # noqa: F811
    ballot[1].hidden_at = counted.counted_at
    db.session.commit()
    assert "가온콜" not in client.get(f"{ROUND}/result").text
    with zipfile.ZipFile(io.BytesIO(client.get(f"{ROUND}/bundle.zip").data)) as package:
        for name in package.namelist():
            assert "가온콜".encode() not in package.read(name), name


def test_a_stranger_recounts_the_vote_from_the_zip_alone(client, counted, tmp_path):
    with zipfile.ZipFile(io.BytesIO(client.get(f"{ROUND}/bundle.zip").data)) as package:
        package.extractall(tmp_path)
    command = [sys.executable, "verify.py", ".", "--root", counted.root]
    answer = subprocess.run(command, cwd=tmp_path / "vote", capture_output=True, check=False)
    assert answer.returncode == 0, answer.stdout.decode()


def test_a_webhook_hears_of_the_result_once_and_for_all(app, counted, round, clock):
    outside = app.extensions["outside"]
    outside.sent.clear()
    webhook = Webhook(
        municipality_id=round.municipality_id,
        name="상황판",
        address="https://board.city.example/hook",
        events=["result.published"],
        created_at=round.created_at,
    )
    db.session.add(webhook)
    db.session.commit()
    assert deliver_webhooks() == 1
    ((_address, body, _headers),) = outside.sent
    assert b'"result.published"' in body and counted.root.encode() in body
    clock(timedelta(days=31))
    assert deliver_webhooks() == 0 and len(outside.sent) == 1
