"""From how many posts of new accounts an hour a round has further ones wait. None so far. Fast."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"


def upgrade():
    op.add_column("round", sa.Column("wave_posts", sa.Integer(), nullable=True))
    hours = sa.Column("wave_hours", sa.Integer(), server_default="24", nullable=False)
    op.add_column("round", hours)


def downgrade():
    op.drop_column("round", "wave_hours")
    op.drop_column("round", "wave_posts")
