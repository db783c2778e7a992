"""Four languages. Adds people's language (Korean for everybody so far), the English names of
districts and of a city's pages (empty: the program writes them by itself), and reporters' own
translations. Fast at any size: the columns have constant defaults."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
COLUMNS = (
    ("person", "language", 2, "ko"),
    ("municipality", "app_name_en", 60, ""),
    ("district", "name_en", 60, ""),
)


def upgrade():
    for table, name, length, default in COLUMNS:
        column = sa.Column(name, sa.String(length), nullable=False, server_default=default)
        op.add_column(table, column)
    op.create_table(
        "issue_translation",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_translation_issue_id")
        ),
        sa.PrimaryKeyConstraint("issue_id", "language", name=op.f("pk_issue_translation")),
    )


def downgrade():
    op.drop_table("issue_translation")
    for table, name, _length, _default in reversed(COLUMNS):
        op.drop_column(table, name)
