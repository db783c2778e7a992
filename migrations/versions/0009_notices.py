"""Notices and follows. Reporters and proposers follow what is theirs from now on; one pass each."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade():
    op.create_table(
        "notice_cursor",
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("settled_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_notice_cursor"),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_digest_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_digest"),
        sa.UniqueConstraint("person_id", "day", name="uq_digest_person_id_day"),
    )
    op.create_table(
        "notice_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("in_app", sa.Boolean(), nullable=False),
        sa.Column("push", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_choice_person_id"),
        sa.PrimaryKeyConstraint("person_id", "kind", name="pk_notice_choice"),
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("p256dh", sa.String(length=120), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_push_subscription_person_id"
        ),
        sa.ForeignKeyConstraint(
            ["sign_in_id"],
            ["sign_in.id"],
            name="fk_push_subscription_sign_in_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_push_subscription"),
        sa.UniqueConstraint("endpoint", name="uq_push_subscription_endpoint"),
        sa.UniqueConstraint("sign_in_id", name="uq_push_subscription_sign_in_id"),
    )
    with op.batch_alter_table("push_subscription", schema=None) as batch_op:
        batch_op.create_index("ix_push_subscription_person_id", ["person_id"], unique=False)

    op.create_table(
        "solution_follow",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_solution_follow_person_id"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name="fk_solution_follow_solution_id"
        ),
        sa.PrimaryKeyConstraint("solution_id", "person_id", name="pk_solution_follow"),
    )
    with op.batch_alter_table("solution_follow", schema=None) as batch_op:
        batch_op.create_index("ix_solution_follow_solution_id", ["solution_id"], unique=False)

    op.create_table(
        "follow",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_follow_issue_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_follow_person_id"),
        sa.PrimaryKeyConstraint("issue_id", "person_id", name="pk_follow"),
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index("ix_follow_issue_id", ["issue_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("solution_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pushed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("push_tries", sa.Integer(), nullable=False),
        sa.Column("digest_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name="fk_notice_digest_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_notice_issue_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_person_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_notice_round_id"),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name="fk_notice_solution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("person_id", "source", name="uq_notice_person_id_source"),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_created_at", ["created_at"], unique=False)
        batch_op.create_index("ix_notice_digest_id", ["digest_id"], unique=False)
        batch_op.create_index(
            "ix_notice_list", ["person_id", "shown", "created_at", "id"], unique=False
        )
        batch_op.create_index("ix_notice_unread", ["person_id", "shown", "seen_at"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=6), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["status_change.id"], name="fk_verdict_change_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_verdict_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_verdict"),
        sa.UniqueConstraint("change_id", "person_id", name="uq_verdict_change_id_person_id"),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index("ix_verdict_person_id", ["person_id"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("unread_notices", sa.Integer(), server_default="0", nullable=False)
        )
    for table, thing, person in (
        ("follow", "issue", "reporter_id"),
        ("solution_follow", "solution", "proposer_id"),
    ):
        op.execute(
            f"INSERT INTO {table} ({thing}_id, person_id, since_at)"
            f" SELECT id, {person}, CURRENT_TIMESTAMP FROM {thing} WHERE {person} IS NOT NULL"
        )


def downgrade():
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("unread_notices")

    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_index("ix_verdict_person_id")

    op.drop_table("verdict")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_unread")
        batch_op.drop_index("ix_notice_list")
        batch_op.drop_index("ix_notice_digest_id")
        batch_op.drop_index("ix_notice_created_at")

    op.drop_table("notice")
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_issue_id")

    op.drop_table("follow")
    with op.batch_alter_table("solution_follow", schema=None) as batch_op:
        batch_op.drop_index("ix_solution_follow_solution_id")

    op.drop_table("solution_follow")
    with op.batch_alter_table("push_subscription", schema=None) as batch_op:
        batch_op.drop_index("ix_push_subscription_person_id")

    op.drop_table("push_subscription")
    op.drop_table("notice_choice")
    op.drop_table("digest")
    op.drop_table("notice_cursor")
