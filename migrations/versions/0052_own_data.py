"""People take their own comments back, and photos out of their reports.

Adds withdrawn_at to both tables of comments and photo_removed_at to issue; nothing so far was taken
back. Fast at any size: no row is rewritten.
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
TABLES = ("issue_comment", "solution_comment")


def upgrade():
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("issue", sa.Column("photo_removed_at", sa.DateTime(timezone=True)))


def downgrade():
    op.drop_column("issue", "photo_removed_at")
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_column("withdrawn_at")
