"""A note of the office, a screening, an uploaded file of complaints and what was done with themes
know the request that made them, so that one sent twice is one. Those so far know none. Fast at any
size: no row is rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"

# table → (index, who sent the request)
KEYED = {
    "office_note": ("uq_office_note_key", "author_id"),
    "issue_import": ("uq_issue_import_key", "planner_id"),
    "screening": ("uq_screening_key", "screened_by_id"),
    "theme_change": ("uq_theme_change_key", "by_id"),
}


def upgrade():
    for table, (index, sender) in KEYED.items():
        op.add_column(table, sa.Column("request_key", sa.String(length=64), nullable=True))
        op.create_index(index, table, [sender, "request_key"], unique=True)


def downgrade():
    for table, (index, _sender) in KEYED.items():
        op.drop_index(index, table)
        op.drop_column(table, "request_key")
