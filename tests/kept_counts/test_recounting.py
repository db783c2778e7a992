"""`flask issues recount` repairs every kept number and says which were wrong."""

import pytest
from sqlalchemy import Float, Integer, text

from civic.db import db
from civic.kept_counts import KEPT
from civic.places.models import Municipality

# Numbers that are no kept counts: what people or settings say, places, sizes, sums that are sealed
# with what they sum, numbers that things carry, and tries.
SAID = """
    baseline baseline_year birth_year build_months cities cost_won highest local_won lowest
    answer_days capacity max_choices month_from month_to national_share national_won budget_won
    offline_supports people wave_posts wave_hours
    population target_year total_won value voters weight_percent year yearly_cost_won before after
    label_lat label_lon lat lon radius_m suggested_lat suggested_lon height width size percent
    number part position rank receipt revision edition serial client_seq map_version next_receipt
    settled_id last_step tries push_tries seen_change_id office_revision stored_row total
    times status failures start end arrivals_after
    province_won city_won private_won
    seen objection_days
    days version reserve_each source_round stratum last_challenge sign_count points
""".split()  # noqa: SIM905
SEALED = {"chain_head.events", "access_review.entries", "issue_import.rows", "tally_row.votes"} | {
    f"tally.{name}"
    for name in ("voters", "choices", "eligible", "paper_voters", "leaves", "emptied")
}


def numbers() -> set[str]:
    """Every column of whole or broken numbers that is no key."""
    return {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Integer | Float)
        if not column.primary_key and not column.foreign_keys
    }


def test_every_number_is_a_kept_count_or_is_known_to_be_something_else(app):
    kept = {entry.name for entry in KEPT}
    open_numbers = {
        name
        for name in numbers() - SEALED - kept
        if name.split(".")[0] not in kept and name.split(".")[1] not in SAID
    }
    assert open_numbers == set()


def test_what_is_called_a_count_is_one(app):
    kept = {entry.name for entry in KEPT}
    tables = {table.name for table in db.metadata.sorted_tables}
    called = {name for name in numbers() if name.endswith("_count")}
    called -= {"passkey.sign_count"}  # a passkey's own, of what it signed
    called |= {name for name in tables if name.endswith(("_count", "_cell"))}
    assert called and called <= kept


SPOILS = {
    "issue.listed": "UPDATE issue SET listed = NOT listed WHERE id = 1",
    "issue.supports_count": "UPDATE issue SET supports_count = 8 WHERE id = 1",
    "issue.unproven_supports": "UPDATE issue SET unproven_supports = 8 WHERE id = 1",
    "issue.carried_supports": "UPDATE issue SET carried_supports = 8 WHERE id = 1",
    "issue.comments_count": "UPDATE issue SET comments_count = 8 WHERE id = 1",
    "round.issues_count": "UPDATE round SET issues_count = 8 WHERE id = 1",
    "round.untriaged_count": "UPDATE round SET untriaged_count = 8 WHERE id = 1",
    "issue_count": "UPDATE issue_count SET issues = 8 WHERE issues = 1",
    "issue_cell": "UPDATE issue_cell SET issues = 8 WHERE zoom = 16",
    "issue_search": "DELETE FROM issue_search",
    "solution.comments_count": "UPDATE solution SET comments_count = 8 WHERE id = 1",
    "theme.texts_count": "UPDATE theme SET texts_count = 8 WHERE id = 1",
    "person.unread_notices": "UPDATE person SET unread_notices = 8 WHERE id = 1",
}


@pytest.fixture
def recount(app):
    def command(*options):
        db.session.commit()
        with app.app_context():
            return app.test_cli_runner().invoke(args=["issues", "recount", *options])

    return command


@pytest.mark.parametrize("name", SPOILS)
def test_a_spoilt_count_is_repaired_and_told(name, city, recount, drift):
    db.session.execute(text(SPOILS[name]))
    db.session.commit()
    assert drift() != []

    said = recount("--municipality", "gaon").output

    assert f"{name}: right" not in said and f"{name}: " in said
    assert drift() == []
    assert "repaired" not in recount().output


def test_each_count_is_spoilt_above(app):
    assert {kept.name for kept in KEPT} == set(SPOILS)


def test_before_and_after_are_told(city, recount):
    db.session.execute(text(SPOILS["issue.supports_count"]))
    assert "issue.supports_count: 1 repaired\n  issue 1: 8 → 1\n" in recount().output


def test_all_municipalities_or_the_named_one(city, recount, drift):
    db.session.add(Municipality(slug="naru", name="나루시", app_name="나루"))
    db.session.execute(text(SPOILS["round.issues_count"]))
    assert "repaired" not in recount("--municipality", "naru").output
    assert "round.issues_count: 1 repaired\n  round 1: 8 → 2" in recount().output
    assert recount("--municipality", "nowhere").exit_code == 1


def test_all_that_is_right_is_said_to_be(city, recount):
    assert recount().output == "".join(f"{kept.name}: right\n" for kept in KEPT)
