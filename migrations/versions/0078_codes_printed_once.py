"""A batch of codes knows when it was printed. Those so far count as printed when they were issued.
Fast at any size: one row a batch.
"""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"


def upgrade():
    printed = sa.Column("printing_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("code_batch", printed)
    op.execute("UPDATE code_batch SET printing_at = issued_at WHERE level = 'invite'")


def downgrade():
    op.drop_column("code_batch", "printing_at")
