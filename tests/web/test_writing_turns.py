"""A thread of a server is left for pages, however long forms wait for a lock of PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import make_url

from civic.db import db
from civic.schema_version import make_tables
from civic.web import writing_turns
from civic.web.writing_turns import AT_ONCE_S, TURNS, Turns
from tests.apps import start_app
from tests.databases import postgresql
from tests.waiting import PATIENCE_S, until

EVER = 10_000
DROP = "/kept/what-was-typed/drop"


def test_who_finds_all_turns_taken_waits_no_longer_than_the_others_may_be_silent(monkeypatch):
    monkeypatch.setattr(writing_turns, "SILENT_S", EVER)
    turns = Turns(1)
    assert turns.take() is None
    assert AT_ONCE_S < turns.take() <= EVER and turns.taken == 1
    turns.give_back(has_waited_in_vain=False)
    assert turns.take() is None


def test_while_none_ends_who_comes_waits_for_no_lock(monkeypatch):
    monkeypatch.setattr(writing_turns, "SILENT_S", 0)
    turns = Turns(2)
    assert [turns.take(), turns.take(), turns.take()] == [None, None, AT_ONCE_S]
    turns.give_back(has_waited_in_vain=True)
    assert turns.take() is None and turns.taken == 2


def test_one_that_waited_in_vain_is_no_sign_that_others_will_not():
    turns = Turns(1)
    turns.take()
    since = turns.ended_at
    turns.give_back(has_waited_in_vain=True)
    assert turns.ended_at == since


@pytest.mark.parametrize("threads, most", [(0, 0), (1, 0), (2, 1), (4, 3)])
def test_all_threads_but_one_may_be_at_forms(threads, most):
    app = start_app("postgresql+psycopg://nobody@127.0.0.1/civic", THREADS=threads)
    assert (TURNS in app.extensions) == bool(most)
    assert not most or app.extensions[TURNS].places == most


@pytest.fixture
def two_threads(monkeypatch):
    """A server of two threads, of which one may be at forms that wait for locks."""
    monkeypatch.setattr(writing_turns, "SILENT_S", 0)
    with postgresql() as address:
        app = start_app(address, THREADS=2)
        with app.app_context():
            make_tables(db.engine)
            db.session.remove()
        yield app
        with app.app_context():
            db.engine.dispose()


def test_pages_go_on_beside_a_lock_and_the_next_form_is_told_to_come_again(two_threads):
    app = two_threads
    plain = make_url(app.config["DATABASE_URL"]).set(drivername="postgresql")
    with (
        psycopg.connect(plain.render_as_string(hide_password=False)) as other,
        ThreadPoolExecutor(2) as threads,
    ):
        other.execute("LOCK TABLE kept_form")
        waiting = threads.submit(app.test_client().post, DROP)
        until(lambda: app.extensions[TURNS].taken == 1, "the first form is at it")
        refused = threads.submit(app.test_client().post, DROP).result()
        assert refused.status_code == 503 and refused.headers["Retry-After"]
        assert "잠시 뒤 다시" in refused.text
        page = threads.submit(app.test_client().get, "/sign-in").result()
        assert page.status_code == 200
        other.rollback()
        waiting.result(PATIENCE_S)
    assert app.extensions[TURNS].taken == 0


def test_a_form_that_meets_no_lock_is_taken_while_others_are_long_at_theirs(two_threads):
    """Beside one that reads a large file, and of one request within another: what a visitor began
    is sent as they sign in (outbox/kept/going_out.py)."""
    turns = two_threads.extensions[TURNS]
    assert turns.take() is None
    answer = two_threads.test_client().post(DROP)
    assert answer.status_code < 400
    assert turns.taken == 1
