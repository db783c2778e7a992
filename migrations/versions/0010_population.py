"""Population by district and age band, empty at first; when a residency may vote from. Fast."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade():
    op.create_table(
        "population",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=5), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name="fk_population_district_id"),
        sa.PrimaryKeyConstraint("id", name="pk_population"),
        sa.UniqueConstraint("district_id", "band", name="uq_population_district_id_band"),
    )
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("population_source", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("population_on", sa.Date(), nullable=True))

    with op.batch_alter_table("residency", schema=None) as batch_op:
        batch_op.add_column(sa.Column("votes_from", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table("residency", schema=None) as batch_op:
        batch_op.drop_column("votes_from")

    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_column("population_on")
        batch_op.drop_column("population_source")

    op.drop_table("population")
