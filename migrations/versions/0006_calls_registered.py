"""The office registers calls. Two empty columns; calls that shipped were added by nobody; fast."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade():
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.add_column(sa.Column("added_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("request_key", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(
            "uq_call_added_by_id_request_key", ["added_by_id", "request_key"]
        )
        batch_op.create_foreign_key("fk_call_added_by_id", "person", ["added_by_id"], ["id"])


def downgrade():
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_constraint("fk_call_added_by_id", type_="foreignkey")
        batch_op.drop_constraint("uq_call_added_by_id_request_key", type_="unique")
        batch_op.drop_column("request_key")
        batch_op.drop_column("added_by_id")
