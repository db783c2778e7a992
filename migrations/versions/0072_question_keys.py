"""A question of a survey knows the request that added it, so that one sent twice is one question.
Those so far know none. Fast at any size: no row is rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"


def upgrade():
    key = sa.Column("request_key", sa.String(length=64), nullable=True)
    op.add_column("survey_question", key)
    columns = ["survey_id", "request_key"]
    op.create_index("uq_survey_question_key", "survey_question", columns, unique=True)


def downgrade():
    op.drop_index("uq_survey_question_key", "survey_question")
    op.drop_column("survey_question", "request_key")
