"""What a call evaluates by, and which of it a planner ticked off.

Calls so far say nothing of it and show an example. One column without a value and one new, empty
table; fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
REFERS = {"round_id": "round", "checked_by_id": "person"}


def upgrade():
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("criteria", sa.JSON(), nullable=True))
    op.create_table(
        "criterion_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        *(_refers(name, other) for name, other in REFERS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_check")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_criterion_check_round_id_name")),
    )


def downgrade():
    op.drop_table("criterion_check")
    with op.batch_alter_table("call") as table:
        table.drop_column("criteria")


def _refers(column, other):
    name = op.f(f"fk_criterion_check_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
