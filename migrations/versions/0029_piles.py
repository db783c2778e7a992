"""Piles of a large round, found beforehand; and an index of issues by when they came.

Two new, empty tables, which the worker fills. The index is built once: a second for 100,000 issues,
in which nobody else can write.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade():
    op.create_index("ix_issue_oldest", "issue", ["round_id", "listed", "created_at", "id"])
    op.create_table(
        "piles_found",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("made_of", sa.String(length=24), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_piles_found_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_piles_found")),
    )
    op.create_table(
        "pile_text",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("pile_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_pile_text_issue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["pile_id"], ["issue.id"], name=op.f("fk_pile_text_pile_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_pile_text_round_id")),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_pile_text")),
    )
    op.create_index(op.f("ix_pile_text_pile_id"), "pile_text", ["pile_id"])
    op.create_index(op.f("ix_pile_text_round_id"), "pile_text", ["round_id"])


def downgrade():
    op.drop_table("pile_text")
    op.drop_table("piles_found")
    op.drop_index("ix_issue_oldest", "issue")
