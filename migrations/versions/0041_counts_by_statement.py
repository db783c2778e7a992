"""PostgreSQL counts issues once a statement instead of once a row. Triggers alone; no row changes."""

from alembic import op

from civic.issues.listing import counts, untriaged

revision = "0041"
down_revision = "0040"


def upgrade():
    if op.get_bind().dialect.name != "postgresql":
        return
    for kept in (counts, untriaged):
        for statement in kept.DROP_POSTGRESQL + kept.CREATE_POSTGRESQL:
            op.execute(statement)


def downgrade():
    """The triggers stay: the program before counts with them as well."""
