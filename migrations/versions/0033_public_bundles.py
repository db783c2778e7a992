"""What everybody may have of a bundle, apart from what the office has.

Bundles made so far of a snapshot with a filled form are let go of, for they hold the form: they can
be made again. All others stay as they are. Jobs are few, so it takes no time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade():
    op.add_column("job", sa.Column("made_public", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE job SET made = NULL WHERE made IS NOT NULL"
        " AND snapshot_id IN (SELECT snapshot_id FROM filled_form)"
    )


def downgrade():
    # Bundles with filled forms were only for the office.
    op.execute("UPDATE job SET made = NULL WHERE made_public IS NOT NULL")
    op.drop_column("job", "made_public")
