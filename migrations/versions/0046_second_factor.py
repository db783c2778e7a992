"""A second factor, and when a session was used and showed it; the history of rights.

Sessions so far count as never having shown one: staff are asked when they next do anything, and
are led to set one up where CIVIC_SECOND_FACTOR requires it. Three columns without a value and four
new, empty tables; fast at any size. Rights given so far have no history.
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade():
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("way", sa.String(length=10), server_default="", nullable=False))
        table.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("factor_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True),
        _refers("second_factor", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("person_id", name=op.f("uq_second_factor_person_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        _refers("recovery_code", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index("ix_recovery_code_person_id", "recovery_code", ["person_id"])
    op.create_table(
        "factor_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers("factor_change", "person_id", "person"),
        _refers("factor_change", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_change")),
    )
    op.create_index("ix_factor_change_person_id", "factor_change", ["person_id"])
    op.create_table(
        "right_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers("right_change", "person_id", "person"),
        _refers("right_change", "municipality_id", "municipality"),
        _refers("right_change", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_change")),
    )
    op.create_index("ix_right_change_person_id", "right_change", ["person_id"])
    op.create_index("ix_right_change_municipality_id", "right_change", ["municipality_id"])


def downgrade():
    for table in ("right_change", "factor_change", "recovery_code", "second_factor"):
        op.drop_table(table)
    with op.batch_alter_table("sign_in") as table:
        for column in ("factor_at", "seen_at", "way"):
            table.drop_column(column)


def _refers(table, column, other):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
