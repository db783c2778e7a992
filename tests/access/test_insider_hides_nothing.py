"""One planner alone can neither change the access log nor take their name off what they did."""

import pytest

from civic.db import db
from civic.people.access_log.models import AccessEntry
from civic.people.rights.models import RightChange
from civic.web.access import TABLE
from tests.pages import tight

LOG = "/gaon/1/office/access-log"


@pytest.fixture
def looked(as_person, seoyeon, round):
    browser = as_person(seoyeon)
    assert browser.get("/gaon/1/office/desk").status_code == 200
    return browser


def test_no_address_changes_or_deletes_entries(looked, application):
    """What may be sent to the log adds its own reviews and reasons, and nothing else."""
    acts = {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if rule.endpoint.startswith("people.access_log.") and rule.methods & {"POST"}
    }
    assert acts == {f"people.access_log.{act}" for act in ("sign", "confirm", "give_reason")}
    assert acts <= TABLE.keys()


def test_who_leaves_stays_known_by_account_and_name_to_who_reads_the_log(
    looked, seoyeon, as_person, person
):
    left = looked.post("/gaon/mine/leave", data={"sure": "y", "words": "keep"})
    assert left.status_code == 303
    db.session.expire_all()
    assert seoyeon.deleted_at is not None and seoyeon.roles == []
    entry = db.session.scalars(db.select(AccessEntry).filter_by(data="desk")).one()
    assert entry.person_id == seoyeon.id and AccessEntry.broken() is None
    jiho = as_person(person("지호", "planner"))
    assert f"계정 {seoyeon.id}" in tight(jiho.get(LOG).text)
    operator = as_person(person("하진", "operator"))
    history = tight(operator.get("/rights/").text)
    assert f"서연 (계정 {seoyeon.id})" in history


def test_a_resident_who_leaves_is_in_no_history_of_rights(as_person, minji, round):
    as_person(minji).post("/gaon/mine/leave", data={"sure": "y", "words": "keep"})
    assert db.session.scalars(db.select(RightChange)).all() == []
