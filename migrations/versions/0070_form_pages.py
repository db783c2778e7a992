"""Pages of a call's form as pictures.

Forms uploaded so far have none until a planner asks for them on the form's page. Fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"


def upgrade():
    op.create_table(
        "form_page",
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("spots", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["call_form.id"], name=op.f("fk_form_page_form_id")),
        sa.PrimaryKeyConstraint("form_id", "number", name=op.f("pk_form_page")),
    )


def downgrade():
    op.drop_table("form_page")
