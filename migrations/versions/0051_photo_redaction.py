"""What was painted over on photos, by whom and when.

One new, empty table; no row there is changes, and no photo. Fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
REFERS = {"photo_id": "photo", "drawn_by_id": "person", "undone_by_id": "person"}


def upgrade():
    op.create_table(
        "photo_redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("boxes", sa.JSON(), nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), nullable=False),
        sa.Column("by_office", sa.Boolean(), nullable=False),
        sa.Column("original_kept", sa.Boolean(), nullable=False),
        sa.Column("redacted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        *(_refers(name, other) for name, other in REFERS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_redaction")),
    )
    for name in ("photo_id", "redacted_at"):
        op.create_index(op.f(f"ix_photo_redaction_{name}"), "photo_redaction", [name])


def downgrade():
    op.drop_table("photo_redaction")


def _refers(column, other):
    name = op.f(f"fk_photo_redaction_{column}")
    goes = "CASCADE" if other == "photo" else None
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=goes)
