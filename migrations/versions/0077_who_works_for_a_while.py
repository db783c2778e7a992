"""Accounts know when they last accepted an invitation to consult, so that nothing is asked of all
others; a count keeps its city's days of objections, as they were promised at its seal.

Who accepted one gets its moment; counts of before keep to the setting. A row is rewritten for each
invitation that was accepted: fast at any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
ACCEPTED = """
    UPDATE person SET invited_at = (
        SELECT MAX(accepted_at) FROM invitation WHERE accepted_by_id = person.id
    ) WHERE deleted_at IS NULL AND id IN (
        SELECT accepted_by_id FROM invitation WHERE accepted_by_id IS NOT NULL
    )
"""


def upgrade():
    op.add_column("person", sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(ACCEPTED)
    op.add_column("tally", sa.Column("objection_days", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("tally", "objection_days")
    op.drop_column("person", "invited_at")
