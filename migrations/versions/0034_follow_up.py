"""How participation goes on: activities, targets by year, a planner's own columns.

Five new, empty tables; no row there is changes. Fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade():
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _refers("follow_up", "round_id", "round"),
        _refers("follow_up", "saved_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("round_id", name=op.f("uq_follow_up_round_id")),
    )
    _rows(
        "follow_up_activity",
        ("follow_up", "position"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("timing", sa.String(length=40), nullable=False),
        sa.Column("host", sa.String(length=60), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("way_back", sa.String(length=160), nullable=False),
    )
    _rows(
        "yearly_target",
        ("follow_up", "indicator_id", "year"),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        _refers("yearly_target", "indicator_id", "indicator"),
    )
    _rows(
        "indicator_column",
        ("follow_up", "position"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=12), nullable=False),
    )
    op.create_table(
        "indicator_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("column_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=30), nullable=False),
        _refers("indicator_note", "column_id", "indicator_column"),
        _refers("indicator_note", "indicator_id", "indicator"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_note")),
        sa.UniqueConstraint(
            "column_id", "indicator_id", name=op.f("uq_indicator_note_column_id_indicator_id")
        ),
    )


def downgrade():
    for name in (
        *("indicator_note", "indicator_column", "yearly_target"),
        *("follow_up_activity", "follow_up"),
    ):
        op.drop_table(name)


def _rows(name, key, *columns):
    """A table of rows of a follow-up, one of each key."""
    parent, *rest = key
    unique = [f"{parent}_id", *rest]
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(f"{parent}_id", sa.Integer(), nullable=False),
        *columns,
        _refers(name, f"{parent}_id", parent),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}")),
    )


def _refers(table, column, other):
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
