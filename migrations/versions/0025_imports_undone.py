"""An import can be taken back, and another sheet of its workbook chosen. Milliseconds; two indexes
are made of the notices and flags there are, a second for a million.

Imports so far are not taken back and keep no file. Going back forgets who took which back; what was
taken back stays away.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade():
    with op.batch_alter_table("issue_import") as imports:
        imports.add_column(sa.Column("source", sa.LargeBinary(), nullable=True))
        imports.add_column(sa.Column("undoing_at", sa.DateTime(timezone=True), nullable=True))
        imports.add_column(sa.Column("undone_by_id", sa.Integer(), nullable=True))
        imports.add_column(
            sa.Column("undo_refused", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        imports.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
        imports.create_foreign_key(
            "fk_issue_import_undone_by_id", "person", ["undone_by_id"], ["id"]
        )
    op.create_index("ix_notice_issue_id", "notice", ["issue_id"])
    op.create_index("ix_flag_issue_id", "flag", ["issue_id"])


def downgrade():
    op.drop_index("ix_flag_issue_id", "flag")
    op.drop_index("ix_notice_issue_id", "notice")
    with op.batch_alter_table("issue_import") as imports:
        imports.drop_constraint("fk_issue_import_undone_by_id", type_="foreignkey")
        for name in ("undone_at", "undo_refused", "undone_by_id", "undoing_at", "source"):
            imports.drop_column(name)
