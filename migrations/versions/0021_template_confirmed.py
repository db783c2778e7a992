"""A planner says that a plan's template is that of the call's own form. Adds when and by whom to
plan; nobody has said so of the plans there are. Milliseconds: plans are few."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade():
    with op.batch_alter_table("plan") as batch_op:
        batch_op.add_column(sa.Column("template_confirmed_at", sa.DateTime(timezone=True)))
        batch_op.add_column(sa.Column("template_confirmed_by_id", sa.Integer()))
        batch_op.create_foreign_key(
            "fk_plan_template_confirmed_by_id", "person", ["template_confirmed_by_id"], ["id"]
        )


def downgrade():
    with op.batch_alter_table("plan") as batch_op:
        batch_op.drop_constraint("fk_plan_template_confirmed_by_id", type_="foreignkey")
        batch_op.drop_column("template_confirmed_by_id")
        batch_op.drop_column("template_confirmed_at")
