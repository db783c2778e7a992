"""Who looked at whose data, chained by hashes; monthly reviews; posted codes shown again by two.

Five new, empty tables; fast at any size. Batches of codes so far are past their first print: their
codes are shown when two planners agree.
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
TWO_PEOPLE = {"entered_by_id": "person", "decided_by_id": "person"}


def upgrade():
    op.create_table(
        "access_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_head")),
    )
    op.create_table(
        "access_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("data", sa.String(length=20), nullable=False),
        sa.Column("whose", sa.String(length=400), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("hash_before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        *_refer("access_entry", {"person_id": "person", "municipality_id": "municipality"}),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
    )
    op.create_index("ix_access_entry_at", "access_entry", ["at"])
    op.create_index("ix_access_entry_of_place", "access_entry", ["municipality_id", "at"])
    op.create_table(
        "access_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_refer("access_reason", {"person_id": "person"}),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_reason")),
    )
    op.create_index("ix_access_reason_person_id", "access_reason", ["person_id"])
    op.create_table(
        "access_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("month_key", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        *_two_people(),
        *_refer("access_review", {"municipality_id": "municipality", **TWO_PEOPLE}),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_review")),
    )
    op.create_index("ix_access_review_municipality_id", "access_review", ["municipality_id"])
    not_dropped = sa.text("dropped_at IS NULL")
    op.create_index(
        "ix_access_review_of_month",
        "access_review",
        ["month_key"],
        unique=True,
        sqlite_where=not_dropped,
        postgresql_where=not_dropped,
    )
    op.create_table(
        "code_showing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        *_two_people(),
        *_refer("code_showing", {"batch_id": "code_batch", **TWO_PEOPLE}),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_showing")),
    )
    op.create_index("ix_code_showing_batch_id", "code_showing", ["batch_id"])


def downgrade():
    tables = ("code_showing", "access_review", "access_reason", "access_entry", "access_head")
    for table in tables:
        op.drop_table(table)


def _two_people():
    return (
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
    )


def _refer(table, columns):
    for column, other in columns.items():
        name = op.f(f"fk_{table}_{column}")
        yield sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
