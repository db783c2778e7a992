"""Residency by desk, phone or word, one for a person. Batches so far are invitations; fast."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade():
    op.create_table(
        "identity_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("residency_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_identity_mark_municipality_id"
        ),
        sa.ForeignKeyConstraint(
            ["residency_id"], ["residency.id"], name="fk_identity_mark_residency_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_identity_mark"),
        sa.UniqueConstraint(
            "municipality_id", "mark", name="uq_identity_mark_municipality_id_mark"
        ),
    )
    with op.batch_alter_table("identity_mark", schema=None) as batch_op:
        batch_op.create_index("ix_identity_mark_residency_id", ["residency_id"], unique=False)

    with op.batch_alter_table("code_batch", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("level", sa.String(length=10), nullable=False, server_default="invite")
        )

    with op.batch_alter_table("participation_code", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark", sa.String(length=64), nullable=True))
        batch_op.create_index("ix_participation_code_mark", ["mark"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("birth_year", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("birth_year")

    with op.batch_alter_table("participation_code", schema=None) as batch_op:
        batch_op.drop_index("ix_participation_code_mark")
        batch_op.drop_column("mark")

    with op.batch_alter_table("code_batch", schema=None) as batch_op:
        batch_op.drop_column("level")

    with op.batch_alter_table("identity_mark", schema=None) as batch_op:
        batch_op.drop_index("ix_identity_mark_residency_id")

    op.drop_table("identity_mark")
