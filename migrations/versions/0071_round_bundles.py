"""Zips of whole rounds are made by a worker and kept. None is kept so far. Fast at any size: a new
table."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"


def upgrade():
    op.create_table(
        "round_bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("made", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_round_bundle_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_bundle_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_bundle")),
    )
    op.create_index(op.f("ix_round_bundle_round_id"), "round_bundle", ["round_id"])
    active = sa.text("state IN ('waiting', 'running')")
    op.create_index(
        "uq_round_bundle_active",
        "round_bundle",
        ["round_id"],
        unique=True,
        sqlite_where=active,
        postgresql_where=active,
    )


def downgrade():
    op.drop_table("round_bundle")
