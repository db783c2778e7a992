"""What planners mask by hand in what people wrote, sealed. None so far. Fast."""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"


def upgrade():
    op.add_column("masked_words", sa.Column("by_hand", sa.LargeBinary(), nullable=True))


def downgrade():
    op.drop_column("masked_words", "by_hand")
