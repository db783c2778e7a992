"""Supports and comments know the later round that they were given in, where it goes on with the
issue, and an issue keeps how many people support it since. Those so far are of the issue's own
round, so nothing is counted anew. Fast at any size: each table is read once for an index of none."""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
TABLES = ("support", "issue_comment")


def upgrade():
    for table in TABLES:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN carried_into_id INTEGER"
            f" CONSTRAINT fk_{table}_carried_into_id REFERENCES round (id)"
        )
        op.create_index(
            f"ix_{table}_carried_into_id",
            table,
            ["carried_into_id"],
            sqlite_where=sa.text("carried_into_id IS NOT NULL"),
            postgresql_where=sa.text("carried_into_id IS NOT NULL"),
        )
    since = sa.Column("carried_supports", sa.Integer(), server_default="0", nullable=False)
    op.add_column("issue", since)


def downgrade():
    """Acts stay, as acts of the issue's own round."""
    counted = "UPDATE issue SET supports_count = supports_count + carried_supports"
    op.execute(f"{counted} WHERE carried_supports <> 0")
    op.drop_column("issue", "carried_supports")
    for table in TABLES:
        op.drop_index(f"ix_{table}_carried_into_id", table)
        with op.batch_alter_table(table) as rows:
            rows.drop_column("carried_into_id")
