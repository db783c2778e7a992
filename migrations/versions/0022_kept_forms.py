"""Forms sent after their session had ended are kept for an hour. A new table. Milliseconds."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade():
    op.create_table(
        "kept_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_form"),
        sa.UniqueConstraint("key", name="uq_kept_form_key"),
    )
    op.create_index("ix_kept_form_browser_hash", "kept_form", ["browser_hash"])
    op.create_index("ix_kept_form_created_at", "kept_form", ["created_at"])


def downgrade():
    op.drop_table("kept_form")
