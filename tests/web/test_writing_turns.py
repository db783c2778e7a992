"""A thread of a server is left for pages, however long forms wait for a lock of PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import make_url

from civic.db import db
from civic.schema_version import make_tables
from civic.web import writing_turns
from civic.web.writing_turns import TURNS, NoTurn, Turns
from tests.apps import start_app
from tests.databases import postgresql
from tests.waiting import PATIENCE_S, until

EVER = 10_000
ADDRESS = {"address": "minji@example.com"}


def test_who_finds_all_places_taken_waits_for_a_turn(monkeypatch):
    monkeypatch.setattr(writing_turns, "SILENT_S", EVER)
    turns, order = Turns(1), []
    turns.take()
    other = threading.Thread(target=lambda: (turns.take(), order.append("second")))
    other.start()
    order.append("first")
    turns.give_back(has_waited_in_vain=False)
    other.join(PATIENCE_S)
    assert order == ["first", "second"] and turns.taken == 1


def test_while_none_ends_who_comes_is_sent_away(monkeypatch):
    monkeypatch.setattr(writing_turns, "SILENT_S", 0)
    turns = Turns(2)
    turns.take()
    turns.take()
    with pytest.raises(NoTurn):
        turns.take()
    turns.give_back(has_waited_in_vain=True)
    turns.take()
    assert turns.taken == 2


def test_one_that_waited_in_vain_is_no_sign_that_others_will_not(monkeypatch):
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


def test_pages_go_on_beside_a_lock_and_the_next_form_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(writing_turns, "SILENT_S", 0)
    with postgresql() as address:
        app = start_app(address, THREADS=2)
        with app.app_context():
            make_tables(db.engine)
        plain = make_url(address).set(drivername="postgresql")
        with (
            psycopg.connect(plain.render_as_string(hide_password=False)) as other,
            ThreadPoolExecutor(2) as threads,
        ):
            other.execute("LOCK TABLE person IN ACCESS EXCLUSIVE MODE")
            browser = app.test_client()
            waiting = threads.submit(browser.post, "/sign-in", data=ADDRESS)
            until(lambda: app.extensions[TURNS].taken == 1, "the first form is at it")
            refused = threads.submit(app.test_client().post, "/sign-in", data=ADDRESS).result()
            assert refused.status_code == 503 and refused.headers["Retry-After"]
            assert "잠시 뒤 다시" in refused.text
            page = threads.submit(app.test_client().get, "/sign-in").result()
            assert page.status_code == 200
            other.rollback()
            waiting.result(PATIENCE_S)
        assert app.extensions[TURNS].taken == 0
        with app.app_context():
            db.engine.dispose()
