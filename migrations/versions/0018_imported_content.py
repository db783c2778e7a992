"""Imports are stored in steps, and rows of files are told apart by what they say.

Numbers of their own need no longer be unique in a round; numbers that were made up for complaints
without one go. Imported issues get the digest of what they say now; files waiting for their
columns are kept. SQLite copies the issue table; about five seconds for 50,000 imported issues.
"""

import hashlib
import json
import zlib

import sqlalchemy as sa
from alembic import op

from civic.issues.listing import counts

revision = "0018"
down_revision = "0017"

TIMES = ("started_at", "beat_at")
UNFINISHED = sa.text("started_at IS NOT NULL AND imported_at IS NULL")
SAID = ("title", "body", "place", "lat", "lon")
# Of several with one number only the first keeps it.
FORGET_REPEATED = """
    UPDATE issue SET external_id = NULL WHERE external_id IS NOT NULL AND id NOT IN (
        SELECT first FROM (SELECT MIN(id) AS first FROM issue GROUP BY round_id, external_id) AS f
    )
"""


def upgrade():
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content_key", sa.String(length=24), nullable=True))
        batch_op.drop_constraint("uq_issue_round_id_external_id", type_="unique")
        batch_op.create_index("ix_issue_content_key", ["round_id", "content_key"], unique=False)
    _triggers_again()
    op.execute("UPDATE issue SET external_id = NULL WHERE external_id LIKE '#%'")
    _digest()
    with op.batch_alter_table("issue_import", schema=None) as batch_op:
        for name in TIMES:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        for name in ("total", "stored_row"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("outcome", sa.JSON(), nullable=True))
    with op.batch_alter_table("issue_import", schema=None) as batch_op:
        for name in ("total", "stored_row"):
            batch_op.alter_column(name, server_default=None)
    op.create_index(
        "uq_issue_import_unfinished",
        "issue_import",
        ["round_id"],
        unique=True,
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )
    op.execute("UPDATE issue_import SET started_at = imported_at, total = rows")
    _repack(lambda old: {"rows": [[1, old[0]], *old[1]], "broken": [], "sheet": "", "others": []})


def downgrade():
    _repack(lambda new: [new["rows"][0][1], new["rows"][1:]])
    op.drop_index("uq_issue_import_unfinished", "issue_import")
    with op.batch_alter_table("issue_import", schema=None) as batch_op:
        for name in (*TIMES, "total", "stored_row", "outcome"):
            batch_op.drop_column(name)
    op.execute(FORGET_REPEATED)
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_index("ix_issue_content_key")
        batch_op.create_unique_constraint(
            "uq_issue_round_id_external_id", ["round_id", "external_id"]
        )
        batch_op.drop_column("content_key")
    _triggers_again()


def _triggers_again():
    """SQLite changes a table by copying it, and the copy has no triggers."""
    if op.get_bind().dialect.name == "sqlite":
        for statement in counts.CREATE_SQLITE:
            op.execute(statement)


def _digest():
    connection = op.get_bind()
    issue = sa.table("issue", *map(sa.column, ("id", "import_id", "content_key", *SAID)))
    query = sa.select(issue.c.id, *(issue.c[name] for name in SAID))
    rows = connection.execute(query.where(issue.c.import_id.is_not(None))).all()
    keys = [{"row": row.id, "key": _content_key(row[1:])} for row in rows]
    change = sa.update(issue).where(issue.c.id == sa.bindparam("row"))
    if keys:
        connection.execute(change.values(content_key=sa.bindparam("key")), keys)


def _content_key(said):
    """As civic/issues/importing/sameness.py made it when this was written."""
    return hashlib.sha256(repr(tuple(said)).encode("utf-8", "replace")).hexdigest()[:24]


def _repack(change):
    connection = op.get_bind()
    kept = sa.table("issue_import", sa.column("id"), sa.column("data", sa.LargeBinary()))
    query = sa.select(kept.c.id, kept.c.data).where(kept.c.data.is_not(None))
    for row in connection.execute(query).all():
        new = change(json.loads(zlib.decompress(row.data)))
        data = zlib.compress(json.dumps(new, ensure_ascii=False).encode(), 3)
        connection.execute(sa.update(kept).where(kept.c.id == row.id).values(data=data))
