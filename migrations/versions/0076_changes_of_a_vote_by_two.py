"""Two planners shorten a vote that was announced, and take a solution off the ballot before voting.

Adds calendar_change, empty. A removal is of a solution rather than of an entry of the frozen
ballot, and one may wait while others held: those so far stay. Fast at any size: few rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0072"
MOMENT = sa.DateTime(timezone=True)
PEOPLE = ("entered_by_id", "decided_by_id")
INDEX = "ix_removal_of_solution"
WAITS = "confirmed_at IS NULL AND dropped_at IS NULL"
NOT_DROPPED = "dropped_at IS NULL"
# What the tables of before have no place for.
BEFORE_VOTING = """
    DELETE FROM removal WHERE solution_id NOT IN (SELECT solution_id FROM ballot_entry)
"""
REPEATED = """
    DELETE FROM removal WHERE dropped_at IS NULL AND id NOT IN (
        SELECT latest FROM (
            SELECT MAX(id) AS latest FROM removal WHERE dropped_at IS NULL GROUP BY solution_id
        ) AS kept
    )
"""


def upgrade():
    op.create_table(
        "calendar_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("stored", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("dropped_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_calendar_change_round_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["person.id"], name=op.f(f"fk_calendar_change_{column}")
            )
            for column in PEOPLE
        ),
    )
    _unique("ix_calendar_change_of_round", "calendar_change", "round_id", WAITS)
    _refer_to("solution.id", WAITS)


def downgrade():
    op.execute(BEFORE_VOTING)
    op.execute(REPEATED)
    _refer_to("ballot_entry.solution_id", NOT_DROPPED)
    op.drop_index("ix_calendar_change_of_round", "calendar_change")
    op.drop_table("calendar_change")


def _refer_to(column, where):
    """What a removal is of, and of which rows there is one of each."""
    table, name = column.split(".")
    op.drop_index(INDEX, "removal")
    with op.batch_alter_table("removal") as batch:
        batch.drop_constraint("fk_removal_solution_id", type_="foreignkey")
        batch.create_foreign_key("fk_removal_solution_id", table, ["solution_id"], [name])
    _unique(INDEX, "removal", "solution_id", where)


def _unique(name, table, column, where):
    rows = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(name, table, [column], unique=True, **rows)
