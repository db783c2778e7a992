"""What a test finds of the one before: no row, and a database that still minds foreign keys."""

import pytest
from sqlalchemy.exc import IntegrityError

from civic.db import db
from civic.people.models import Residency
from tests.conftest import NOW
from tests.databases import empty, filled
from tests.factory import add_issue


def test_an_emptied_database_has_no_row_and_minds_foreign_keys(round, minji):
    add_issue(round, reporter_id=minji.id)
    db.session.commit()
    with db.engine.connect() as connection:
        assert {"issue", "person", "round", "municipality"} <= set(filled(connection))
    empty()
    with db.engine.connect() as connection:
        assert filled(connection) == []
    db.session.add(Residency(person_id=1, municipality_id=1, level="invite", verified_at=NOW))
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        db.session.commit()
    db.session.rollback()
