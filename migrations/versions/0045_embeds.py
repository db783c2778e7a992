"""Sites that may show a city's pages in a frame. A new, empty table; fast at any size."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"


def upgrade():
    op.create_table(
        "embed_site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_embed_site_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embed_site")),
        sa.UniqueConstraint(
            "municipality_id", "origin", name=op.f("uq_embed_site_municipality_id_origin")
        ),
    )


def downgrade():
    op.drop_table("embed_site")
