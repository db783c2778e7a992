"""Addresses of others hear of reports and results. Two new, empty tables; fast at any size."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade():
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_change_id", sa.Integer(), server_default="0", nullable=False),
        _refers("webhook", "municipality_id", "municipality"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.Column("tally_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_answer", sa.String(length=60), server_default="", nullable=False),
        _refers("webhook_delivery", "webhook_id", "webhook"),
        _refers("webhook_delivery", "change_id", "status_change", ondelete="CASCADE"),
        _refers("webhook_delivery", "tally_id", "tally", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint(
            "webhook_id", "change_id", name=op.f("uq_webhook_delivery_webhook_id_change_id")
        ),
        sa.UniqueConstraint(
            "webhook_id", "tally_id", name=op.f("uq_webhook_delivery_webhook_id_tally_id")
        ),
    )
    op.create_index(
        "ix_webhook_delivery_due", "webhook_delivery", ["webhook_id", "next_try_at", "id"]
    )
    op.create_index("ix_webhook_delivery_change_id", "webhook_delivery", ["change_id"])


def downgrade():
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")


def _refers(table, column, other, **more):
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, **more)
