"""Who hears of new reports in a district or around a point: one new, empty table."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
REFERS = {"person_id": "person", "municipality_id": "municipality", "district_id": "district"}


def upgrade():
    op.create_table(
        "area_watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("radius_m", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(_refers(name, other) for name, other in REFERS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_watch")),
        sa.UniqueConstraint(
            "person_id", "district_id", name=op.f("uq_area_watch_person_id_district_id")
        ),
    )
    op.create_index("ix_area_watch_place", "area_watch", ["municipality_id", "district_id"])


def downgrade():
    op.drop_table("area_watch")


def _refers(column, other):
    name = op.f(f"fk_area_watch_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
