"""A call's own form: its file, its places, what is typed for them, and the files made of it.

Five new, empty tables. Jobs may be about a form: those so far are about none. Jobs are few, so it
takes no time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade():
    op.create_table(
        "call_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=5), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_form_call_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_call_form_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["call_form.id"], name=op.f("fk_call_form_replaced_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_call_form_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_form")),
        sa.UniqueConstraint(
            "call_id",
            "municipality_id",
            "sha256",
            name=op.f("uq_call_form_call_id_municipality_id_sha256"),
        ),
    )
    op.create_table(
        "form_part",
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["call_form.id"], name=op.f("fk_form_part_form_id")),
        sa.PrimaryKeyConstraint("form_id", "number", name=op.f("pk_form_part")),
    )
    op.create_table(
        "form_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=12), nullable=True),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_form_place_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(["form_id"], ["call_form.id"], name=op.f("fk_form_place_form_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_place")),
        sa.UniqueConstraint("form_id", "key", name=op.f("uq_form_place_form_id_key")),
    )
    op.create_index(op.f("ix_form_place_form_id"), "form_place", ["form_id"])

    op.create_table(
        "form_text",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["form_place.id"], name=op.f("fk_form_text_place_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_form_text_plan_id")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_form_text_written_by_id")
        ),
        sa.PrimaryKeyConstraint("place_id", "plan_id", name=op.f("pk_form_text")),
    )
    op.create_table(
        "filled_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=5), nullable=False),
        sa.Column("made_of", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["call_form.id"], name=op.f("fk_filled_form_form_id")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_filled_form_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_filled_form_snapshot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filled_form")),
        sa.UniqueConstraint(
            "snapshot_id",
            "form_id",
            "format",
            name=op.f("uq_filled_form_snapshot_id_form_id_format"),
        ),
    )
    op.create_index(op.f("ix_filled_form_form_id"), "filled_form", ["form_id"])

    with op.batch_alter_table("job") as batch:
        batch.add_column(sa.Column("form_id", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("format", sa.String(length=5), server_default="", nullable=False)
        )
        batch.create_foreign_key(batch.f("fk_job_form_id"), "call_form", ["form_id"], ["id"])


def downgrade():
    with op.batch_alter_table("job") as batch:
        batch.drop_constraint(batch.f("fk_job_form_id"), type_="foreignkey")
        batch.drop_column("format")
        batch.drop_column("form_id")

    op.drop_table("filled_form")
    op.drop_table("form_text")
    op.drop_table("form_place")
    op.drop_table("form_part")
    op.drop_table("call_form")
