"""The first save of a project plan can be taken back: project_plan.saved_at may be empty, and then
nothing is written. Every plan so far keeps its time. On SQLite the table is copied, a row a chosen
solution."""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"


def upgrade():
    with op.batch_alter_table("project_plan") as table:
        table.alter_column("saved_at", existing_type=sa.DateTime(timezone=True), nullable=True)


def downgrade():
    op.execute("DELETE FROM project_plan WHERE saved_at IS NULL")  # nothing hangs on these
    with op.batch_alter_table("project_plan") as table:
        table.alter_column("saved_at", existing_type=sa.DateTime(timezone=True), nullable=False)
