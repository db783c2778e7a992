"""Which version the database's tables have, and whether this program can work on them.

Programs are upgraded after their database (docs/OPERATE.md): older tables are refused in words,
newer ones served, so that several hosts can be upgraded one after another.
"""

from functools import cache

from sqlalchemy import Engine, inspect, text

from civic.db import db, reading
from civic.settings.program import ROOT

TABLE = "alembic_version"


@cache
def versions() -> tuple[str, ...]:
    """Those this program knows, the oldest first: 0001 to its own."""
    files = (ROOT / "migrations" / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def version() -> str | None:
    """The tables' own; None where there are none, or nobody said."""
    before = reading.set(True)
    try:
        with db.engine.connect() as there:
            if not inspect(there).has_table(TABLE):
                return None
            return there.scalar(text(f"SELECT version_num FROM {TABLE}"))
    finally:
        reading.reset(before)


def is_behind(revision: str | None) -> bool:
    """The tables lack something this program needs. A version it does not know is a newer one."""
    return revision is None or revision in versions()[:-1]


def make_tables(engine: Engine) -> None:
    """Every table of the models, with the version that migrations would give them: for tests and
    measurements, which have no rows to keep. Migrations take fifty times as long."""
    db.metadata.create_all(engine)
    with engine.begin() as there:
        there.execute(text(f"CREATE TABLE {TABLE} (version_num VARCHAR(32) NOT NULL)"))
        there.execute(text(f"INSERT INTO {TABLE} VALUES ('{versions()[-1]}')"))


def what_to_do(revision: str | None) -> str:
    """A sentence for whoever runs the program."""
    return (
        f"The database's tables have version {revision or 'none'}, and this program needs"
        f" {versions()[-1]}: run `flask --app wsgi db upgrade`."
    )
