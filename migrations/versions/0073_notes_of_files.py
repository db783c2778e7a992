"""A note of the office may be what an imported file says, which no planner wrote. Every note so far
keeps its author. SQLite writes the table of notes anew; PostgreSQL none of its rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"


def upgrade():
    with op.batch_alter_table("office_note") as table:
        table.alter_column("author_id", existing_type=sa.Integer(), nullable=True)


def downgrade():
    """What files said is lost."""
    op.execute("DELETE FROM office_note WHERE author_id IS NULL")
    with op.batch_alter_table("office_note") as table:
        table.alter_column("author_id", existing_type=sa.Integer(), nullable=False)
