"""A round may have a resident panel: its terms, who applied, was asked and dropped out, and what a
second planner confirms. Eight new, empty tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
MOMENT = sa.DateTime(timezone=True)
PERSON = {"entered_by_id": "person", "decided_by_id": "person"}


def upgrade():
    op.create_table(
        "panel",
        _id(),
        _needed("round_id", sa.Integer()),
        _needed("about", sa.Text()),
        _needed("size", sa.Integer()),
        _needed("reserve_each", sa.Integer()),
        _needed("features", sa.JSON()),
        _needed("ages", sa.String(length=10)),
        _needed("youngest", sa.String(length=4)),
        _needed("applies_from", MOMENT),
        _needed("applies_until", MOMENT),
        _needed("answer_days", sa.Integer()),
        _needed("ends_on", sa.Date()),
        _needed("source", sa.String(length=10)),
        _needed("source_round", sa.Integer()),
        _needed("cells", sa.JSON()),
        _needed("population_source", sa.String(length=200)),
        sa.Column("population_on", sa.Date(), nullable=True),
        _needed("codes", sa.JSON()),
        sa.Column("announced_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        _needed("list_sha256", sa.String(length=64)),
        _needed("seed_value", sa.String(length=64)),
        sa.Column("drawn_at", MOMENT, nullable=True),
        *_keys("panel", {"round_id": "round"}, ("round_id",)),
    )
    op.create_index("ix_panel_applies_until", "panel", ["applies_until"])
    op.create_index("ix_panel_drawn_at", "panel", ["drawn_at"])
    op.create_table(
        "panel_step",
        _id(),
        _needed("panel_id", sa.Integer()),
        _needed("act", sa.String(length=10)),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        _needed("at", MOMENT),
        *_keys("panel_step", {"panel_id": "panel", "actor_id": "person"}),
    )
    op.create_index("ix_panel_step_panel_id", "panel_step", ["panel_id"])
    _people()
    _two_persons()


def _people():
    refers = {"panel_id": "panel", "person_id": "person", "district_id": "district"}
    op.create_table(
        "panel_applicant",
        _id(),
        _needed("panel_id", sa.Integer()),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("band", sa.String(length=4), nullable=True),
        sa.Column("sex", sa.String(length=4), nullable=True),
        _needed("applied_at", MOMENT),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("stratum", sa.Integer(), nullable=True),
        sa.Column("drawn", sa.String(length=8), nullable=True),
        *_keys("panel_applicant", refers, ("panel_id", "person_id"), ("panel_id", "number")),
    )
    op.create_index("ix_panel_applicant_person_id", "panel_applicant", ["person_id"])
    refers = {"panel_id": "panel", "applicant_id": "panel_applicant"}
    op.create_table(
        "panel_invitation",
        _id(),
        _needed("panel_id", sa.Integer()),
        _needed("applicant_id", sa.Integer()),
        _needed("invited_at", MOMENT),
        _needed("answer_by", MOMENT),
        sa.Column("accepted_at", MOMENT, nullable=True),
        *_keys("panel_invitation", refers, ("applicant_id",)),
    )
    op.create_index("ix_panel_invitation_panel_id", "panel_invitation", ["panel_id"])
    op.create_table(
        "panel_departure",
        _id(),
        _needed("panel_id", sa.Integer()),
        _needed("applicant_id", sa.Integer()),
        _needed("why", sa.String(length=10)),
        _needed("at", MOMENT),
        *_keys("panel_departure", refers, ("applicant_id",)),
    )
    op.create_index("ix_panel_departure_panel_id", "panel_departure", ["panel_id", "id"])


def _two_persons():
    op.create_table(
        "panel_seed_entry",
        _id(),
        _needed("panel_id", sa.Integer()),
        _needed("value", sa.String(length=64)),
        *_decided(),
        *_keys("panel_seed_entry", {"panel_id": "panel"} | PERSON),
    )
    _one_not_dropped("panel_seed_entry", "panel_id")
    op.create_table(
        "panel_change",
        _id(),
        _needed("panel_id", sa.Integer()),
        _needed("applies_until", MOMENT),
        _needed("source", sa.String(length=10)),
        _needed("source_round", sa.Integer()),
        _needed("reason", sa.String(length=300)),
        *_decided(),
        *_keys("panel_change", {"panel_id": "panel"} | PERSON),
    )
    op.create_index("ix_panel_change_panel_id", "panel_change", ["panel_id"])
    refers = {"panel_id": "panel", "applicant_id": "panel_applicant"} | PERSON
    op.create_table(
        "panel_removal",
        _id(),
        _needed("panel_id", sa.Integer()),
        _needed("applicant_id", sa.Integer()),
        _needed("reason", sa.String(length=300)),
        *_decided(),
        *_keys("panel_removal", refers),
    )
    op.create_index("ix_panel_removal_panel_id", "panel_removal", ["panel_id"])
    _one_not_dropped("panel_removal", "applicant_id")


def downgrade():
    for table in ("removal", "change", "seed_entry", "departure", "invitation", "applicant"):
        op.drop_table(f"panel_{table}")
    op.drop_table("panel_step")
    op.drop_table("panel")


def _id():
    return sa.Column("id", sa.Integer(), nullable=False)


def _needed(name, type_):
    return sa.Column(name, type_, nullable=False)


def _decided():
    return (
        _needed("entered_by_id", sa.Integer()),
        _needed("entered_at", MOMENT),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("dropped_at", MOMENT, nullable=True),
    )


def _keys(table, refers, *unique):
    return (
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}"))
            for name, other in refers.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.UniqueConstraint(*names, name=op.f(f"uq_{table}_{'_'.join(names)}"))
            for names in unique
        ),
    )


def _one_not_dropped(table, column):
    live = sa.text("dropped_at IS NULL")
    name = f"uq_{table}_{column}"
    op.create_index(name, table, [column], unique=True, sqlite_where=live, postgresql_where=live)
