"""What planners' own tables, pictures and chapters were at each save.

One new table, with one row for each there is, as it is now. Fast: a plan holds 36 at most.
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
REFERS = {"material_id": "material", "photo_id": "photo", "saved_by_id": "person"}
SAME = "revision, title, source, alt, unit, text, cells, photo_id, saved_by_id, saved_at"


def upgrade():
    op.create_table(
        "material_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        *(_refers(name, other) for name, other in REFERS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_edition")),
        sa.UniqueConstraint(
            "material_id", "revision", name=op.f("uq_material_edition_material_id_revision")
        ),
    )
    op.execute(
        f"INSERT INTO material_edition (material_id, {SAME}) SELECT id, {SAME} FROM material"
    )


def downgrade():
    op.drop_table("material_edition")


def _refers(column, other):
    name = op.f(f"fk_material_edition_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
