"""Surveys: their questions, answers, piles of paper, and the numbers that indicators take from them.

New tables, empty; and a column each on indicator and indicator_result that is empty in every row
there is. Fast: a city has a few dozen of these rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
# Columns that refer to another table, by table.
REFERS = {
    "survey": {"round_id": "round", "created_by_id": "person"},
    "survey_question": {"survey_id": "survey"},
    "survey_batch": {
        "survey_id": "survey",
        "district_id": "district",
        "entered_by_id": "person",
        "decided_by_id": "person",
    },
    "survey_answer": {
        "survey_id": "survey",
        "person_id": "person",
        "batch_id": "survey_batch",
        "district_id": "district",
    },
    "survey_value": {
        "answer_id": "survey_answer",
        "question_id": "survey_question",
        "quoted_by_id": "person",
    },
    "survey_figure": {"question_id": "survey_question"},
}
UNIQUE = {
    "survey": [("created_by_id", "request_key")],
    "survey_batch": [("entered_by_id", "request_key")],
    "survey_answer": [("survey_id", "person_id"), ("survey_id", "visitor_mark")],
    "survey_figure": [("question_id", "audience", "measure")],
}
INDEXES = {
    "survey": ["round_id"],
    "survey_question": ["survey_id"],
    "survey_batch": ["survey_id"],
    "survey_answer": ["person_id", "batch_id"],
    "survey_value": ["question_id"],
}
NAMES = {"indicator": "baseline_figure_id", "indicator_result": "figure_id"}


def upgrade():
    id = ("id", sa.Integer(), False)
    moment = sa.DateTime(timezone=True)
    _table(
        *("survey", id, ("round_id", sa.Integer(), False), ("title", sa.String(80), False)),
        *(("service", sa.String(80), False), ("intro", sa.String(500), False)),
        *(("audience", sa.String(10), False), ("asks_place", sa.Boolean(), False)),
        *(("asks_age", sa.Boolean(), False), ("created_by_id", sa.Integer(), False)),
        *(("created_at", moment, False), ("request_key", sa.String(64), False)),
        *(("opened_at", moment, True), ("closes_at", moment, True)),
    )
    _table(
        *("survey_question", id, ("survey_id", sa.Integer(), False)),
        *(("position", sa.Integer(), False), ("kind", sa.String(10), False)),
        *(("words", sa.String(200), False), ("required", sa.Boolean(), False)),
        *(("points", sa.Integer(), False), ("low_end", sa.String(20), False)),
        *(("high_end", sa.String(20), False), ("options", sa.JSON(), False)),
    )
    _table(
        *("survey_batch", id, ("survey_id", sa.Integer(), False)),
        *(("place", sa.String(120), False), ("held_on", sa.Date(), False)),
        *(("district_id", sa.Integer(), True), ("sheets", sa.JSON(), False)),
        *(("request_key", sa.String(64), False), ("entered_by_id", sa.Integer(), False)),
        *(("entered_at", moment, False), ("decided_by_id", sa.Integer(), True)),
        *(("confirmed_at", moment, True), ("dropped_at", moment, True)),
    )
    _table(
        *("survey_answer", id, ("survey_id", sa.Integer(), False)),
        *(("person_id", sa.Integer(), True), ("visitor_mark", sa.String(64), True)),
        *(("batch_id", sa.Integer(), True), ("audience", sa.String(10), False)),
        *(("district_id", sa.Integer(), True), ("band", sa.String(4), False)),
        ("answered_at", moment, False),
    )
    _table(
        *("survey_value", ("answer_id", sa.Integer(), False)),
        *(("question_id", sa.Integer(), False), ("number", sa.Integer(), False)),
        *(("words", sa.String(1000), False), ("quoted_at", moment, True)),
        ("quoted_by_id", sa.Integer(), True),
        key=("answer_id", "question_id", "number"),
    )
    _table(
        *("survey_figure", id, ("question_id", sa.Integer(), False)),
        *(("audience", sa.String(10), False), ("measure", sa.String(4), False)),
    )
    for table, column in NAMES.items():
        with op.batch_alter_table(table) as altered:
            altered.add_column(sa.Column(column, sa.Integer(), nullable=True))
            name = f"fk_{table}_{column}"
            altered.create_foreign_key(name, "survey_figure", [column], ["id"])


def downgrade():
    for table, column in NAMES.items():
        with op.batch_alter_table(table) as altered:
            altered.drop_constraint(f"fk_{table}_{column}", type_="foreignkey")
            altered.drop_column(column)
    for table in reversed(REFERS):
        op.drop_table(table)


def _table(table, *columns, key=("id",)):
    op.create_table(
        table,
        *(sa.Column(name, kind, nullable=nullable) for name, kind, nullable in columns),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{other}.id"],
                name=op.f(f"fk_{table}_{column}"),
                ondelete="CASCADE" if column == "answer_id" else None,
            )
            for column, other in REFERS[table].items()
        ),
        *(
            sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}"))
            for unique in UNIQUE.get(table, ())
        ),
    )
    for column in INDEXES.get(table, ()):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
