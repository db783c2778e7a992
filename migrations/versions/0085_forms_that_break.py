"""A planner may let a form's tables go on over their page: job.may_break, false for every job so
far. Fast at any size: no row is rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"


def upgrade():
    column = sa.Column("may_break", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("job", column)


def downgrade():
    op.drop_column("job", "may_break")
