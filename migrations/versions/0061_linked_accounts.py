"""Accounts of other services that people sign in with. One new, empty table; fast at any size."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"


def upgrade():
    op.create_table(
        "linked_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("client_id", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_linked_account_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linked_account")),
        sa.UniqueConstraint(
            "issuer",
            "client_id",
            "subject",
            name=op.f("uq_linked_account_issuer_client_id_subject"),
        ),
        sa.UniqueConstraint(
            "person_id",
            "issuer",
            "client_id",
            name=op.f("uq_linked_account_person_id_issuer_client_id"),
        ),
    )


def downgrade():
    op.drop_table("linked_account")
