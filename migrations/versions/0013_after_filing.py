"""What follows the application: its steps, plans marked ready, measured results, and who described a
photo. New tables, and an empty column beside photos so far: seconds at most.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade():
    op.create_table(
        "filing_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("receipt_number", sa.String(length=60), nullable=False),
        sa.Column("receipt_file", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name="fk_filing_step_entered_by_id"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_filing_step_plan_id"),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name="fk_filing_step_snapshot_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_filing_step"),
        sa.UniqueConstraint(
            "entered_by_id", "request_key", name="uq_filing_step_entered_by_id_request_key"
        ),
    )
    with op.batch_alter_table("filing_step", schema=None) as batch_op:
        batch_op.create_index("ix_filing_step_plan_id", ["plan_id"], unique=False)

    op.create_table(
        "indicator_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["indicator_result.id"], name="fk_indicator_result_corrects_id"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name="fk_indicator_result_entered_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name="fk_indicator_result_indicator_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_result"),
        sa.UniqueConstraint("corrects_id", name="uq_indicator_result_corrects_id"),
        sa.UniqueConstraint(
            "entered_by_id", "request_key", name="uq_indicator_result_entered_by_id_request_key"
        ),
    )
    with op.batch_alter_table("indicator_result", schema=None) as batch_op:
        batch_op.create_index("ix_indicator_result_indicator_id", ["indicator_id"], unique=False)

    op.create_table(
        "ready_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["marked_by_id"], ["person.id"], name="fk_ready_mark_marked_by_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_ready_mark_plan_id"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name="fk_ready_mark_snapshot_id"),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["person.id"], name="fk_ready_mark_withdrawn_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ready_mark"),
    )
    with op.batch_alter_table("ready_mark", schema=None) as batch_op:
        batch_op.create_index("ix_ready_mark_plan_id", ["plan_id"], unique=False)

    with op.batch_alter_table("issue_photo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("described_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_issue_photo_described_by_id", "person", ["described_by_id"], ["id"]
        )


def downgrade():
    with op.batch_alter_table("issue_photo", schema=None) as batch_op:
        batch_op.drop_constraint("fk_issue_photo_described_by_id", type_="foreignkey")
        batch_op.drop_column("described_by_id")

    with op.batch_alter_table("ready_mark", schema=None) as batch_op:
        batch_op.drop_index("ix_ready_mark_plan_id")

    op.drop_table("ready_mark")
    with op.batch_alter_table("indicator_result", schema=None) as batch_op:
        batch_op.drop_index("ix_indicator_result_indicator_id")

    op.drop_table("indicator_result")
    with op.batch_alter_table("filing_step", schema=None) as batch_op:
        batch_op.drop_index("ix_filing_step_plan_id")

    op.drop_table("filing_step")
