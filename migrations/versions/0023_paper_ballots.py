"""Paper sheets may hold whole ballots, and more than one photo. Milliseconds.

Every sheet so far holds sums only and keeps its one photo. Going back keeps the sums of whole
ballots and their first photo.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade():
    with op.batch_alter_table("paper_sheet") as sheets:
        sheets.add_column(sa.Column("ballots", sa.JSON(), nullable=True))
    op.create_table(
        "paper_sheet_photo",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_paper_sheet_photo_photo_id"),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["paper_sheet.id"], name="fk_paper_sheet_photo_sheet_id"
        ),
        sa.PrimaryKeyConstraint("photo_id", name="pk_paper_sheet_photo"),
    )
    with op.batch_alter_table("paper_sheet_photo") as photos:
        photos.create_index("ix_paper_sheet_photo_sheet_id", ["sheet_id"], unique=False)


def downgrade():
    op.drop_table("paper_sheet_photo")
    with op.batch_alter_table("paper_sheet") as sheets:
        sheets.drop_column("ballots")
