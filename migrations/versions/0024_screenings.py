"""Proposals are screened before they go onto the ballot. Milliseconds: two new tables.

Solutions that are on a ballot or were voted on stay as they are; those only proposed have to be
screened before they are put on one. Going back loses the screenings and the answers to them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade():
    op.create_table(
        "screening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("cost_won", sa.BigInteger(), nullable=True),
        sa.Column("cost_note", sa.String(length=300), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=False),
        sa.Column("screened_by_id", sa.Integer(), nullable=False),
        sa.Column("screened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["screened_by_id"], ["person.id"], name="fk_screening_screened_by_id"
        ),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name="fk_screening_solution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_screening"),
    )
    with op.batch_alter_table("screening") as screenings:
        screenings.create_index("ix_screening_solution_id", ["solution_id"], unique=False)
    op.create_table(
        "screening_reply",
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=1000), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["screening.id"], name="fk_screening_reply_screening_id"
        ),
        sa.PrimaryKeyConstraint("screening_id", name="pk_screening_reply"),
    )


def downgrade():
    op.drop_table("screening_reply")
    op.drop_table("screening")
