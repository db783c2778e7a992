"""Reviewing a plan: texts and versions kept, threads and answers, links, and jobs for long work.

Every paragraph so far becomes its first text, every snapshot a compiled version. Going back keeps
the newest answer of a remark and drops removed paragraphs. Seconds at most.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade():
    op.create_table(
        "invitation",
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["person.id"], name="fk_invitation_accepted_by_id"
        ),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name="fk_invitation_issued_by_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_invitation_plan_id"),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["person.id"], name="fk_invitation_revoked_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint(
            "issued_by_id", "request_key", name="uq_invitation_issued_by_id_request_key"
        ),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index("ix_invitation_accepted_by_id", ["accepted_by_id"], unique=False)
        batch_op.create_index("ix_invitation_plan_id", ["plan_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("made", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name="fk_job_asked_by_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_job_plan_id"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name="fk_job_snapshot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_plan_id", ["plan_id"], unique=False)
        batch_op.create_index(
            "uq_job_active",
            ["plan_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state IN ('waiting', 'running')"),
            postgresql_where=sa.text("state IN ('waiting', 'running')"),
        )

    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("packed_words", sa.LargeBinary(), nullable=True),
        sa.Column("restored_from_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_plan_version_author_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_version_plan_id"),
        sa.ForeignKeyConstraint(
            ["restored_from_id"], ["plan_version.id"], name="fk_plan_version_restored_from_id"
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name="fk_plan_version_snapshot_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan_version"),
        sa.UniqueConstraint(
            "plan_id", "number", "revision", name="uq_plan_version_plan_id_number_revision"
        ),
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index("ix_plan_version_snapshot_id", ["snapshot_id"], unique=False)

    op.create_table(
        "share_link",
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("passphrase_hash", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name="fk_share_link_issued_by_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_share_link_plan_id"),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["person.id"], name="fk_share_link_revoked_by_id"
        ),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name="fk_share_link_snapshot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_share_link"),
        sa.UniqueConstraint(
            "issued_by_id", "request_key", name="uq_share_link_issued_by_id_request_key"
        ),
        sa.UniqueConstraint("token_hash", name="uq_share_link_token_hash"),
    )
    with op.batch_alter_table("share_link", schema=None) as batch_op:
        batch_op.create_index("ix_share_link_plan_id", ["plan_id"], unique=False)

    op.create_table(
        "paragraph_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_paragraph_text_author_id"),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name="fk_paragraph_text_paragraph_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_paragraph_text"),
        sa.UniqueConstraint(
            "paragraph_id", "edition", name="uq_paragraph_text_paragraph_id_edition"
        ),
    )
    with op.batch_alter_table("paragraph_text", schema=None) as batch_op:
        batch_op.create_index("ix_paragraph_text_paragraph_id", ["paragraph_id"], unique=False)

    op.create_table(
        "remark_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_remark_reply_author_id"),
        sa.ForeignKeyConstraint(["remark_id"], ["remark.id"], name="fk_remark_reply_remark_id"),
        sa.PrimaryKeyConstraint("id", name="pk_remark_reply"),
        sa.UniqueConstraint(
            "author_id", "request_key", name="uq_remark_reply_author_id_request_key"
        ),
    )
    with op.batch_alter_table("remark_reply", schema=None) as batch_op:
        batch_op.create_index("ix_remark_reply_remark_id", ["remark_id"], unique=False)

    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("request_key", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint("uq_disposition_remark_id", type_="unique")
        batch_op.create_index("ix_disposition_remark_id", ["remark_id"], unique=False)
        batch_op.create_unique_constraint(
            "uq_disposition_planner_id_request_key", ["planner_id", "request_key"]
        )
        batch_op.create_foreign_key(
            "fk_disposition_version_id", "plan_version", ["version_id"], ["id"]
        )

    with op.batch_alter_table("paragraph", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("under", sa.String(length=80), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("edition", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("removed_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_paragraph_removed_by_id", "person", ["removed_by_id"], ["id"]
        )

    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("row", sa.String(length=80), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("suggestion", sa.String(length=2000), server_default="", nullable=False)
        )
    op.execute(
        "INSERT INTO paragraph_text (paragraph_id, edition, text, author_id, written_at)"
        " SELECT id, 1, text, edited_by_id, edited_at FROM paragraph"
    )
    op.execute(
        "INSERT INTO plan_version (plan_id, snapshot_id, number, revision, kind, author_id,"
        " began_at, changed_at, summary) SELECT plan_id, id, number, 0, 'compiled', taken_by_id,"
        " taken_at, taken_at, '' FROM snapshot"
    )


def downgrade():
    op.execute("DELETE FROM paragraph_text")
    op.execute("DELETE FROM paragraph WHERE removed_at IS NOT NULL")
    op.execute(
        "DELETE FROM disposition WHERE id NOT IN"
        " (SELECT max(id) FROM disposition GROUP BY remark_id)"
    )
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.drop_column("suggestion")
        batch_op.drop_column("row")

    with op.batch_alter_table("paragraph", schema=None) as batch_op:
        batch_op.drop_constraint("fk_paragraph_removed_by_id", type_="foreignkey")
        batch_op.drop_column("removed_by_id")
        batch_op.drop_column("removed_at")
        batch_op.drop_column("edition")
        batch_op.drop_column("under")

    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.drop_constraint("fk_disposition_version_id", type_="foreignkey")
        batch_op.drop_constraint("uq_disposition_planner_id_request_key", type_="unique")
        batch_op.drop_index("ix_disposition_remark_id")
        batch_op.create_unique_constraint("uq_disposition_remark_id", ["remark_id"])
        batch_op.drop_column("reopened_at")
        batch_op.drop_column("accepted_at")
        batch_op.drop_column("request_key")
        batch_op.drop_column("version_id")

    with op.batch_alter_table("remark_reply", schema=None) as batch_op:
        batch_op.drop_index("ix_remark_reply_remark_id")

    op.drop_table("remark_reply")
    with op.batch_alter_table("paragraph_text", schema=None) as batch_op:
        batch_op.drop_index("ix_paragraph_text_paragraph_id")

    op.drop_table("paragraph_text")
    with op.batch_alter_table("share_link", schema=None) as batch_op:
        batch_op.drop_index("ix_share_link_plan_id")

    op.drop_table("share_link")
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_version_snapshot_id")

    op.drop_table("plan_version")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_job_active",
            sqlite_where=sa.text("state IN ('waiting', 'running')"),
            postgresql_where=sa.text("state IN ('waiting', 'running')"),
        )
        batch_op.drop_index("ix_job_plan_id")

    op.drop_table("job")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_invitation_plan_id")
        batch_op.drop_index("ix_invitation_accepted_by_id")

    op.drop_table("invitation")
