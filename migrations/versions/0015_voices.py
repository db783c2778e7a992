"""Points for weights, targets that depart from the residents' wish, percentages over a hundred.

Weights a planner gave so far stay the planner's, with a reason that says since when. Seconds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

WEIGHED_BY_PLANNERS = """
    INSERT INTO weighing (round_id, planner_id, "by", reason, decided_at)
    SELECT round.id, MIN(role.person_id), 'planner',
           '주민에게 점수를 묻기 전에 담당자가 정한 값', CURRENT_TIMESTAMP
    FROM round
    JOIN role ON role.municipality_id = round.municipality_id AND role.name = 'planner'
    JOIN solution ON solution.round_id = round.id
    JOIN indicator ON indicator.solution_id = solution.id
    WHERE indicator.weight_percent IS NOT NULL
    GROUP BY round.id
"""


def upgrade():
    op.create_table(
        "point_spread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_point_spread_person_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_point_spread_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_point_spread"),
        sa.UniqueConstraint("round_id", "person_id", name="uq_point_spread_round_id_person_id"),
    )
    with op.batch_alter_table("point_spread", schema=None) as batch_op:
        batch_op.create_index("ix_point_spread_person_id", ["person_id"], unique=False)

    op.create_table(
        "weighing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("planner_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["planner_id"], ["person.id"], name="fk_weighing_planner_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_weighing_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_weighing"),
        sa.UniqueConstraint("round_id", name="uq_weighing_round_id"),
    )
    op.create_table(
        "departure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("planner_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name="fk_departure_indicator_id"
        ),
        sa.ForeignKeyConstraint(["planner_id"], ["person.id"], name="fk_departure_planner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_departure"),
        sa.UniqueConstraint("indicator_id", name="uq_departure_indicator_id"),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("over_hundred", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.execute("UPDATE indicator SET over_hundred = true WHERE unit = '%' AND highest > 100")
    op.execute(WEIGHED_BY_PLANNERS)


def downgrade():
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_column("over_hundred")

    op.drop_table("departure")
    op.drop_table("weighing")
    with op.batch_alter_table("point_spread", schema=None) as batch_op:
        batch_op.drop_index("ix_point_spread_person_id")

    op.drop_table("point_spread")
