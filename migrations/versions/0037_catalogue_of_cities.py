"""Similar cases that a city's planners add to the catalogue, and who did.

Every entry so far came with the program and stays everybody's. They are a few dozen, so it takes no
time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
PEOPLE = ("added_by_id", "changed_by_id")
MOMENTS = ("added_at", "changed_at", "withdrawn_at")


def upgrade():
    with op.batch_alter_table("catalogue_entry") as table:
        for name in ("municipality_id", *PEOPLE):
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in MOMENTS:
            table.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        for name in PEOPLE:
            table.create_foreign_key(f"fk_catalogue_entry_{name}", "person", [name], ["id"])
        name = "fk_catalogue_entry_municipality_id"
        table.create_foreign_key(name, "municipality", ["municipality_id"], ["id"])
    op.create_index("ix_catalogue_entry_municipality_id", "catalogue_entry", ["municipality_id"])


def downgrade():
    # Solutions may refer to what a city added: these stay, as everybody's.
    op.drop_index("ix_catalogue_entry_municipality_id", "catalogue_entry")
    with op.batch_alter_table("catalogue_entry") as table:
        for name in ("municipality_id", *PEOPLE):
            table.drop_constraint(f"fk_catalogue_entry_{name}", type_="foreignkey")
        for name in ("municipality_id", *PEOPLE, *MOMENTS):
            table.drop_column(name)
