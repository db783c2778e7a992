"""The first tables, and the search index beside them. No rows exist yet; takes a moment."""

import sqlalchemy as sa
from alembic import op

from civic.issues.listing import search_index

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("programme", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ministry", sa.String(length=60), nullable=False),
        sa.Column("agency", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("total_won", sa.BigInteger(), nullable=True),
        sa.Column("cities", sa.Integer(), nullable=True),
        sa.Column("national_won", sa.BigInteger(), nullable=True),
        sa.Column("local_won", sa.BigInteger(), nullable=True),
        sa.Column("build_months", sa.Integer(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("apply_from_on", sa.Date(), nullable=True),
        sa.Column("apply_to_on", sa.Date(), nullable=True),
        sa.Column("preliminary_from_on", sa.Date(), nullable=True),
        sa.Column("preliminary_to_on", sa.Date(), nullable=True),
        sa.Column("evaluation_from_on", sa.Date(), nullable=True),
        sa.Column("evaluation_to_on", sa.Date(), nullable=True),
        sa.Column("selection", sa.String(length=40), nullable=False),
        sa.Column("template", sa.JSON(), nullable=False),
        sa.Column("template_is_example", sa.Boolean(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
        sa.UniqueConstraint("slug", name="uq_call_slug"),
    )
    op.create_table(
        "catalogue_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("before", sa.Double(), nullable=True),
        sa.Column("after", sa.Double(), nullable=True),
        sa.Column("stated_change", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("source_url", sa.String(length=300), nullable=False),
        sa.Column("source_date", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_entry"),
        sa.UniqueConstraint("key", name="uq_catalogue_entry_key"),
    )
    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("app_name", sa.String(length=60), nullable=False),
        sa.Column("notice", sa.String(length=200), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("team_phone", sa.String(length=30), nullable=False),
        sa.Column("boundary_source", sa.String(length=200), nullable=False),
        sa.Column("map_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_municipality"),
        sa.UniqueConstraint("slug", name="uq_municipality_slug"),
    )
    op.create_table(
        "sign_in_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_code"),
    )
    op.create_index("ix_sign_in_code_address", "sign_in_code", ["address"], unique=False)
    op.create_table(
        "district",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("base_on", sa.Date(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("label_lon", sa.Double(), nullable=False),
        sa.Column("label_lat", sa.Double(), nullable=False),
        sa.Column("polygons", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_district_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_district"),
        sa.UniqueConstraint("municipality_id", "code", name="uq_district_municipality_id_code"),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("budget_won", sa.BigInteger(), nullable=False),
        sa.Column("national_share", sa.Double(), nullable=False),
        sa.Column("max_choices", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("vote_levels", sa.JSON(), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("next_receipt", sa.Integer(), nullable=False),
        sa.Column("issues_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_round_call_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_round_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
        sa.UniqueConstraint("municipality_id", "number", name="uq_round_municipality_id_number"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_draft_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("token_hash", name="uq_draft_token_hash"),
    )
    op.create_table(
        "issue_cell",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("zoom", sa.Integer(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.Column("sum_lat", sa.Double(), nullable=False),
        sa.Column("sum_lon", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_issue_cell_round_id"),
        sa.PrimaryKeyConstraint("round_id", "zoom", "x", "y", name="pk_issue_cell"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("passphrase_hash", sa.String(length=200), nullable=True),
        sa.Column("home_district_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["home_district_id"], ["district.id"], name="fk_person_home_district_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
        sa.UniqueConstraint("phone", name="uq_person_phone"),
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_phase_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_phase"),
        sa.UniqueConstraint("round_id", "kind", name="uq_phase_round_id_kind"),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_plan_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("round_id", name="uq_plan_round_id"),
    )
    op.create_table(
        "code_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name="fk_code_batch_district_id"),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name="fk_code_batch_issued_by_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_code_batch_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_code_batch"),
        sa.UniqueConstraint(
            "issued_by_id", "request_key", name="uq_code_batch_issued_by_id_request_key"
        ),
    )
    op.create_index(
        "ix_code_batch_municipality_id", "code_batch", ["municipality_id"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sa.UniqueConstraint(
            "person_id", "kind", "version", name="uq_consent_person_id_kind_version"
        ),
    )
    op.create_index("ix_consent_person_id", "consent", ["person_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_decision_actor_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_decision_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_municipality_id", "decision", ["municipality_id"], unique=False)
    op.create_table(
        "issue_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("planner_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["planner_id"], ["person.id"], name="fk_issue_import_planner_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_issue_import_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue_import"),
    )
    op.create_index("ix_issue_import_round_id", "issue_import", ["round_id"], unique=False)
    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("draft_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_participation_person_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_participation_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_participation"),
        sa.UniqueConstraint("round_id", "person_id", name="uq_participation_round_id_person_id"),
    )
    op.create_index("ix_participation_person_id", "participation", ["person_id"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("uploader_id", sa.Integer(), nullable=True),
        sa.Column("upload_key", sa.String(length=64), nullable=True),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suggested_lat", sa.Double(), nullable=True),
        sa.Column("suggested_lon", sa.Double(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["uploader_id"], ["person.id"], name="fk_photo_uploader_id"),
        sa.PrimaryKeyConstraint("id", name="pk_photo"),
        sa.UniqueConstraint("key", name="uq_photo_key"),
    )
    op.create_index("ix_photo_created_at", "photo", ["created_at"], unique=False)
    op.create_index("ix_photo_upload_key", "photo", ["upload_key"], unique=False)
    op.create_index("ix_photo_uploader_id", "photo", ["uploader_id"], unique=False)
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_role_municipality_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        sa.UniqueConstraint(
            "person_id", "municipality_id", "name", name="uq_role_person_id_municipality_id_name"
        ),
    )
    op.create_index("ix_role_person_id", "role", ["person_id"], unique=False)
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_section_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_section"),
        sa.UniqueConstraint("plan_id", "key", name="uq_section_plan_id_key"),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_sign_in_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_token_hash"),
    )
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"], unique=False)
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_snapshot_plan_id"),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name="fk_snapshot_taken_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
        sa.UniqueConstraint("plan_id", "number", name="uq_snapshot_plan_id_number"),
    )
    op.create_table(
        "solution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("catalogue_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("cost_won", sa.BigInteger(), nullable=False),
        sa.Column("operator", sa.String(length=120), nullable=False),
        sa.Column("yearly_cost_won", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=False),
        sa.Column("comments_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["catalogue_id"], ["catalogue_entry.id"], name="fk_solution_catalogue_id"
        ),
        sa.ForeignKeyConstraint(["proposer_id"], ["person.id"], name="fk_solution_proposer_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_solution_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_solution"),
        sa.UniqueConstraint(
            "proposer_id", "request_key", name="uq_solution_proposer_id_request_key"
        ),
        sa.UniqueConstraint("round_id", "number", name="uq_solution_round_id_number"),
    )
    op.create_index("ix_solution_proposer_id", "solution", ["proposer_id"], unique=False)
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("budget_won", sa.BigInteger(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("choices", sa.Integer(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["counted_by_id"], ["person.id"], name="fk_tally_counted_by_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_tally_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tally"),
        sa.UniqueConstraint("round_id", name="uq_tally_round_id"),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_ballot_participation_id"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_ballot_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ballot"),
        sa.UniqueConstraint("participation_id", name="uq_ballot_participation_id"),
    )
    op.create_index("ix_ballot_round_id", "ballot", ["round_id"], unique=False)
    op.create_table(
        "build_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("month_from", sa.Integer(), nullable=False),
        sa.Column("month_to", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name="fk_build_step_solution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_build_step"),
        sa.UniqueConstraint("solution_id", "position", name="uq_build_step_solution_id_position"),
    )
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("goal", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.Column("baseline_source", sa.String(length=200), nullable=False),
        sa.Column("lowest", sa.Double(), nullable=False),
        sa.Column("highest", sa.Double(), nullable=False),
        sa.Column("target_year", sa.Integer(), nullable=True),
        sa.Column("formula", sa.String(length=300), nullable=False),
        sa.Column("method", sa.String(length=300), nullable=False),
        sa.Column("data_source", sa.String(length=200), nullable=False),
        sa.Column("rationale", sa.String(length=300), nullable=False),
        sa.Column("weight_percent", sa.Double(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name="fk_indicator_solution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
        sa.UniqueConstraint("solution_id", "name", name="uq_indicator_solution_id_name"),
    )
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("offline_supports", sa.Integer(), nullable=False),
        sa.Column("supports_count", sa.Integer(), nullable=False),
        sa.Column("comments_count", sa.Integer(), nullable=False),
        sa.Column("cover_key", sa.String(length=32), nullable=True),
        sa.Column("cover_alt", sa.String(length=200), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name="fk_issue_district_id"),
        sa.ForeignKeyConstraint(["import_id"], ["issue_import.id"], name="fk_issue_import_id"),
        sa.ForeignKeyConstraint(["merged_into_id"], ["issue.id"], name="fk_issue_merged_into_id"),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name="fk_issue_reporter_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_issue_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue"),
        sa.UniqueConstraint("reporter_id", "request_key", name="uq_issue_reporter_id_request_key"),
        sa.UniqueConstraint("round_id", "external_id", name="uq_issue_round_id_external_id"),
        sa.UniqueConstraint("round_id", "receipt", name="uq_issue_round_id_receipt"),
    )
    op.create_index(
        "ix_issue_category",
        "issue",
        ["round_id", "listed", "category", "supports_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_issue_district",
        "issue",
        ["round_id", "listed", "district_id", "supports_count", "id"],
        unique=False,
    )
    op.create_index("ix_issue_district_id", "issue", ["district_id"], unique=False)
    op.create_index("ix_issue_import_id", "issue", ["import_id"], unique=False)
    op.create_index("ix_issue_merged_into_id", "issue", ["merged_into_id"], unique=False)
    op.create_index(
        "ix_issue_most_supported",
        "issue",
        ["round_id", "listed", "supports_count", "id"],
        unique=False,
    )
    op.create_index("ix_issue_newest", "issue", ["round_id", "listed", "id"], unique=False)
    op.create_index("ix_issue_place", "issue", ["round_id", "listed", "lat", "lon"], unique=False)
    op.create_index("ix_issue_reporter_id", "issue", ["reporter_id"], unique=False)
    op.create_index(
        "ix_issue_status",
        "issue",
        ["round_id", "listed", "status", "supports_count", "id"],
        unique=False,
    )
    op.create_table(
        "paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edited_by_id"], ["person.id"], name="fk_paragraph_edited_by_id"),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name="fk_paragraph_section_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paragraph"),
        sa.UniqueConstraint("section_id", "key", name="uq_paragraph_section_id_key"),
    )
    op.create_table(
        "participation_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["code_batch.id"], name="fk_participation_code_batch_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_participation_code"),
        sa.UniqueConstraint("batch_id", "serial", name="uq_participation_code_batch_id_serial"),
        sa.UniqueConstraint("code_hash", name="uq_participation_code_code_hash"),
    )
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_key", sa.String(length=80), nullable=False),
        sa.Column("quote", sa.String(length=400), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_remark_author_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_remark_plan_id"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name="fk_remark_snapshot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
        sa.UniqueConstraint("author_id", "request_key", name="uq_remark_author_id_request_key"),
    )
    op.create_index("ix_remark_plan_id", "remark", ["plan_id"], unique=False)
    op.create_table(
        "solution_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_solution_comment_author_id"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["solution_comment.id"], name="fk_solution_comment_parent_id"
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name="fk_solution_comment_solution_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_solution_comment"),
        sa.UniqueConstraint(
            "author_id", "request_key", name="uq_solution_comment_author_id_request_key"
        ),
    )
    op.create_index(
        "ix_solution_comment_solution_id", "solution_comment", ["solution_id"], unique=False
    )
    op.create_table(
        "solution_district",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name="fk_solution_district_district_id"
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name="fk_solution_district_solution_id"
        ),
        sa.PrimaryKeyConstraint("solution_id", "district_id", name="pk_solution_district"),
    )
    op.create_table(
        "tally_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tally_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("cost_won", sa.BigInteger(), nullable=False),
        sa.Column("selected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name="fk_tally_row_solution_id"),
        sa.ForeignKeyConstraint(["tally_id"], ["tally.id"], name="fk_tally_row_tally_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tally_row"),
        sa.UniqueConstraint("tally_id", "rank", name="uq_tally_row_tally_id_rank"),
    )
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
    op.create_index("ix_choice_solution_id", "choice", ["solution_id"], unique=False)
    op.create_table(
        "disposition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("planner_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["planner_id"], ["person.id"], name="fk_disposition_planner_id"),
        sa.ForeignKeyConstraint(["remark_id"], ["remark.id"], name="fk_disposition_remark_id"),
        sa.PrimaryKeyConstraint("id", name="pk_disposition"),
        sa.UniqueConstraint("remark_id", name="uq_disposition_remark_id"),
    )
    op.create_table(
        "issue_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_issue_comment_author_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_comment_issue_id"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["issue_comment.id"], name="fk_issue_comment_parent_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_issue_comment"),
        sa.UniqueConstraint(
            "author_id", "request_key", name="uq_issue_comment_author_id_request_key"
        ),
    )
    op.create_index("ix_issue_comment_issue_id", "issue_comment", ["issue_id"], unique=False)
    op.create_table(
        "issue_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_photo_issue_id"),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_issue_photo_photo_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue_photo"),
        sa.UniqueConstraint("issue_id", "position", name="uq_issue_photo_issue_id_position"),
        sa.UniqueConstraint("photo_id", name="uq_issue_photo_photo_id"),
    )
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("status_before", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_merge_actor_id"),
        sa.ForeignKeyConstraint(["into_id"], ["issue.id"], name="fk_merge_into_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_merge_issue_id"),
        sa.PrimaryKeyConstraint("id", name="pk_merge"),
    )
    op.create_index("ix_merge_into_id", "merge", ["into_id"], unique=False)
    op.create_index("ix_merge_issue_id", "merge", ["issue_id"], unique=False)
    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name="fk_preference_indicator_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_preference_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_preference"),
        sa.UniqueConstraint(
            "indicator_id", "person_id", name="uq_preference_indicator_id_person_id"
        ),
    )
    op.create_index("ix_preference_person_id", "preference", ["person_id"], unique=False)
    op.create_table(
        "residency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["participation_code.id"], name="fk_residency_code_id"
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name="fk_residency_district_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_residency_municipality_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_residency_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_residency"),
        sa.UniqueConstraint("code_id", name="uq_residency_code_id"),
        sa.UniqueConstraint(
            "person_id", "municipality_id", name="uq_residency_person_id_municipality_id"
        ),
    )
    op.create_index("ix_residency_municipality_id", "residency", ["municipality_id"], unique=False)
    op.create_table(
        "solution_issue",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_solution_issue_issue_id"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name="fk_solution_issue_solution_id"
        ),
        sa.PrimaryKeyConstraint("solution_id", "issue_id", name="pk_solution_issue"),
    )
    op.create_index("ix_solution_issue_issue_id", "solution_issue", ["issue_id"], unique=False)
    op.create_table(
        "status_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_status_change_actor_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_status_change_issue_id"),
        sa.PrimaryKeyConstraint("id", name="pk_status_change"),
    )
    op.create_index("ix_status_change_issue_id", "status_change", ["issue_id"], unique=False)
    op.create_table(
        "support",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_support_issue_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_support_person_id"),
        sa.PrimaryKeyConstraint("issue_id", "person_id", name="pk_support"),
    )
    op.create_index("ix_support_person_id", "support", ["person_id"], unique=False)
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("issue_comment_id", sa.Integer(), nullable=True),
        sa.Column("solution_id", sa.Integer(), nullable=True),
        sa.Column("solution_comment_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN issue_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN issue_comment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN solution_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN solution_comment_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="ck_flag_one_subject",
        ),
        sa.ForeignKeyConstraint(
            ["issue_comment_id"], ["issue_comment.id"], name="fk_flag_issue_comment_id"
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_flag_issue_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_flag_municipality_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_flag_person_id"),
        sa.ForeignKeyConstraint(
            ["solution_comment_id"], ["solution_comment.id"], name="fk_flag_solution_comment_id"
        ),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name="fk_flag_solution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_flag"),
        sa.UniqueConstraint(
            "person_id", "issue_comment_id", name="uq_flag_person_id_issue_comment_id"
        ),
        sa.UniqueConstraint("person_id", "issue_id", name="uq_flag_person_id_issue_id"),
        sa.UniqueConstraint(
            "person_id", "solution_comment_id", name="uq_flag_person_id_solution_comment_id"
        ),
        sa.UniqueConstraint("person_id", "solution_id", name="uq_flag_person_id_solution_id"),
    )
    op.create_index("ix_flag_municipality_id", "flag", ["municipality_id"], unique=False)
    _search("CREATE")


def downgrade():
    _search("DROP")
    op.drop_index("ix_flag_municipality_id", table_name="flag")
    op.drop_table("flag")
    op.drop_index("ix_support_person_id", table_name="support")
    op.drop_table("support")
    op.drop_index("ix_status_change_issue_id", table_name="status_change")
    op.drop_table("status_change")
    op.drop_index("ix_solution_issue_issue_id", table_name="solution_issue")
    op.drop_table("solution_issue")
    op.drop_index("ix_residency_municipality_id", table_name="residency")
    op.drop_table("residency")
    op.drop_index("ix_preference_person_id", table_name="preference")
    op.drop_table("preference")
    op.drop_index("ix_merge_issue_id", table_name="merge")
    op.drop_index("ix_merge_into_id", table_name="merge")
    op.drop_table("merge")
    op.drop_table("issue_photo")
    op.drop_index("ix_issue_comment_issue_id", table_name="issue_comment")
    op.drop_table("issue_comment")
    op.drop_table("disposition")
    op.drop_index("ix_choice_solution_id", table_name="choice")
    op.drop_table("choice")
    op.drop_table("tally_row")
    op.drop_table("solution_district")
    op.drop_index("ix_solution_comment_solution_id", table_name="solution_comment")
    op.drop_table("solution_comment")
    op.drop_index("ix_remark_plan_id", table_name="remark")
    op.drop_table("remark")
    op.drop_table("participation_code")
    op.drop_table("paragraph")
    op.drop_index("ix_issue_status", table_name="issue")
    op.drop_index("ix_issue_reporter_id", table_name="issue")
    op.drop_index("ix_issue_place", table_name="issue")
    op.drop_index("ix_issue_newest", table_name="issue")
    op.drop_index("ix_issue_most_supported", table_name="issue")
    op.drop_index("ix_issue_merged_into_id", table_name="issue")
    op.drop_index("ix_issue_import_id", table_name="issue")
    op.drop_index("ix_issue_district_id", table_name="issue")
    op.drop_index("ix_issue_district", table_name="issue")
    op.drop_index("ix_issue_category", table_name="issue")
    op.drop_table("issue")
    op.drop_table("indicator")
    op.drop_table("build_step")
    op.drop_index("ix_ballot_round_id", table_name="ballot")
    op.drop_table("ballot")
    op.drop_table("tally")
    op.drop_index("ix_solution_proposer_id", table_name="solution")
    op.drop_table("solution")
    op.drop_table("snapshot")
    op.drop_index("ix_sign_in_person_id", table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_table("section")
    op.drop_index("ix_role_person_id", table_name="role")
    op.drop_table("role")
    op.drop_index("ix_photo_uploader_id", table_name="photo")
    op.drop_index("ix_photo_upload_key", table_name="photo")
    op.drop_index("ix_photo_created_at", table_name="photo")
    op.drop_table("photo")
    op.drop_index("ix_participation_person_id", table_name="participation")
    op.drop_table("participation")
    op.drop_index("ix_issue_import_round_id", table_name="issue_import")
    op.drop_table("issue_import")
    op.drop_index("ix_decision_municipality_id", table_name="decision")
    op.drop_table("decision")
    op.drop_index("ix_consent_person_id", table_name="consent")
    op.drop_table("consent")
    op.drop_index("ix_code_batch_municipality_id", table_name="code_batch")
    op.drop_table("code_batch")
    op.drop_table("plan")
    op.drop_table("phase")
    op.drop_table("person")
    op.drop_table("issue_cell")
    op.drop_table("draft")
    op.drop_table("round")
    op.drop_table("district")
    op.drop_index("ix_sign_in_code_address", table_name="sign_in_code")
    op.drop_table("sign_in_code")
    op.drop_table("municipality")
    op.drop_table("catalogue_entry")
    op.drop_table("call")


def _search(act):
    dialect = op.get_bind().dialect.name.upper()
    for statement in getattr(search_index, f"{act}_{dialect}"):
        op.execute(statement)
