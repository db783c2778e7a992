"""A report has a life: a round may promise an answer within days, a step and a result may promise a
day, a step may show how it looks now, and whoever reported may take the report back.

Rows so far promise nothing, show nothing and are not taken back: every column is empty. Fast at any
size: no row is rewritten. An index of the steps by status takes a second for 100,000 issues.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade():
    op.add_column("indicator_result", sa.Column("promised_on", sa.Date(), nullable=True))
    # Added as they are: copying a table would lose its triggers.
    op.add_column("round", sa.Column("answer_days", sa.Integer(), nullable=True))
    op.add_column("issue", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("status_change", sa.Column("promised_on", sa.Date(), nullable=True))
    op.add_column(
        "status_change",
        sa.Column("photo_alt", sa.String(200), nullable=False, server_default=""),
    )
    op.execute(
        "ALTER TABLE status_change ADD COLUMN photo_id INTEGER"
        " CONSTRAINT fk_status_change_photo_id_photo REFERENCES photo (id)"
    )
    op.create_index("ix_status_change_status", "status_change", ["status", "id"])


def downgrade():
    op.drop_index("ix_status_change_status", "status_change")
    with op.batch_alter_table("status_change") as steps:
        for name in ("photo_id", "photo_alt", "promised_on"):
            steps.drop_column(name)
    op.drop_column("indicator_result", "promised_on")
    op.execute("ALTER TABLE issue DROP COLUMN withdrawn_at")
    op.drop_column("round", "answer_days")
