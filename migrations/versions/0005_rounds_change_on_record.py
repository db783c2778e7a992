"""Rounds are opened on a page, with a record of changes. A new table, an empty column; fast."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.create_table(
        "round_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_round_change_actor_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_round_change_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_round_change"),
    )
    with op.batch_alter_table("round_change", schema=None) as batch_op:
        batch_op.create_index("ix_round_change_round_id", ["round_id"], unique=False)

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("request_key", sa.String(length=64), nullable=True))


def downgrade():
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("request_key")

    with op.batch_alter_table("round_change", schema=None) as batch_op:
        batch_op.drop_index("ix_round_change_round_id")

    op.drop_table("round_change")
