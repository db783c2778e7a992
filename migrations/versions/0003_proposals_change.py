"""Proposals change and are taken back, on record. A new table and an empty column; fast."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_table(
        "solution_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_solution_change_actor_id"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name="fk_solution_change_solution_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_solution_change"),
    )
    with op.batch_alter_table("solution_change", schema=None) as batch_op:
        batch_op.create_index("ix_solution_change_solution_id", ["solution_id"], unique=False)

    with op.batch_alter_table("solution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table("solution", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_at")

    with op.batch_alter_table("solution_change", schema=None) as batch_op:
        batch_op.drop_index("ix_solution_change_solution_id")

    op.drop_table("solution_change")
