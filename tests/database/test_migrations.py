"""Migrations go both ways on both databases, and give exactly the tables of the models."""

import json
import re
import zlib
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from civic.db import db
from civic.issues.importing.models import IssueImport
from civic.issues.importing.sameness import content_key
from civic.issues.models import Issue
from civic.votes.ballots.ballot import Ballot
from tests.database.migrating import (
    DESTROY,
    FILL,
    ROWS,
    insert_row,
    tables,
    without_tables,
)
from tests.paths import ROOT

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """An app on a database made by migrations alone, to be looked at."""
    with without_tables(tmp_path_factory.mktemp("migrated")) as app:
        upgrade()
        yield app


def test_the_changes_name_migrations_that_there_are():
    """Their numbers change when branches meet."""
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    named = re.findall(r"[Mm]igrations? (\d{4})|`(\d{4})`", changes)
    numbers = {next(filter(None, found)) for found in named}
    assert numbers and numbers <= {path.name[:4] for path in VERSIONS}


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
    of_statements = "added", "changed", "gone"
    counts = ("delete", "insert", "update") if is_sqlite else of_statements
    waits = ("back", "delete", "gone", "insert") if is_sqlite else of_statements
    found = db.session.scalars(db.text(names)).all()
    expected = [f"issue_count_{act}" for act in counts]
    assert found == [*expected, *(f"issue_untriaged_{act}" for act in waits)]


def test_issues_the_office_dealt_with_are_triaged(nothing):
    """By whom and when their first step says; all others wait, and are counted."""
    upgrade(revision="0023")
    db.engine.dispose()
    at = datetime(2026, 11, 3)
    with db.engine.begin() as connection:
        for name, values in ROWS.items():
            if name in ("municipality", "call", "round", "person"):
                insert_row(connection, name, values)
        for id, values in enumerate(
            (
                {"status": "received", "listed": True},
                {"status": "reviewing", "listed": True},
                {"status": "received", "listed": False, "hidden_at": at},
            ),
            1,
        ):
            insert_row(connection, "issue", {"round_id": 1, "receipt": id, "id": id} | values)
        step = {"issue_id": 2, "status": "reviewing", "actor_id": 1, "created_at": at}
        insert_row(connection, "status_change", step)
    upgrade()
    db.session.remove()
    triaged = db.select(Issue.triaged_at, Issue.triaged_by_id).order_by(Issue.id)
    first, second, third = db.session.execute(triaged).all()
    assert tuple(first) == (None, None)
    assert (second[0].date(), second[1]) == (at.date(), 1)
    assert third[0] is not None
    assert db.session.scalar(text("SELECT untriaged_count FROM round")) == 1


def test_a_single_merge_that_was_undone_knows_what_it_took_back(nothing):
    """Also of an issue that was merged twice; later steps to the same status take nothing back."""
    upgrade(revision="0082")
    db.engine.dispose()
    steps = ("received", "merged", "received", "reviewing", "merged", "reviewing", "reviewing")
    with db.engine.begin() as connection:
        for name in ("municipality", "call", "round", "person"):
            insert_row(connection, name, ROWS[name])
        for id in (1, 2):
            row = {"id": id, "round_id": 1, "receipt": id, "status": "received", "listed": True}
            insert_row(connection, "issue", row)
        for day, status in enumerate(steps, 1):
            at = datetime(2026, 11, day)
            row = {"id": day, "issue_id": 2, "status": status, "actor_id": 1, "created_at": at}
            insert_row(connection, "status_change", row)
        for id, merged, undone, before in ((1, 2, 3, "received"), (2, 5, 6, "reviewing")):
            row = {"id": id, "issue_id": 2, "into_id": 1, "actor_id": 1, "status_before": before}
            row |= {
                "merged_at": datetime(2026, 11, merged),
                "undone_at": datetime(2026, 11, undone),
            }
            insert_row(connection, "merge", row)
    upgrade()
    taken_back = text("SELECT takes_back_id FROM status_change ORDER BY id")
    assert db.session.scalars(taken_back).all() == [None, None, 2, None, None, 5, None]


# Of the first version: one choice on one ballot for one solution, and what these refer to.
def test_migrations_carry_rows_that_refer_to_each_other_and_go_back_to_nothing(nothing):
    """From the first version on, with a vote in it, and back; and all of it once more."""
    upgrade(revision="0001")
    db.engine.dispose()
    with db.engine.begin() as connection:
        for name, values in ROWS.items():
            insert_row(connection, name, values)
    upgrade()
    db.engine.dispose()
    with db.engine.connect() as connection:
        assert connection.scalars(text("SELECT sum(issues) FROM issue_count")).one() == 1
        if db.engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert db.session.scalars(db.select(Ballot.choices)).all() == [[[1, "nonce"]]]
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0001", x_arg=DESTROY)
    db.engine.dispose()
    with db.engine.connect() as connection:
        assert connection.scalars(text("SELECT nonce FROM choice")).all() == ["nonce"]
    downgrade(revision="base", x_arg=DESTROY)
    db.engine.dispose()
    assert tables() == {"alembic_version"}
    upgrade()
    assert "issue" in tables()


