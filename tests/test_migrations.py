"""Migrations go both ways on both databases, and give exactly the tables of the models."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from civic import create_app
from civic.db import db
from tests.databases import database

VERSIONS = sorted((Path(__file__).parent.parent / "migrations" / "versions").glob("*.py"))


@pytest.fixture
def migrated(tmp_path):
    """An app on a database made by migrations alone."""
    with database(tmp_path) as address:
        app = create_app(DEMO=True, DATABASE_URL=address, PHOTO_STORE="memory:", SENDER="memory")
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


def tables() -> set[str]:
    names = inspect(db.engine).get_table_names()
    return {name for name in names if not name.startswith("issue_search_")}


def test_migrations_make_the_tables_of_the_models(migrated):
    assert tables() == {*db.metadata.tables, "issue_search", "alembic_version"}
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: not (name or "").startswith("issue_search"),
                "compare_type": True,
            },
        )
        assert compare_metadata(context, db.metadata) == []


def test_migrations_keep_the_triggers_that_count_issues(migrated):
    """A migration that rebuilds the issue table would lose them."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    if not is_sqlite:
        names = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
    acts = ("delete", "insert", "update") if is_sqlite else ("keep",)
    found = db.session.scalars(db.text(names)).all()
    assert found == [f"issue_count_{act}" for act in acts]


def test_migrations_go_back_to_nothing_and_forward_again(migrated):
    downgrade(revision="base")
    db.engine.dispose()
    assert tables() == {"alembic_version"}
    upgrade()
    assert "issue" in tables()


def test_versions_are_numbered_in_order_and_say_what_they_do():
    assert VERSIONS
    for n, path in enumerate(VERSIONS, 1):
        assert re.fullmatch(rf"{n:04d}_[a-z_]+\.py", path.name)
        assert len(path.read_text().splitlines()[0]) > 30
