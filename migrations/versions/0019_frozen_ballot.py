"""The ballot is frozen when voting opens; removal and annulment take two planners.

Adds ballot_entry, removal, round.vote_opened_at and vote_sealed_at, round_change.reason and
tally.emptied. Counted votes get the entries that were counted; votes that have begun get what
stands on their ballot, with what was hidden only after they began. Annulments so far were made by
one planner and hold; their voters' submission is no longer said. A row for each solution on a
ballot is written: seconds at most.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from civic.db import UtcDateTime

revision = "0019"
down_revision = "0018"

STANDING = sa.text("dropped_at IS NULL")
COUNTED = """
INSERT INTO ballot_entry (solution_id, round_id, number, title, summary, category, cost_won)
SELECT s.id, s.round_id, s.number, s.title, s.summary, s.category, r.cost_won
FROM tally_row r JOIN solution s ON s.id = r.solution_id
"""
RUNNING = """
INSERT INTO ballot_entry (solution_id, round_id, number, title, summary, category, cost_won)
SELECT s.id, s.round_id, s.number, s.title, s.summary, s.category, s.cost_won
FROM solution s JOIN phase p ON p.round_id = s.round_id AND p.kind = 'vote'
WHERE p.starts_at <= :now AND s.status = 'on_ballot'
  AND (s.hidden_at IS NULL OR s.hidden_at >= p.starts_at)
  AND NOT EXISTS (SELECT 1 FROM tally t WHERE t.round_id = s.round_id)
"""
OPENED = """
UPDATE round SET vote_opened_at = (
  SELECT p.starts_at FROM phase p WHERE p.round_id = round.id AND p.kind = 'vote')
WHERE EXISTS (
  SELECT 1 FROM phase p
  WHERE p.round_id = round.id AND p.kind = 'vote' AND p.starts_at <= :now)
"""
SEALED = """
UPDATE round SET
  vote_sealed_at = (SELECT t.counted_at FROM tally t WHERE t.round_id = round.id),
  vote_opened_at = COALESCE(
    vote_opened_at, (SELECT t.counted_at FROM tally t WHERE t.round_id = round.id))
WHERE EXISTS (SELECT 1 FROM tally t WHERE t.round_id = round.id)
"""


def upgrade():
    _add_columns()
    _add_tables()
    _change_annulments()
    _fill()


def _add_columns():
    op.add_column("round", sa.Column("vote_opened_at", UtcDateTime()))
    op.add_column("round", sa.Column("vote_sealed_at", UtcDateTime()))
    reason = sa.Column("reason", sa.String(300), nullable=False, server_default="")
    op.add_column("round_change", reason)
    emptied = sa.Column("emptied", sa.Integer(), nullable=False, server_default="0")
    op.add_column("tally", emptied)


def _add_tables():
    op.create_table(
        "ballot_entry",
        sa.Column(
            "solution_id",
            sa.Integer(),
            sa.ForeignKey("solution.id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("round_id", sa.Integer(), sa.ForeignKey("round.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("summary", sa.String(300), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("cost_won", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", UtcDateTime()),
    )
    op.create_index(op.f("ix_ballot_entry_round_id"), "ballot_entry", ["round_id"])
    op.create_table(
        "removal",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("round_id", sa.Integer(), sa.ForeignKey("round.id"), nullable=False),
        sa.Column(
            "solution_id", sa.Integer(), sa.ForeignKey("ballot_entry.solution_id"), nullable=False
        ),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("confirmed_at", UtcDateTime()),
        sa.Column("dropped_at", UtcDateTime()),
    )
    op.create_index(op.f("ix_removal_round_id"), "removal", ["round_id"])
    _one_standing("ix_removal_of_solution", "removal", "solution_id")


def _change_annulments():
    with op.batch_alter_table("annulment") as batch:
        batch.alter_column("planner_id", new_column_name="entered_by_id")
        batch.alter_column("at", new_column_name="entered_at")
        batch.add_column(sa.Column("decided_by_id", sa.Integer()))
        batch.add_column(sa.Column("confirmed_at", UtcDateTime()))
        batch.add_column(sa.Column("dropped_at", UtcDateTime()))
        batch.drop_constraint("uq_annulment_participation_id", type_="unique")
        batch.drop_constraint("fk_annulment_planner_id", type_="foreignkey")
    with op.batch_alter_table("annulment") as batch:
        for column in ("entered_by_id", "decided_by_id"):
            batch.create_foreign_key(f"fk_annulment_{column}", "person", [column], ["id"])
    _one_standing("ix_annulment_of_participation", "annulment", "participation_id")
    op.execute("UPDATE annulment SET confirmed_at = entered_at")
    op.execute("UPDATE participation SET submitted_at = NULL WHERE annulled_at IS NOT NULL")


def _one_standing(name, table, column):
    where = {"sqlite_where": STANDING, "postgresql_where": STANDING}
    op.create_index(name, table, [column], unique=True, **where)


def _fill():
    moment = sa.bindparam("now", datetime.now(UTC), type_=UtcDateTime())
    for statement in (COUNTED, RUNNING, OPENED, SEALED):
        words = sa.text(statement)
        op.execute(words.bindparams(moment) if ":now" in statement else words)


def downgrade():
    op.execute("DELETE FROM annulment WHERE confirmed_at IS NULL")
    op.drop_index("ix_annulment_of_participation", "annulment")
    with op.batch_alter_table("annulment") as batch:
        for column in ("entered_by_id", "decided_by_id"):
            batch.drop_constraint(f"fk_annulment_{column}", type_="foreignkey")
        for column in ("decided_by_id", "confirmed_at", "dropped_at"):
            batch.drop_column(column)
        batch.alter_column("entered_by_id", new_column_name="planner_id")
        batch.alter_column("entered_at", new_column_name="at")
    with op.batch_alter_table("annulment") as batch:
        batch.create_foreign_key("fk_annulment_planner_id", "person", ["planner_id"], ["id"])
        batch.create_unique_constraint("uq_annulment_participation_id", ["participation_id"])
    op.drop_table("removal")
    op.drop_table("ballot_entry")
    op.drop_column("tally", "emptied")
    op.drop_column("round_change", "reason")
    op.drop_column("round", "vote_sealed_at")
    op.drop_column("round", "vote_opened_at")
