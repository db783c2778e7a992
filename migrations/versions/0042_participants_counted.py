"""Who took part in large rounds is counted beforehand. One new, empty table."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade():
    op.create_table(
        "participants_counted",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_participants_counted_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_participants_counted")),
    )


def downgrade():
    op.drop_table("participants_counted")