def test_files_waiting_for_their_columns_and_imported_issues_are_kept(nothing):
    """Numbers that were made up go; what complaints say is digested as it is for new ones."""
    upgrade(revision="0016")
    db.engine.dispose()
    old = [["제목", "내용"], [[2, ["가로등", "꺼졌어요"]]]]
    waiting = {"round_id": 1, "filename": "민원.csv", "mapping": {"columns": {"title": "제목"}}}
    said = {"title": "가로등", "body": "꺼졌어요", "place": "", "lat": 36.5, "lon": 127.1}
    brought = {"round_id": 1, "import_id": 1, "external_id": "#0123-1", "listed": True}
    with db.engine.begin() as connection:
        for name in ("municipality", "call", "round"):
            insert_row(connection, name, ROWS[name])
        data = zlib.compress(json.dumps(old).encode())
        insert_row(connection, "issue_import", waiting | {"data": data})
        insert_row(connection, "issue", brought | said | {"status": "received"})
    upgrade()
    db.engine.dispose()
    file, issue = db.session.scalar(db.select(IssueImport)), db.session.scalar(db.select(Issue))
    assert file.table().rows == ((2, ("가로등", "꺼졌어요")),)
    assert (issue.external_id, issue.content_key) == (None, content_key(**said))
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0016", x_arg=DESTROY)
    db.engine.dispose()
    with db.engine.connect() as connection:
        data = connection.scalars(text("SELECT data FROM issue_import")).one()
    assert json.loads(zlib.decompress(data)) == old


def test_removals_overrides_invitations_and_codes_of_before_are_kept(nothing):
    """Those two took off a ballot hold; who consults is known; printed codes count as printed;
    a target the office set otherwise is in its log."""
    upgrade(revision="0072")
    db.engine.dispose()
    at, person = FILL[datetime], {"name": "민지", "email": "minji@example.com"}
    plan, solution = {"round_id": 1}, {"round_id": 1, "number": 1, "title": "버스"}
    held = {"round_id": 1, "solution_id": 1, "reason": "겹침", "entered_by_id": 1}
    invited = {"plan_id": 1, "issued_by_id": 1, "accepted_by_id": 1, "accepted_at": at}
    rows = {
        **{name: ROWS[name] for name in ("municipality", "call", "round")},
        **{"person": person, "plan": plan, "solution": solution},
        "ballot_entry": {"solution_id": 1, "round_id": 1, "number": 1, "title": "버스"},
        "removal": held | {"entered_at": at, "confirmed_at": at, "decided_by_id": 1},
        "invitation": invited | {"expires_at": at, "issued_at": at},
        "indicator": {"solution_id": 1, "name": "대기"},
        "departure": {"indicator_id": 1, "planner_id": 1, "reason": "예산"},
        "code_batch": {"municipality_id": 1, "issued_by_id": 1, "level": "invite", "issued_at": at},
    }
    with db.engine.begin() as connection:
        for name, values in rows.items():
            insert_row(connection, name, values)
    upgrade()
    db.engine.dispose()
    with db.engine.begin() as connection:
        moments = [
            connection.scalars(text(f"SELECT {column} FROM {table}")).one()
            for table, column in (("person", "invited_at"), ("code_batch", "printing_at"))
        ]
        assert all(str(moment).startswith("2026-11-0") for moment in moments)
        acts = connection.execute(text("SELECT act, about, reason, person_id FROM recorded_act"))
        assert list(acts) == [("override", "대기", "예산", 1)]
        insert_row(connection, "removal", held | {"id": 2, "entered_at": at})
        with pytest.raises(IntegrityError), connection.begin_nested():
            insert_row(connection, "removal", held | {"id": 3, "entered_at": at})
    db.engine.dispose()
    downgrade(revision="0072", x_arg=DESTROY)
    db.engine.dispose()
    with db.engine.connect() as connection:
        assert connection.scalars(text("SELECT id FROM removal")).all() == [2]


def test_supports_given_since_count_with_their_issue_where_nothing_tells_them_apart(nothing):
    upgrade(revision="0079")
    given = {"supports_count": 3, "carried_supports": 2}
    with db.engine.begin() as connection:
        for name in ("municipality", "call", "round", "person"):
            insert_row(connection, name, ROWS[name])
        insert_row(connection, "issue", ROWS["issue"] | given)
    db.engine.dispose()
    downgrade(revision="0078", x_arg=DESTROY)
    db.engine.dispose()
    with db.engine.connect() as connection:
        assert connection.scalars(text("SELECT supports_count FROM issue")).one() == 5


def test_versions_are_numbered_in_order_and_say_what_they_do():
    assert VERSIONS
    for n, path in enumerate(VERSIONS, 1):
        assert re.fullmatch(rf"{n:04d}_[a-z_]+\.py", path.name)
        assert len(path.read_text().splitlines()[0]) > 30
