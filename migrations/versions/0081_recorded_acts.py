"""Acts of the office that no row of its own tells are written down: a table of them, empty so far.
Fast at any size: no row is rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"


def upgrade():
    place = op.f("fk_recorded_act_municipality_id")
    op.create_table(
        "recorded_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_recorded_act_person_id")
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=place),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_act")),
    )
    op.create_index("ix_recorded_act_of_place", "recorded_act", ["municipality_id", "at"])


def downgrade():
    op.drop_index("ix_recorded_act_of_place", "recorded_act")
    op.drop_table("recorded_act")
