"""What lies under a city's own map: rivers, roads, landmarks. One new table, empty until
`flask places import-ground` fills it. Fast."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"


def upgrade():
    op.create_table(
        "ground",
        sa.Column("municipality_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_ground_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", name=op.f("pk_ground")),
    )


def downgrade():
    op.drop_table("ground")
