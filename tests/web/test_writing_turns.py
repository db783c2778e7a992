"""A thread of a server is left for pages, however long forms wait for a lock of PostgreSQL."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import event, make_url

from civic.db import db
from civic.schema_version import make_tables
from civic.web import writing_turns
from civic.web.writing_turns import AT_ONCE_S, TURNS, Turns
from tests.apps import start_app
from tests.databases import postgresql
from tests.waiting import PATIENCE_S, until

EVER = 10_000
DROP = "/kept/what-was-typed/drop"


def test_who_finds_all_turns_taken_waits_for_no_lock_for_long(monkeypatch):
    monkeypatch.setattr(writing_turns, "SILENT_S", EVER)
    turns = Turns(1)
    first = turns.take()
    first.asks_since = time.monotonic()
    assert first.lock_s is None and turns.take().lock_s == EVER
    turns.give_back(first)
    assert turns.take().lock_s is None


def test_while_all_wait_for_the_database_who_comes_is_sent_away(monkeypatch):
    monkeypatch.setattr(writing_turns, "SILENT_S", 0)
    turns = Turns(2)
    first, second = turns.take(), turns.take()
    assert turns.take().lock_s == 0  # they are at something else
    first.asks_since = time.monotonic()
    some = turns.take()
    assert some.lock_s == AT_ONCE_S and not some.is_in_vain
    second.asks_since = time.monotonic()
    assert turns.take().is_in_vain
    turns.give_back(first)
    assert turns.take().lock_s is None


@pytest.mark.parametrize("threads, most", [(0, 0), (1, 0), (2, 1), (4, 3)])
def test_all_threads_but_one_may_be_at_forms(threads, most):
    app = start_app("postgresql+psycopg://nobody@127.0.0.1/civic", THREADS=threads)
    assert (TURNS in app.extensions) == bool(most)
    assert not most or app.extensions[TURNS].places == most


@pytest.fixture
def two_threads(monkeypatch):
    """A server of two threads, of which one may be at forms that wait for locks."""
    monkeypatch.setattr(writing_turns, "SILENT_S", 0.2)
    with postgresql() as address:
        app = start_app(address, THREADS=2)
        with app.app_context():
            make_tables(db.engine)
            db.session.remove()
        yield app
        with app.app_context():
            db.engine.dispose()


def test_pages_go_on_beside_a_lock_and_the_next_form_is_told_to_come_again(two_threads):
    app, turns = two_threads, two_threads.extensions[TURNS]
    plain = make_url(app.config["DATABASE_URL"]).set(drivername="postgresql")
    with (
        psycopg.connect(plain.render_as_string(hide_password=False)) as other,
        ThreadPoolExecutor(2) as threads,
    ):
        other.execute("LOCK TABLE kept_form")
        waiting = threads.submit(app.test_client().post, DROP)
        until(lambda: any(turn.waits for turn in list(turns.taken)), "the first form waits")
        refused = threads.submit(app.test_client().post, DROP).result()
        assert refused.status_code == 503 and refused.headers["Retry-After"]
        assert "잠시 뒤 다시" in refused.text
        page = threads.submit(app.test_client().get, "/sign-in").result()
        assert page.status_code == 200
        other.rollback()
        waiting.result(PATIENCE_S)
    assert not turns.taken


def test_a_form_is_taken_while_others_are_long_at_theirs_if_no_lock_keeps_it(two_threads):
    """Beside one that reads a large file, and of one request within another: what a visitor began
    is sent as they sign in (outbox/kept/going_out.py)."""
    first, asked = two_threads.extensions[TURNS].take(), []
    with two_threads.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *what: asked.append(what[2]))
    assert two_threads.test_client().post(DROP).status_code == 303
    assert asked[0] == "SET LOCAL lock_timeout = 200"
    asked.clear()
    assert two_threads.test_client().post("/gaon/1/issues/1/support").status_code == 404
    assert asked[0] == "SET LOCAL lock_timeout = 200" and "municipality" in asked[1]
    assert two_threads.extensions[TURNS].taken == {first}
