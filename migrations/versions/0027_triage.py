"""The office's desk: what is triaged, corrections, answers, departments, and acts on many at once.

Issues whose status is other than received, and hidden ones, are triaged: by whom and when their
first such step says, else when they were reported. All others wait on the desk, imported ones too,
and are counted on their round. No issue is copied; a second for 100,000 issues.
"""

import sqlalchemy as sa
from alembic import op

from civic.issues.listing import counts, untriaged

revision = "0027"
down_revision = "0026"

TABLES = (
    "office_note",
    "office_act_change",
    "issue_correction",
    "issue_answer",
    "assignment",
    "office_act",
    "desk_view",
    "answer_template",
    "department",
)
INDEXES = (
    *(("assignment", "due_on"), ("issue_answer", "issue_id"), ("issue_correction", "issue_id")),
    *(("office_act_change", "issue_id"), ("office_note", "issue_id")),
)
WAITING = ["round_id", "listed", "triaged_at", "created_at", "id"]
COLUMNS = ("triaged_at", "triaged_by_id", "office_revision", "office_by_id", "handled_at")
# Added as they are: copying the issue table would lose its triggers.
ADD = [
    "ALTER TABLE issue ADD COLUMN triaged_at {moment}",
    "ALTER TABLE issue ADD COLUMN triaged_by_id INTEGER"
    " CONSTRAINT fk_issue_triaged_by_id REFERENCES person (id)",
    "ALTER TABLE issue ADD COLUMN office_revision INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE issue ADD COLUMN office_by_id INTEGER"
    " CONSTRAINT fk_issue_office_by_id REFERENCES person (id)",
    "ALTER TABLE issue ADD COLUMN handled_at {moment}",
    "ALTER TABLE round ADD COLUMN untriaged_count INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE round ADD COLUMN office_revision INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE status_change ADD COLUMN agency VARCHAR(60) DEFAULT '' NOT NULL",
    "ALTER TABLE status_change ADD COLUMN takes_back_id INTEGER"
    " CONSTRAINT fk_status_change_takes_back_id REFERENCES status_change (id)",
]
OF_MANY = ("status_change", "merge")
FIRST_STEP = (
    "SELECT {} FROM status_change WHERE issue_id = issue.id AND status <> 'received'"
    " ORDER BY id LIMIT 1"
)
TRIAGED = f"""
    UPDATE issue SET
        triaged_at = COALESCE(({FIRST_STEP.format("created_at")}), hidden_at, created_at),
        triaged_by_id = ({FIRST_STEP.format("actor_id")}),
        handled_at = COALESCE(({FIRST_STEP.format("created_at")}), hidden_at, created_at)
    WHERE status <> 'received' OR hidden_at IS NOT NULL
"""


def upgrade():
    moment = "TIMESTAMP WITH TIME ZONE" if _on_postgresql() else "DATETIME"
    for statement in ADD:
        op.execute(statement.format(moment=moment))
    for table in OF_MANY:
        op.execute(f"ALTER TABLE {table} ADD COLUMN of_many BOOLEAN DEFAULT false NOT NULL")
    op.execute(TRIAGED)
    op.execute(untriaged.RECOUNT)
    op.create_index("ix_issue_untriaged", "issue", WAITING)
    op.create_index("ix_status_change_takes_back_id", "status_change", ["takes_back_id"])
    _tables()
    _create(untriaged)


def downgrade():
    for statement in untriaged.DROP_POSTGRESQL if _on_postgresql() else untriaged.DROP_SQLITE:
        op.execute(statement)
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_issue_untriaged", "issue")
    op.drop_index("ix_status_change_takes_back_id", "status_change")
    with op.batch_alter_table("issue") as issues:
        for name in COLUMNS:
            issues.drop_column(name)
    if not _on_postgresql():
        _create(counts)  # the copy of the table has none
    with op.batch_alter_table("round") as rounds:
        rounds.drop_column("untriaged_count")
        rounds.drop_column("office_revision")
    with op.batch_alter_table("status_change") as steps:
        steps.drop_column("agency")
        steps.drop_column("takes_back_id")
    for table in OF_MANY:
        with op.batch_alter_table(table) as rows:
            rows.drop_column("of_many")


def _on_postgresql():
    return op.get_bind().dialect.name == "postgresql"


def _create(module):
    for statement in module.CREATE_POSTGRESQL if _on_postgresql() else module.CREATE_SQLITE:
        op.execute(statement)


def _tables():
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_department_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_department"),
        sa.UniqueConstraint("municipality_id", "name", name="uq_department_municipality_id_name"),
    )
    op.create_table(
        "answer_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name="fk_answer_template_changed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_answer_template_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_answer_template"),
        sa.UniqueConstraint(
            "municipality_id", "name", name="uq_answer_template_municipality_id_name"
        ),
    )
    op.create_table(
        "desk_view",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_desk_view_person_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_desk_view_round_id"),
        sa.PrimaryKeyConstraint("person_id", "round_id", name="pk_desk_view"),
    )
    op.create_table(
        "office_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_office_act_by_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_office_act_round_id"),
        sa.ForeignKeyConstraint(["undone_by_id"], ["person.id"], name="fk_office_act_undone_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_office_act"),
        sa.UniqueConstraint("by_id", "request_key", name="uq_office_act_by_id_request_key"),
    )
    op.create_index("ix_office_act_latest", "office_act", ["round_id", "id"])
    op.create_table(
        "assignment",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name="fk_assignment_department_id"
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_assignment_issue_id"),
        sa.PrimaryKeyConstraint("issue_id", name="pk_assignment"),
    )
    op.create_index(
        "ix_assignment_department", "assignment", ["department_id", "due_on", "issue_id"]
    )
    op.create_table(
        "issue_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("photo_alt", sa.String(length=200), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_issue_answer_actor_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_answer_issue_id"),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_issue_answer_photo_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue_answer"),
    )

    op.create_table(
        "issue_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=10), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("of_many", sa.Boolean(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_issue_correction_actor_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_correction_issue_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue_correction"),
    )

    op.create_table(
        "office_act_change",
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("reverted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["office_act.id"], name="fk_office_act_change_act_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_office_act_change_issue_id"),
        sa.PrimaryKeyConstraint("act_id", "issue_id", name="pk_office_act_change"),
    )

    op.create_table(
        "office_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_office_note_author_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_office_note_issue_id"),
        sa.PrimaryKeyConstraint("id", name="pk_office_note"),
    )
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
