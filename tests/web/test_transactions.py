"""Requests that only read take no write lock; others take it at their first query."""

import pytest
from sqlalchemy import event

from civic.db import db


@pytest.mark.parametrize(("method", "lock"), [("GET", "BEGIN"), ("POST", "BEGIN IMMEDIATE")])
@pytest.mark.parametrize("before", ["GET", "POST"])
def test_the_first_query_already_knows_the_kind_of_request(
    app, as_person, person, round, method, lock, before
):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite chooses its lock at BEGIN")
    browser, begun = as_person(person("민지")), []

    @event.listens_for(db.engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("BEGIN"):
            begun.append(statement)

    browser.open("/gaon/1/residency", method=before)
    begun.clear()
    browser.open("/gaon/1/residency", method=method)
    event.remove(db.engine, "before_cursor_execute", note)

    assert begun
    assert set(begun) == {lock}
