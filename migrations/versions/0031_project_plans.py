"""Project plans of solutions, and what a plan prints by name.

Seven new, empty tables; no row there is changes. Fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade():
    texts = ("problem", "approach", "site", "operation", "effect")
    op.create_table(
        "project_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=1000), nullable=False) for name in texts),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _refers("project_plan", "saved_by_id", "person"),
        _refers("project_plan", "solution_id", "solution"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_plan")),
        sa.UniqueConstraint("solution_id", name=op.f("uq_project_plan_solution_id")),
    )
    _rows(
        "project_step",
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("month_from", sa.Integer(), nullable=False),
        sa.Column("month_to", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
    )
    sources = ("national_won", "province_won", "city_won", "private_won")
    _rows(
        "cost_item",
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=120), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in sources),
    )
    _rows(
        "running_cost",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("payer", sa.String(length=60), nullable=False),
        sa.Column("cost_won", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "project_case",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("catalogue_id", sa.Integer(), nullable=False),
        _refers("project_case", "catalogue_id", "catalogue_entry"),
        _refers("project_case", "project_id", "project_plan"),
        sa.PrimaryKeyConstraint("project_id", "catalogue_id", name=op.f("pk_project_case")),
    )
    _printing("issue", ondelete="CASCADE")
    _printing("theme")


def _rows(table: str, *columns: sa.Column) -> None:
    """Rows of a project plan, each with its place."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        _refers(table, "project_id", "project_plan"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("project_id", "position", name=op.f(f"uq_{table}_project_id_position")),
    )


def _printing(thing: str, **what) -> None:
    table, key = f"{thing}_printing", f"{thing}_id"
    op.create_table(
        table,
        sa.Column(key, sa.Integer(), nullable=False),
        sa.Column("is_printed", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        _refers(table, "decided_by_id", "person"),
        _refers(table, key, thing, **what),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
    )


def _refers(table: str, column: str, other: str, **what) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, **what)


def downgrade():
    for table in ("theme_printing", "issue_printing", "project_case", "running_cost"):
        op.drop_table(table)
    for table in ("cost_item", "project_step", "project_plan"):
        op.drop_table(table)
