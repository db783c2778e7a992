"""A proposal may leave its cost to the office.

Every proposal so far keeps its cost. One column may be empty from now on; on SQLite the table is
written anew, a second for 10,000 proposals. Going back is refused while a proposal has no cost.
"""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0054"
down_revision = "0053"


def upgrade():
    with op.batch_alter_table("solution") as table:
        table.alter_column("cost_won", existing_type=sa.BigInteger(), nullable=True)


def downgrade():
    open_now = sa.text("select count(*) from solution where cost_won is null")
    if count := op.get_bind().scalar(open_now):
        raise CommandError(f"solution.cost_won is empty in {count} rows: say what they cost first.")
    with op.batch_alter_table("solution") as table:
        table.alter_column("cost_won", existing_type=sa.BigInteger(), nullable=False)
