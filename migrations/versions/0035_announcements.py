"""Steps of many issues that are one piece of news for whoever follows several of them.

Steps so far are told one by one, as they were. No row is rewritten, so it takes no time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade():
    op.add_column("status_change", sa.Column("announcement", sa.String(40), nullable=True))


def downgrade():
    op.drop_column("status_change", "announcement")
