"""Which percent a call asks of whom: call.shares. Calls so far say nothing of it.

One column without a value; fast at any size. The way back is refused where a call states shares.
"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"


def upgrade():
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("shares", sa.JSON(), nullable=True))


def downgrade():
    with op.batch_alter_table("call") as table:
        table.drop_column("shares")
