"""What a monitor reads, who may, and what all processes of a machine count together."""

import os
import subprocess

import pytest

from civic import meters
from civic.db import db
from civic.people.sign_in.models import SignIn, SignInCode
from tests.alone import alone
from tests.apps import start_app
from tests.paths import ROOT
from tests.votes.conftest import ballot  # noqa: F401
from tests.votes.seal.test_seal import voters  # noqa: F401

LOCAL, ELSEWHERE = {"REMOTE_ADDR": "127.0.0.1"}, {"REMOTE_ADDR": "10.0.0.7"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One for all tests of a process: the library looks at it when it is first imported."""
    return os.environ.get("PROMETHEUS_MULTIPROC_DIR") or str(tmp_path_factory.mktemp("metrics"))


@pytest.fixture
def measured(app, folder):
    """The program with meters, on the tables at hand."""
    other = start_app(app.config["DATABASE_URL"], METRICS=folder)
    with other.app_context():
        yield other
        db.session.remove()
        db.engine.dispose()


def read(client, environ=LOCAL, **headers):
    return client.get("/metrics", environ_base=environ, headers=headers)


def numbers(client) -> dict[str, float]:
    """name{labels} → value"""
    lines = read(client).text.splitlines()
    told = [line.rpartition(" ") for line in lines if line and not line.startswith("#")]
    return {name: float(value) for name, _space, value in told}


def test_without_a_folder_there_is_nothing(client):
    assert read(client).status_code == 404


def test_without_a_token_this_machine_alone_may_read(measured):
    client = measured.test_client()
    assert read(client).status_code == 200
    assert read(client, ELSEWHERE).status_code == 404
    assert read(client, **{"X-Forwarded-For": "1.2.3.4"}).status_code == 404


def test_with_a_token_whoever_has_it(measured, monkeypatch):
    monkeypatch.setitem(measured.config, "METRICS_TOKEN", "right")
    client = measured.test_client()
    assert read(client, ELSEWHERE, Authorization="Bearer right").status_code == 200
    assert read(client, ELSEWHERE, Authorization="Bearer wrong").status_code == 404
    assert read(client).status_code == 404


def test_requests_are_counted_by_route_and_status(measured, round):
    client, route = measured.test_client(), 'route="people.sign_in.show"'
    before = numbers(client)
    for _ in range(3):
        client.get("/sign-in")
    client.get("/gaon/1/nothing-here-kim-minji")
    after = numbers(client)

    def more(name):
        return after[name] - before.get(name, 0)

    assert more(f'civic_requests_total{{method="GET",{route},status="200"}}') == 3
    assert more(f"civic_request_seconds_count{{{route}}}") == 3
    assert more(f"civic_request_cpu_seconds_total{{{route}}}") > 0
    assert more("civic_process_cpu_seconds_total") > 0
    assert 'civic_requests_total{method="GET",route="-",status="404"}' in after
    assert "minji" not in read(client).text


def test_queries_messages_and_what_a_phone_sends_late_are_counted(measured, round):
    client, before = measured.test_client(), numbers(measured.test_client())
    client.get("/gaon/1/issues/")
    client.post("/sign-in", data={"address": "minji@example.com"})
    client.post("/gaon/1/issues/1/support", headers={"Outbox-Person": "nobody"})
    after = numbers(client)

    def more(name):
        return after[name] - before.get(name, 0)

    assert more('civic_queries_total{route="issues.browsing.index"}') >= 1
    assert more('civic_messages_total{kind="email",outcome="sent"}') == 1
    assert more('civic_outbox_replays_total{status="303"}') == 1  # led to sign in
    assert db.session.scalar(db.select(db.func.count(SignInCode.id))) == 1


@pytest.fixture
def votes(measured, voters, ballot):  # noqa: F811
    """votes(who, seq) sends a ballot; gives how many were counted by it."""

    def send(who, seq):
        browser, before = measured.test_client(), numbers(measured.test_client())
        if who:
            token = SignIn.open(voters[who], device="tests")
            db.session.commit()
            with browser.session_transaction() as session:
                session |= {"_user_id": token, "_fresh": True}
        sent = {"solutions": [ballot[1].id], "client_seq": seq}
        assert browser.post("/gaon/1/vote/submit", data=sent).status_code == 303
        return numbers(browser)["civic_votes_total"] - before.get("civic_votes_total", 0)

    return send


def test_a_ballot_is_counted_once_and_one_that_was_not_taken_is_not(votes):
    """Whoever has to sign in first is sent on with the same status as a voter."""
    assert votes(None, 1) == 0
    assert votes("민지", 1) == 1
    assert votes("민지", 1) == 0  # her phone sends it again
    assert votes("민지", 2) == 1


def test_how_things_stand_is_asked_when_the_monitor_comes(measured, round, worker):
    worker()
    told = numbers(measured.test_client())
    assert told['civic_ready{check="database"}'] == told['civic_ready{check="tables"}'] == 1
    assert told['civic_jobs{state="waiting"}'] == told["civic_queue_age_seconds"] == 0
    assert told['civic_overdue_promises{chore="drafts"}'] == 0
    assert told['civic_chore_age_seconds{chore="drafts"}'] == 0
    assert told["civic_database_bytes"] > 0


def test_a_database_out_of_reach_is_told(folder, tmp_path):
    (tmp_path / "folder").mkdir()
    app = start_app(f"sqlite:///{tmp_path / 'folder'}", METRICS=folder)
    told = numbers(app.test_client())
    assert told['civic_ready{check="database"}'] == 0
    assert "civic_queue_age_seconds" not in told


COUNTING = "import sys; from civic import meters; meters.start(sys.argv[1]).votes.inc(3)"


def test_processes_count_together_and_what_one_counted_stays(tmp_path):
    own = {name: text for name, text in os.environ.items() if "PROMETHEUS" not in name}
    for _ in range(2):
        subprocess.run([*alone(COUNTING), str(tmp_path)], cwd=ROOT, env=own, check=True)
    assert b"civic_votes_total 6.0" in meters.exposition(str(tmp_path))[0]
