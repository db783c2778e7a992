"""Imported reports know which of them one author wrote. Those so far know nothing of it: the names
in their files were never kept. Fast at any size: no row is rewritten.
"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"


def upgrade():
    op.add_column("issue", sa.Column("author_key", sa.String(length=24), nullable=True))


def downgrade():
    op.drop_column("issue", "author_key")
