"""An index of the issues that wait for a planner. Built in one pass; search of older issues meets
spaces once `flask issues recount` was run.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
COLUMNS = ["round_id", "listed", "status", "import_id", "created_at"]


# Not in batch mode: rebuilding the issue table would lose the triggers that count it.
def upgrade():
    op.create_index("ix_issue_waiting", "issue", COLUMNS)


def downgrade():
    op.drop_index("ix_issue_waiting", "issue")
