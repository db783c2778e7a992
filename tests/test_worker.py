"""flask work goes on after any error, and never lives on with a dead part."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from sqlalchemy.exc import OperationalError

from civic import supervisor, worker
from civic.db import db, now
from civic.housekeeping import chores, jobs
from civic.issues.models import Issue
from civic.notices.deliver import deliver
from civic.notices.models import Notice
from civic.supervisor import keep_doing, pause_s
from tests.databases import with_tables
from tests.housekeeping.test_failures import ERRORS
from tests.waiting import PATIENCE_S, until

QUICK = 0.01


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(supervisor, "FIRST_PAUSE_S", QUICK)
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE_S", QUICK)
    monkeypatch.setattr(worker, "WATCH_EVERY_S", QUICK)


class Running:
    """A thread of the worker that does one thing again and again."""

    def __init__(self, app, act):
        self.stopping = threading.Event()
        self.thread = worker.start(app, self.stopping, "notices", act, QUICK)

    def end(self) -> int:
        self.stopping.set()
        return worker.watch([self.thread], self.stopping)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_notices_are_made_again_after_any_error(app, error, caplog):
    """The pass dies once; the next one goes well."""
    passes = []

    def deliver_badly():
        passes.append(None)
        if len(passes) == 1:
            raise error

    running = Running(app, deliver_badly)
    until(lambda: len(passes) >= 3)
    assert running.thread.is_alive()
    assert running.end() == 0
    assert "notices failed and will be tried again" in caplog.text
    assert "Traceback" in caplog.text


def test_a_notice_reaches_minji_though_the_first_pass_died(
    app, round, gaon, person, monkeypatch, clock
):
    minji, seoyeon, tries = person("민지"), person("서연", "planner"), []
    told = {"title": "버스", "category": "transit", "district_id": gaon.districts[0].id}
    issue = Issue.report(round, minji, request_key="k" * 20, **told)
    db.session.commit()
    deliver()
    issue.set_status("reviewing", seoyeon)
    db.session.commit()

    def fails_first():
        tries.append(now())
        if len(tries) == 1:
            raise KeyError("weighing")
        deliver()

    notices = chores.Chore("notices", chores.MINUTE, fails_first)
    with app.app_context():
        assert jobs.do_due([notices]) == ["notices"]
        clock(chores.MINUTE)
        assert jobs.do_due([notices]) == []
    assert "status" in db.session.scalars(db.select(Notice.kind)).all()


def test_a_database_that_is_away_stops_no_loop(app, monkeypatch):
    def away(*_told, **_more):
        raise OperationalError("UPDATE", {}, Exception("server closed the connection"))

    claim, passes = jobs.ChoreRun.claim, []
    monkeypatch.setattr(jobs.ChoreRun, "claim", away)
    chore = chores.Chore("drafts", chores.HOUR, lambda: passes.append(None))
    running = Running(app, lambda: jobs.do_due([chore]))
    time.sleep(0.1)
    assert passes == []
    monkeypatch.setattr(jobs.ChoreRun, "claim", claim)
    until(lambda: passes)
    assert running.end() == 0


def test_long_work_is_listened_for_again_when_the_queue_broke(app):
    class Broken:
        tries = 0

        def consume(self, stopping):
            self.tries += 1
            if self.tries < 3:
                raise ConnectionError("the queue is away")
            stopping.wait()

    queue = Broken()
    stopping = threading.Event()
    thread = worker.start(app, stopping, "jobs", lambda: worker.long_work(queue, stopping), QUICK)
    until(lambda: queue.tries == 3)
    assert thread.is_alive()
    stopping.set()
    thread.join(PATIENCE_S)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_part_that_dies_ends_the_worker_with_a_status(app, caplog):
    """SystemExit ends a thread without a word."""

    def dies():
        raise SystemExit

    stopping = threading.Event()
    others = worker.start(app, stopping, "jobs", lambda: None, QUICK)
    dead = worker.start(app, stopping, "notices", dies, QUICK)
    assert worker.watch([others, dead], stopping) == 1
    assert not others.is_alive()
    assert "its thread notices has died" in caplog.text


def test_pauses_grow_up_to_a_limit(monkeypatch):
    monkeypatch.undo()
    assert [pause_s(n) for n in (1, 2, 3, 7, 8, 9, 1000)] == [2, 4, 8, 128, 256, 300, 300]


def test_a_heartbeat_goes_on_after_an_error(app):
    beats, done = [], threading.Event()

    def beat():
        beats.append(None)
        if len(beats) == 1:
            raise AttributeError("no such row")
        if len(beats) == 3:
            done.set()

    with app.app_context():
        keep_doing("heartbeat", beat, QUICK, done)
    assert len(beats) == 3


def started(tmp_path, *words, **settings):
    address = f"sqlite:///{tmp_path / 'civic.sqlite3'}"
    told = {"CIVIC_DEMO": "1", "CIVIC_DATABASE_URL": address}
    told |= {"CIVIC_PHOTO_STORE": str(tmp_path / "photos")}
    # What texts mean is tested where it is read; a worker takes a minute for it at first.
    told |= {"CIVIC_TEXT_NOUNS": "plain", "CIVIC_SENTENCE_VECTORS": "none"}
    environment = {name: value for name, value in os.environ.items() if name[:6] != "CIVIC_"}
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    return subprocess.Popen(
        flask, env=environment | told | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def chores_done(file) -> int:
    with closing(sqlite3.connect(file)) as connection:
        done = "SELECT count(*) FROM chore_run WHERE finished_at IS NOT NULL"
        return connection.execute(done).fetchone()[0]


def test_a_real_worker_does_every_chore_and_stops_when_asked(tmp_path):
    with_tables(tmp_path / "civic.sqlite3")
    running = started(tmp_path, "work", "--every", "1")
    try:
        until(lambda: chores_done(tmp_path / "civic.sqlite3") == len(chores.CHORES))
    finally:
        running.send_signal(signal.SIGTERM)
    assert running.wait(PATIENCE_S) == 0


def test_one_pass_for_cron_says_by_its_status_whether_all_went_well(tmp_path):
    without_tables = started(tmp_path, "work", "--once")
    assert without_tables.wait(PATIENCE_S) == 1
    with_tables(tmp_path / "civic.sqlite3")
    assert started(tmp_path, "work", "--once").wait(PATIENCE_S) == 0
    assert started(tmp_path, "housekeeping", "status").wait(PATIENCE_S) == 0
