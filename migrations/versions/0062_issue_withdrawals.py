"""When reports were taken back. One new table; of those taken back so far nobody is told any more.
Fast at any size: no row is rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"


def upgrade():
    op.create_table(
        "issue_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_withdrawal_issue_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_withdrawal")),
    )
    op.create_index("ix_issue_withdrawal_issue_id", "issue_withdrawal", ["issue_id"])


def downgrade():
    op.drop_table("issue_withdrawal")
