"""Which 행정동 a 법정동 lies in, and the district an opinion heard at a meeting is about.

The table begins empty, so addresses are understood as before; opinions so far are about where their
meeting was, as they were. No row is rewritten, so it takes no time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade():
    op.create_table(
        "legal_dong",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_legal_dong_municipality_id"
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["district.id"],
            name="fk_legal_dong_district_id",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("municipality_id", "name", "district_id"),
    )
    op.create_index("ix_legal_dong_district_id", "legal_dong", ["district_id"])
    with op.batch_alter_table("opinion") as table:
        table.add_column(sa.Column("district_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_opinion_district_id", "district", ["district_id"], ["id"])


def downgrade():
    with op.batch_alter_table("opinion") as table:
        table.drop_constraint("fk_opinion_district_id", type_="foreignkey")
        table.drop_column("district_id")
    op.drop_table("legal_dong")
