"""Sign-in codes belong to the browser that asked. Milliseconds.

Codes under way, ten minutes old at most, end: whoever waits for one asks again. Older rows counted
what an address was sent within the hour, and go too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade():
    op.execute("DELETE FROM sign_in_code")
    with op.batch_alter_table("sign_in_code") as table:
        table.drop_index("ix_sign_in_code_address")
        table.add_column(sa.Column("browser_hash", sa.String(64), nullable=False))
        table.add_column(sa.Column("sent", sa.Boolean(), nullable=False))
        table.add_column(sa.Column("known", sa.Boolean(), nullable=False))
        table.create_index("ix_sign_in_code_asked", ["address", "browser_hash"])


def downgrade():
    op.execute("DELETE FROM sign_in_code")
    with op.batch_alter_table("sign_in_code") as table:
        table.drop_index("ix_sign_in_code_asked")
        table.drop_column("known")
        table.drop_column("sent")
        table.drop_column("browser_hash")
        table.create_index("ix_sign_in_code_address", ["address"])
