"""A connection that dies after a page is made does not spoil the page; one that dies before, at
whatever moment, is told in words."""

import os
import socket
from contextlib import closing, contextmanager

import pytest
from flask import request_finished
from sqlalchemy import text

from civic import db_engine
from civic.db import db
from civic.schema_version import make_tables
from tests.apps import start_app
from tests.databases import postgresql
from tests.factory import add_issue

STEPS = ("do_execute", "do_commit", "do_rollback")


def lose_the_connection():
    db.session.execute(text("SELECT 1"))
    db.session.connection().connection.dbapi_connection.close()


def test_a_session_whose_connection_died_ends_quietly(app):
    lose_the_connection()
    db.session.remove()
    assert db.session.scalar(text("SELECT 1")) == 1


def test_a_page_that_is_made_is_answered(client):
    """As when a database is stopped between the last row read and the answer."""

    def lose(_sender, response):
        lose_the_connection()

    with request_finished.connected_to(lose):
        assert client.get("/healthz").status_code == 200


class Failing:
    """From the step of this number on, or it alone, the database fails: it takes neither statement
    nor COMMIT nor ROLLBACK. By the error alone nobody sees that the connection is gone, as when
    PostgreSQL's last words have come and the end of the line has not."""

    def __init__(self, number: int, once: bool):
        self.number, self.once, self.steps = number, once, 0

    @property
    def failed(self) -> bool:
        return self.steps >= self.number

    def step(self, usual):
        def take(*args, **kwargs):
            self.steps += 1
            if self.steps == self.number or (self.failed and not self.once):
                raise db.engine.dialect.loaded_dbapi.OperationalError("terminating connection")
            return usual(*args, **kwargs)

        return take


@contextmanager
def failing(monkeypatch, number, once):
    found, dialect = Failing(number, once), db.engine.dialect
    with monkeypatch.context() as meanwhile:
        for name in STEPS:
            meanwhile.setattr(dialect, name, found.step(getattr(dialect, name)))
        yield found


@pytest.fixture
def acts(app, round, open_phase, minji, as_person, monkeypatch):
    """What 민지 does, one after the other."""
    open_phase("report")
    issue = add_issue(round)
    db.session.commit()
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    hers, path = as_person(minji), f"/gaon/1/issues/{issue.id}"
    return [
        lambda: hers.get("/gaon/1/issues/"),
        lambda: hers.get(path),
        lambda: hers.post(f"{path}/support"),
        lambda: hers.post(f"{path}/comments", data={"body": "저도 봤어요"}),
        lambda: hers.get("/nowhere/at/all"),
    ]


@pytest.mark.parametrize("once", [True, False], ids=["once", "for good"])
def test_a_database_that_fails_at_any_step_is_told_in_words(acts, once, monkeypatch):
    db.session.rollback()
    monkeypatch.setattr(db.engine.pool, "_timeout", 0)  # a connection that is kept is missed
    for act in acts:
        usual, number = act(), 1
        while True:
            with failing(monkeypatch, number, once) as fault:
                answer = act()
            assert is_told(answer) or is_like(answer, usual), (number, answer.status_code)
            if not fault.failed:
                break
            number += 1
        assert number > 2 and is_like(act(), usual)
    assert db.engine.pool.checkedout() <= 1  # the test's own


def cut(engine):
    """The next to use the connection that is kept finds it cut, of which nothing was heard."""
    with engine.connect() as there, closing(socket.socket(fileno=dup_of(there))) as line:
        line.shutdown(socket.SHUT_RDWR)


def dup_of(there) -> int:
    return os.dup(there.connection.dbapi_connection.fileno())


def test_who_only_reads_does_not_notice_a_line_that_was_cut_without_a_word(monkeypatch):
    monkeypatch.setattr(db_engine, "has_word", lambda _connection: False)
    monkeypatch.setattr(db_engine, "RESTED_S", 1e9)
    with postgresql() as address:
        app = start_app(address, DATABASE_CONNECTIONS=1, PROPAGATE_EXCEPTIONS=False)
        with app.app_context():
            make_tables(db.engine)
            db.session.remove()
            browser = app.test_client()
            usual = browser.get("/nowhere/at/all")
            cut(db.engine)
            again = browser.get("/nowhere/at/all")
            assert is_like(again, usual) and usual.status_code == 404
            cut(db.engine)
            sent = browser.post("/sign-in", data={"address": "minji@example.com"})
            assert is_told(sent)  # nobody knows what became of what was sent
            assert is_like(browser.get("/nowhere/at/all"), usual)
            db.engine.dispose()


def is_told(answer) -> bool:
    words = "잠시 뒤 다시" in answer.text and answer.headers["X-Request-ID"]
    return answer.status_code == 503 and "Retry-After" in answer.headers and bool(words)


def is_like(answer, usual) -> bool:
    return answer.status_code == usual.status_code
