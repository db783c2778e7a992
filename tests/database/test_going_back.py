"""Going back by migrations destroys no row unless told to."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from civic.db import db
from tests.database.migrating import DESTROY, ROWS, insert_row, tables, version


def test_going_back_destroys_no_row_unless_told_to(nothing, caplog):
    """419 spreads of points once went without a word."""
    upgrade(revision="0016")
    with db.engine.begin() as connection:
        for name in ("municipality", "call", "round", "person"):
            insert_row(connection, name, ROWS[name])
        for id in range(1, 4):
            about = {"id": id, "round_id": 1, "person_id": 1}
            insert_row(connection, "person", {"id": id + 1, "name": "주민"})
            insert_row(connection, "point_spread", about | {"person_id": id})
    db.engine.dispose()
    with pytest.raises(SystemExit):
        downgrade(revision="0014")
    assert "point_spread: 3 rows" in caplog.text and "destroy-rows" in caplog.text
    assert version() == "0016"
    assert db.session.scalar(text("SELECT count(*) FROM point_spread")) == 3
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0014", x_arg=DESTROY)
    assert "point_spread" not in tables()


def test_values_of_a_column_that_goes_are_rows_too(nothing, caplog):
    upgrade(revision="0038")
    with db.engine.begin() as connection:
        for name in ("municipality", "call"):
            insert_row(connection, name, ROWS[name])
        insert_row(connection, "round", ROWS["round"] | {"answer_days": 14})
    db.engine.dispose()
    with pytest.raises(SystemExit):
        downgrade(revision="0037")
    assert "round.answer_days: 1 values" in caplog.text


def test_going_back_where_nothing_is_lost_needs_no_word(nothing):
    upgrade(revision="0038")
    downgrade(revision="0037")
    assert version() == "0037"
