"""The step that took a single merge back knows the step it took back, as those of the desk do. Of
merges undone before it is told by their own times: the first step since, to the status that was
before. One pass over the merges that were undone; quick, for they are few."""

from alembic import op

revision = "0083"
down_revision = "0082"


def upgrade():
    op.execute("""
        UPDATE status_change SET takes_back_id = (
            SELECT MAX(step.id) FROM status_change AS step
            WHERE step.issue_id = status_change.issue_id
            AND step.id < status_change.id AND step.status = 'merged'
        )
        WHERE takes_back_id IS NULL AND id IN (
            SELECT MIN(back.id) FROM merge JOIN status_change AS back
            ON back.issue_id = merge.issue_id AND back.status = merge.status_before
            AND back.created_at >= merge.undone_at
            GROUP BY merge.id
        )
    """)


def downgrade():
    """What was filled in stays: it is so."""
