"""Issues are counted by district and status by triggers. One pass over the issues to begin with."""

import sqlalchemy as sa
from alembic import op

from civic.issues.listing import counts

revision = "0007"
down_revision = "0006"


def upgrade():
    op.create_table(
        "issue_count",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.Column("supports", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_issue_count_round_id"),
        sa.PrimaryKeyConstraint(
            "round_id", "district_id", "status", "listed", name="pk_issue_count"
        ),
    )
    op.execute(counts.RECOUNT)
    _triggers("CREATE")


def downgrade():
    _triggers("DROP")
    op.drop_table("issue_count")


def _triggers(act):
    dialect = op.get_bind().dialect.name.upper()
    for statement in getattr(counts, f"{act}_{dialect}"):
        op.execute(statement)
