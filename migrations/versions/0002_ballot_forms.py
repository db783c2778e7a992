"""Rounds choose a ballot form and a completion. Existing rounds keep approval ballots; fast."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    with op.batch_alter_table("round") as table:
        table.add_column(
            sa.Column("ballot_form", sa.String(10), nullable=False, server_default="approval")
        )
        table.add_column(
            sa.Column("completion", sa.String(20), nullable=False, server_default="add1u-greedy")
        )


def downgrade():
    with op.batch_alter_table("round") as table:
        table.drop_column("completion")
        table.drop_column("ballot_form")
