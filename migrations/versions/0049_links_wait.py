"""Links to read wait after wrong passphrases.

Links so far have had none. Two columns, added without copying the table's rows by hand; fast at
any size, there are few links.
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"


def upgrade():
    with op.batch_alter_table("share_link") as table:
        table.add_column(sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table("share_link") as table:
        table.drop_column("waits_until")
        table.drop_column("tries")
