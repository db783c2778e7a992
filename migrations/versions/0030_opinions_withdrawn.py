"""A confirmed batch of opinions can be taken back by two planners, with a reason.

One new, empty table and an empty column: every batch so far stays as it is. Fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade():
    op.add_column(
        "opinion_batch", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_table(
        "opinion_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["opinion_batch.id"], name=op.f("fk_opinion_withdrawal_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_opinion_withdrawal_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_opinion_withdrawal_entered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_withdrawal")),
    )
    not_dropped = sa.text("dropped_at IS NULL")
    op.create_index(
        "ix_withdrawal_of_batch",
        "opinion_withdrawal",
        ["batch_id"],
        unique=True,
        sqlite_where=not_dropped,
        postgresql_where=not_dropped,
    )


def downgrade():
    op.drop_table("opinion_withdrawal")
    with op.batch_alter_table("opinion_batch") as batch:
        batch.drop_column("withdrawn_at")
