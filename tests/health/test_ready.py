"""What a proxy and a monitor hear of a program that can work, and of one that cannot."""

import re
import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from sqlalchemy import event

from civic.db import db
from civic.plans.jobs.models import Job
from civic.plans.models import Plan
from civic.schema_version import versions
from civic.web.schema import FITS
from tests.apps import start_app
from tests.databases import ON_POSTGRESQL, database
from tests.test_worker import PATIENCE_S, started


@pytest.fixture
def tables_of(app):
    """tables_of("0031") gives the tables that version, for as long as the test lasts."""

    def give(number):
        app.extensions.pop(FITS, None)
        with db.engine.begin() as there:
            there.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")

    yield give
    give(versions()[-1])


@pytest.fixture
def all_done(app, worker):
    worker()


def test_all_is_well(client, all_done):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["ready"]) == (200, True)
    assert {*answer.json["checks"].values()} == {"ok"}
    assert client.get("/healthz").json == {"alive": True}


def test_what_residents_do_is_not_counted_for_a_proxy(app, client, round, all_done):
    """A proxy asks every few seconds; a count of a million rows each time would be felt."""
    asked = []
    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", note := lambda *call: asked.append(call[2]))
    client.get("/readyz")
    event.remove(db.engine, "before_cursor_execute", note)
    named = {name for text in asked for name in re.findall(r"(?:FROM|JOIN) \"?(\w+)", text)}
    assert named - {"sqlite_master", "pg_catalog"} == {"alembic_version", "chore_run", "job"}
    assert len(asked) < 12


def test_older_tables_are_refused_in_words_and_say_what_to_do(client, tables_of, gaon, caplog):
    tables_of(versions()[-2])
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 503 and "db upgrade" in ready.json["checks"]["tables"]
    page = client.get("/gaon/")
    assert page.status_code == 503 and page.headers["Retry-After"] == "30"
    assert "새 판으로 바꾸는 중" in page.text
    assert "db upgrade" in caplog.text


def test_newer_tables_are_served_while_hosts_are_upgraded(client, tables_of, gaon):
    tables_of("9999")
    assert client.get("/readyz").status_code == 200
    assert client.get("/gaon/", follow_redirects=True).status_code == 200


def test_a_program_without_tables_says_so(tmp_path):
    with database(tmp_path) as address:
        app = start_app(address)
        with app.app_context():
            assert "version none" in app.test_client().get("/readyz").json["checks"]["tables"]
            assert app.test_client().get("/").status_code == 503
            db.engine.dispose()


def test_a_database_out_of_reach_makes_it_unready(tmp_path):
    (tmp_path / "folder").mkdir()
    address = f"sqlite:///{tmp_path / 'folder'}"  # a folder is no database
    app = start_app(address)
    ready = app.test_client().get("/readyz")
    assert ready.status_code == 503
    assert ready.json["checks"] == {"database": "does not answer (OperationalError)"}
    assert app.test_client().get("/healthz").status_code == 200


def test_a_disk_nearly_full_makes_it_unready(client, app, tmp_path, monkeypatch, all_done):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setitem(app.config, "DATABASE_URL", f"sqlite:///{tmp_path}/x/civic.sqlite3")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**9, 10**9, 10**6))
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json["checks"]["disk"] == "less than 500 MB are free: database"


def test_a_worker_that_rests_is_told_and_pages_are_served(client, round, seoyeon, clock, worker):
    worker()
    Job.ask(Plan.start(round), "compile", seoyeon)
    db.session.commit()
    clock(timedelta(days=4))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["ready"]) == (200, True)
    assert "no worker runs" in ready.json["checks"]["worker"]
    assert f"waited for {4 * 86400} s" in ready.json["checks"]["queue"]


def test_the_worker_does_not_begin_on_older_tables(tmp_path):
    (tmp_path / "civic.sqlite3").touch()
    refused = started(tmp_path, "work", "--once")
    output = refused.communicate(timeout=PATIENCE_S)[0].decode()
    assert refused.returncode == 1 and "db upgrade" in output and "Traceback" not in output


@pytest.mark.skipif(not ON_POSTGRESQL, reason="asks PostgreSQL for its limits")
def test_nothing_waits_for_ever_on_postgresql(app):
    asked = {
        name: db.session.scalar(db.text(f"SHOW {name}"))
        for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    }
    assert asked == {
        "lock_timeout": "10s",
        "statement_timeout": "1min",
        "idle_in_transaction_session_timeout": "5min",
    }
