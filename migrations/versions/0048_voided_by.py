"""Who voided participation codes, for the log of the office.

Of codes voided so far nobody knows. Two columns without a value, added without copying a table;
going back copies both on SQLite, a second for 100,000 codes.
"""

from alembic import op

revision = "0048"
down_revision = "0047"
TABLES = ("code_batch", "participation_code")


def upgrade():
    for table in TABLES:  # one statement that both databases know; SQLite copies nothing for it
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN voided_by_id INTEGER"
            f" CONSTRAINT fk_{table}_voided_by_id REFERENCES person (id)"
        )


def downgrade():
    for table in TABLES:
        with op.batch_alter_table(table) as each:
            each.drop_column("voided_by_id")
