"""Acts of the office that no row of its own tells are written down: a table of them. What it has of
before are targets that the office decided otherwise than residents, as they stand: such a row went
when it was changed. As fast as there are few of them."""

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
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_recorded_act_person_id")
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=place),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_act")),
    )
    op.create_index("ix_recorded_act_of_place", "recorded_act", ["municipality_id", "at"])
    op.execute(
        """INSERT INTO recorded_act (at, act, person_id, municipality_id, about, subject,
            reason)
        SELECT departure.decided_at, 'override', departure.planner_id, round.municipality_id,
            indicator.name, '', departure.reason
        FROM departure JOIN indicator ON indicator.id = departure.indicator_id
        JOIN solution ON solution.id = indicator.solution_id
        JOIN round ON round.id = solution.round_id
        ORDER BY departure.decided_at, departure.id"""
    )


def downgrade():
    op.drop_index("ix_recorded_act_of_place", "recorded_act")
    op.drop_table("recorded_act")
