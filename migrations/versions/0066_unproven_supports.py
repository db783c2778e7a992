"""What becomes of acts of people whose residency is not shown, and how many such supports there are.

Rounds so far count them together, as they did, so no figure that is published changes. Of each
issue they are counted once: 200,000 issues take some seconds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
COUNT = """
UPDATE issue SET unproven_supports = (
    WITH RECURSIVE one (id) AS (
        SELECT issue.id
        UNION
        SELECT other.id FROM issue AS other JOIN one ON other.merged_into_id = one.id
    )
    SELECT COUNT(DISTINCT support.person_id)
    FROM support JOIN one ON support.issue_id = one.id
    WHERE NOT EXISTS (
        SELECT 1 FROM residency JOIN round ON round.municipality_id = residency.municipality_id
        WHERE residency.person_id = support.person_id AND round.id = issue.round_id
        AND CAST(round.vote_levels AS TEXT) LIKE '%"' || residency.level || '"%'
    )
)
WHERE supports_count > 0
"""


def upgrade():
    how = sa.Column("unproven", sa.String(length=10), server_default="together", nullable=False)
    op.add_column("round", how)
    number = sa.Column("unproven_supports", sa.Integer(), server_default="0", nullable=False)
    op.add_column("issue", number)
    op.execute(COUNT)


def downgrade():
    op.drop_column("issue", "unproven_supports")
    op.drop_column("round", "unproven")
