"""Photos of hidden issues are withheld, those of issues hidden so far too. One pass over them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withheld_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE photo SET withheld_at = (SELECT issue.hidden_at FROM issue"
        " JOIN issue_photo ON issue_photo.issue_id = issue.id"
        " WHERE issue_photo.photo_id = photo.id)"
    )


def downgrade():
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_column("withheld_at")
