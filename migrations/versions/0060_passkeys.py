"""Passkeys: keys that people's devices keep, beside the authenticator app or instead of it.

One new, empty table; in second_factor the secret may be empty, and app_at says since when an app is
taken: for those that counted so far, since then. As many rows are rewritten as staff have set one
up: fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"


def upgrade():
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("last_challenge", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passkey_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index("ix_passkey_person_id", "passkey", ["person_id"])
    with op.batch_alter_table("second_factor") as table:
        table.alter_column("sealed", existing_type=sa.LargeBinary(), nullable=True)
        table.add_column(sa.Column("app_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE second_factor SET app_at = confirmed_at")


def downgrade():
    """Who has passkeys alone sets up an app."""
    op.execute("DELETE FROM second_factor WHERE sealed IS NULL")
    with op.batch_alter_table("second_factor") as table:
        table.drop_column("app_at")
        table.alter_column("sealed", existing_type=sa.LargeBinary(), nullable=False)
    op.drop_table("passkey")
