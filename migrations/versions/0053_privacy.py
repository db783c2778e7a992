"""What cities say of personal data, version by version, and how long they keep it.

Two new, empty tables; until a city says anything, the program's own periods hold. Fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"


def upgrade():
    op.create_table(
        "retention_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        _refers("retention_period", "municipality_id", "municipality"),
        _refers("retention_period", "set_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_period")),
    )
    key = ["municipality_id", "kind", "id"]
    op.create_index("ix_retention_period_kind", "retention_period", key)
    op.create_table(
        "privacy_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        _refers("privacy_notice", "municipality_id", "municipality"),
        _refers("privacy_notice", "published_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_notice")),
        sa.UniqueConstraint(
            "municipality_id", "version", name=op.f("uq_privacy_notice_municipality_id_version")
        ),
    )


def downgrade():
    op.drop_table("privacy_notice")
    op.drop_table("retention_period")


def _refers(table, column, other):
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
