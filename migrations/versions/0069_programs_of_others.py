"""An index of the few reports that programs sent, for the dashboard, and when a webhook was paused.

No webhook is paused so far. The index reads every report once: seconds for a million.
"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"


def upgrade():
    sent = sa.text("reporter_id IS NULL AND import_id IS NULL AND meeting_id IS NULL")
    where = {"sqlite_where": sent, "postgresql_where": sent}
    op.create_index("ix_issue_sent", "issue", ["round_id"], **where)
    paused_at = sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("webhook", paused_at)


def downgrade():
    op.drop_column("webhook", "paused_at")
    op.drop_index("ix_issue_sent", "issue")
