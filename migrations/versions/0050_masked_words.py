"""What people wrote before personal data in it was masked, sealed, for a planner to decide about.

One new, empty table; no row there is changes, so texts of before stay as they are. Fast at any
size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
THINGS = ("issue", "issue_comment", "solution", "solution_comment", "status_change")
REFERS = {
    **{"author_id": "person", "decided_by_id": "person"},
    **{f"{thing}_id": thing for thing in THINGS},
}
INDEXED = ("author_id", "written_at", *(f"{thing}_id" for thing in THINGS))


def upgrade():
    op.create_table(
        "masked_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        *(sa.Column(f"{thing}_id", sa.Integer(), nullable=True) for thing in THINGS),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        *(_refers(name, other) for name, other in REFERS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_masked_words")),
    )
    for name in INDEXED:
        op.create_index(op.f(f"ix_masked_words_{name}"), "masked_words", [name])


def downgrade():
    op.drop_table("masked_words")


def _refers(column, other):
    name = op.f(f"fk_masked_words_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
