"""Votes are sealed in a ledger, with receipts, an event log, annulments and paper sheets.

Choices move from rows of their own into their ballot, in order of id, keeping their nonces; a pass
over all choices. Tallies counted so far stay unsealed, and their rows get the reason they show.
"""

import json
import secrets
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade():
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_chain_head_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_chain_head"),
        sa.UniqueConstraint("round_id", "until", name="uq_chain_head_round_id_until"),
    )
    op.create_table(
        "paper_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name="fk_paper_sheet_decided_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name="fk_paper_sheet_entered_by_id"
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_paper_sheet_photo_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_paper_sheet_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_sheet"),
        sa.UniqueConstraint(
            "entered_by_id", "request_key", name="uq_paper_sheet_entered_by_id_request_key"
        ),
    )
    with op.batch_alter_table("paper_sheet", schema=None) as batch_op:
        batch_op.create_index("ix_paper_sheet_round_id", ["round_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_publication_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.UniqueConstraint("round_id", "name", name="uq_publication_round_id_name"),
    )
    op.create_table(
        "annulment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("planner_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_annulment_participation_id"
        ),
        sa.ForeignKeyConstraint(["planner_id"], ["person.id"], name="fk_annulment_planner_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_annulment_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_annulment"),
        sa.UniqueConstraint("participation_id", name="uq_annulment_participation_id"),
    )
    with op.batch_alter_table("annulment", schema=None) as batch_op:
        batch_op.create_index("ix_annulment_round_id", ["round_id"], unique=False)

    op.create_table(
        "vote_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_vote_event_participation_id"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_vote_event_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_vote_event"),
    )
    with op.batch_alter_table("vote_event", schema=None) as batch_op:
        batch_op.create_index("ix_vote_event_participation_id", ["participation_id"], unique=False)
        batch_op.create_index("ix_vote_event_round_id", ["round_id"], unique=False)

    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("choices", sa.JSON(), nullable=False, server_default="[]"))
    _choices_into_ballots()
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.drop_index("ix_choice_solution_id")

    op.drop_table("choice")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("salt", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True))

    _give_salts()
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("paper_voters", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("completion", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("root", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("leaves", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("comparison", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("tally_row", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reason", sa.String(length=20), nullable=False, server_default="")
        )
    op.execute("UPDATE tally_row SET reason = 'too_dear' WHERE NOT selected AND votes > 0")
    op.execute("UPDATE tally_row SET reason = 'no_votes' WHERE NOT selected AND votes = 0")


def downgrade():
    with op.batch_alter_table("tally_row", schema=None) as batch_op:
        batch_op.drop_column("reason")

    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.drop_column("sealed_at")
        batch_op.drop_column("comparison")
        batch_op.drop_column("leaves")
        batch_op.drop_column("root")
        batch_op.drop_column("completion")
        batch_op.drop_column("paper_voters")

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("annulled_at")
        batch_op.drop_column("salt")

    op.create_table(
        "choice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "ballot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="fk_choice_ballot_id"),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name="fk_choice_solution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_choice"),
        sa.UniqueConstraint("ballot_id", "solution_id", name="uq_choice_ballot_id_solution_id"),
        sa.UniqueConstraint("nonce", name="uq_choice_nonce"),
    )
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.create_index("ix_choice_solution_id", ["solution_id"], unique=False)

    _choices_out_of_ballots()
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_column("choices")

    with op.batch_alter_table("vote_event", schema=None) as batch_op:
        batch_op.drop_index("ix_vote_event_round_id")
        batch_op.drop_index("ix_vote_event_participation_id")

    op.drop_table("vote_event")
    with op.batch_alter_table("annulment", schema=None) as batch_op:
        batch_op.drop_index("ix_annulment_round_id")

    op.drop_table("annulment")
    op.drop_table("publication")
    with op.batch_alter_table("paper_sheet", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_sheet_round_id")

    op.drop_table("paper_sheet")
    op.drop_table("chain_head")


def _choices_into_ballots():
    connection = op.get_bind()
    ballots = defaultdict(list)
    rows = connection.execute(
        sa.text("SELECT ballot_id, solution_id, nonce FROM choice ORDER BY ballot_id, solution_id")
    )
    for ballot_id, solution_id, nonce in rows:
        ballots[ballot_id].append([solution_id, nonce])
    told = [{"id": id, "choices": json.dumps(choices)} for id, choices in ballots.items()]
    if told:
        statement = "UPDATE ballot SET choices = CAST(:choices AS JSON) WHERE id = :id"
        if connection.dialect.name == "sqlite":
            statement = "UPDATE ballot SET choices = :choices WHERE id = :id"
        connection.execute(sa.text(statement), told)


def _choices_out_of_ballots():
    connection = op.get_bind()
    ballot = sa.table("ballot", sa.column("id"), sa.column("choices", sa.JSON()))
    choice = sa.table(
        "choice", *(sa.column(name) for name in ("ballot_id", "solution_id", "nonce"))
    )
    told = [
        {"ballot_id": ballot_id, "solution_id": solution_id, "nonce": nonce}
        for ballot_id, choices in connection.execute(sa.select(ballot.c.id, ballot.c.choices))
        for solution_id, nonce in choices
    ]
    if told:
        connection.execute(sa.insert(choice), told)


def _give_salts():
    connection = op.get_bind()
    ids = connection.scalars(sa.text("SELECT id FROM participation")).all()
    told = [{"id": id, "salt": secrets.token_hex(16)} for id in ids]
    if told:
        connection.execute(sa.text("UPDATE participation SET salt = :salt WHERE id = :id"), told)
