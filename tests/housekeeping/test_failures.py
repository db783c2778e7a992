"""A chore that fails is tried again, hinders no other, and is seen by the operator."""

import errno
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from civic.db import db, now
from civic.housekeeping import chores, jobs
from civic.housekeeping.chores import CHORES, HOUR, Chore
from civic.housekeeping.models import ChoreRun
from civic.housekeeping.report import report
from tests.databases import ON_POSTGRESQL
from tests.waiting import PATIENCE_S

ERRORS = [
    OperationalError("SELECT", {}, Exception("database is locked")),
    IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed: minji@example.com")),
    OSError(errno.ENOSPC, "No space left on device"),
    KeyError("weighing"),
    AttributeError("'NoneType' object has no attribute 'title'"),
    RuntimeError("민지의 비밀"),
    MemoryError(),
]


def failing(error, name="drafts") -> Chore:
    def act():
        raise error.with_traceback(None)

    return replace(next(chore for chore in CHORES if chore.name == name), act=act)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_chore_that_fails_hinders_no_other_and_keeps_its_failure(app, error, caplog):
    done = []
    last = Chore("photos", HOUR, lambda: done.append("photos"))
    assert jobs.do_due([failing(error), last]) == ["drafts"]
    assert done == ["photos"]
    run = ChoreRun.all()["drafts"]
    assert run.failures == 1
    assert run.failure.startswith(type(error).__name__)
    assert "민지" not in run.failure and "minji" not in run.failure
    assert "drafts failed" in caplog.text
    assert not next(chore for chore in report().chores if chore.name == "drafts").is_well


def test_a_chore_that_fails_is_tried_again_later_and_later_until_it_goes_well(app, clock):
    chore = failing(RuntimeError("noch einmal"))
    for failures, pause in enumerate((5, 5, 8, 16), 1):
        assert jobs.do_due([chore]) == ["drafts"]
        run = ChoreRun.all()["drafts"]
        assert (run.failures, run.next_at) == (failures, now() + timedelta(seconds=pause))
        clock(timedelta(seconds=pause - 1))
        assert jobs.do_due([chore]) == []  # not yet due
        clock(timedelta(seconds=1))
    assert jobs.do_due([replace(chore, act=lambda: None)]) == []
    run = ChoreRun.all()["drafts"]
    assert (run.failures, run.failure, run.finished_at) == (0, "", now())


def test_a_failure_is_logged_with_its_traceback_once(app, caplog):
    chore = failing(ValueError("immer dasselbe"), "photos")
    for _ in range(3):
        jobs.do_due([chore], whatever=True)
    assert caplog.text.count("photos failed") == 3
    assert caplog.text.count("Traceback") == 1


def test_a_seal_that_differs_names_its_round(app, round, monkeypatch, worker):
    differing = {db.session.merge(round): ["the ledger"]}
    monkeypatch.setattr(chores.promises, "differing", lambda: differing)
    monkeypatch.setattr(chores.promises, "address_of", lambda _round: "gaon/1")
    assert worker() == ["vote-check"]
    assert "gaon/1" in ChoreRun.all()["vote-check"].failure


def test_two_workers_do_a_chore_once(app):
    """The second comes while the first is at it."""
    started, may_end, done = threading.Event(), threading.Event(), []

    def act():
        done.append("once")
        started.set()
        may_end.wait(PATIENCE_S)

    chore = Chore("drafts", HOUR, act)

    def worker():
        with app.app_context():
            jobs.do_due([chore])

    db.session.rollback()
    first = threading.Thread(target=worker)
    first.start()
    assert started.wait(PATIENCE_S)
    jobs.do_due([chore], whatever=True)
    may_end.set()
    first.join()
    jobs.do_due([chore])
    assert done == ["once"]


@pytest.mark.skipif(not ON_POSTGRESQL, reason="on SQLite writers come one after the other anyway")
def test_eight_workers_claim_a_chore_once(app):
    begin, claimed = threading.Barrier(8), []

    def claim():
        with app.app_context():
            begin.wait(PATIENCE_S)
            claimed.append(ChoreRun.claim("drafts", HOUR))
            db.session.commit()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [False] * 7 + [True]


def test_a_chore_of_a_worker_that_was_killed_is_taken_up_when_its_lease_is_over(app, clock):
    assert ChoreRun.claim("drafts", HOUR)
    db.session.commit()
    done = []
    chore = Chore("drafts", HOUR, lambda: done.append("again"))
    jobs.do_due([chore], whatever=True)
    assert done == []
    clock(HOUR)
    jobs.do_due([chore])
    assert done == ["again"]
