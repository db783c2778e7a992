"""Meetings, what was said at them, and who signs up: new tables, a column of issues.

No issue so far was heard at a meeting. The column is added without copying the table; going back
copies it on SQLite, about five seconds for 50,000 issues.
"""

import sqlalchemy as sa
from alembic import op

from civic.issues.listing import counts

revision = "0026"
down_revision = "0025"
TABLES = (
    "opinion_sheet",
    "opinion",
    "heard_support",
    "opinion_batch",
    "meeting_sign_up",
    "meeting_photo",
    "meeting_file",
    "meeting_change",
    "meeting_attendance",
    "meeting",
)
# One statement that both databases know; SQLite copies nothing for it.
HEARD_AT = """
ALTER TABLE issue ADD COLUMN meeting_id INTEGER
CONSTRAINT fk_issue_meeting_id REFERENCES meeting (id)
"""


def upgrade():
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("signs_up", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("minutes_published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_reason", sa.String(length=300), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_meeting_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_meeting_district_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_meeting_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint(
            "created_by_id", "request_key", name=op.f("uq_meeting_created_by_id_request_key")
        ),
    )
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.create_index("ix_meeting_round", ["round_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "meeting_attendance",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=4), nullable=False),
        sa.Column("sex", sa.String(length=4), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_attendance_meeting_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "band", "sex", name=op.f("pk_meeting_attendance")),
    )
    op.create_table(
        "meeting_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_meeting_change_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_change_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_change")),
    )
    with op.batch_alter_table("meeting_change") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_change_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "meeting_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_meeting_file_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_file_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_file")),
    )
    with op.batch_alter_table("meeting_file") as batch_op:
        batch_op.create_index("uq_meeting_file", ["meeting_id", "sha256"], unique=True)

    op.create_table(
        "meeting_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_photo_meeting_id")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_meeting_photo_photo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_photo")),
        sa.UniqueConstraint(
            "meeting_id", "position", name=op.f("uq_meeting_photo_meeting_id_position")
        ),
        sa.UniqueConstraint("photo_id", name=op.f("uq_meeting_photo_photo_id")),
    )
    op.create_table(
        "meeting_sign_up",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("signed_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_sign_up_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meeting_sign_up_person_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_meeting_sign_up")),
    )
    with op.batch_alter_table("meeting_sign_up") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_sign_up_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "opinion_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_opinion_batch_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_opinion_batch_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_opinion_batch_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_batch")),
        sa.UniqueConstraint(
            "entered_by_id", "request_key", name=op.f("uq_opinion_batch_entered_by_id_request_key")
        ),
    )
    with op.batch_alter_table("opinion_batch") as batch_op:
        batch_op.create_index("ix_opinion_batch_meeting", ["meeting_id", "id"], unique=False)

    op.create_table(
        "heard_support",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_heard_support_issue_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_heard_support_meeting_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "issue_id", name=op.f("pk_heard_support")),
    )
    with op.batch_alter_table("heard_support") as batch_op:
        batch_op.create_index(batch_op.f("ix_heard_support_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("same_as_id", sa.Integer(), nullable=True),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("dropped_note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["opinion_batch.id"], name=op.f("fk_opinion_batch_id")
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_opinion_issue_id")),
        sa.ForeignKeyConstraint(["same_as_id"], ["issue.id"], name=op.f("fk_opinion_same_as_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_opinion_batch_id_position")),
    )
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinion_same_as_id"), ["same_as_id"], unique=False)

    op.create_table(
        "opinion_sheet",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["opinion_batch.id"], name=op.f("fk_opinion_sheet_batch_id")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_opinion_sheet_photo_id")),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_opinion_sheet")),
    )
    with op.batch_alter_table("opinion_sheet") as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_sheet_batch_id"), ["batch_id"], unique=False)

    op.execute(HEARD_AT)
    op.create_index("ix_issue_meeting_id", "issue", ["meeting_id"])


def downgrade():
    with op.batch_alter_table("issue") as issues:  # what the column refers to goes with it
        issues.drop_index("ix_issue_meeting_id")
        issues.drop_column("meeting_id")
    if op.get_bind().dialect.name == "sqlite":
        for statement in counts.CREATE_SQLITE:  # the copy of the table has none
            op.execute(statement)
    for table in TABLES:
        op.drop_table(table)
