"""What a planner does on an issue's page, and who may not."""

import pytest

from civic.db import db
from civic.issues.merging import Merge
from civic.issues.models import Issue
from civic.issues.rules import ReasonMissing
from civic.issues.status import StatusNotSettable
from tests.factory import add_city, add_person


@pytest.fixture
def office(as_person, person):
    """담당자 서연's browser."""
    return as_person(person("서연", "planner"))


@pytest.fixture
def bus(report, person):
    return report(person("민지"))


def test_a_status_is_set_with_its_reason_on_the_timeline(office, bus):
    answer = office.post(
        f"/gaon/1/office/issues/{bus.id}/status",
        data={"status": "rejected", "reason": "이미 공사 중인 곳이에요."},
    )
    assert answer.status_code == 303
    assert bus.status == "rejected"
    assert (bus.changes[-1].reason, bus.changes[-1].actor.name) == (
        "이미 공사 중인 곳이에요.",
        "서연",
    )
    page = office.get(answer.location).text
    assert "이미 공사 중인 곳이에요." in page
    assert "미반영" in page


@pytest.mark.parametrize("status", ["asked", "rejected"])
def test_bad_news_needs_a_reason_and_what_was_chosen_is_kept(office, bus, status):
    answer = office.post(
        f"/gaon/1/office/issues/{bus.id}/status", data={"status": status, "reason": "  "}
    )
    assert answer.status_code == 422
    assert f'selected value="{status}"' in answer.text
    assert "이유를 적어 주세요" in answer.text
    db.session.expire_all()
    assert bus.status == "received"


def test_statuses_that_do_not_exist_or_come_from_merging_are_refused(office, bus, person):
    for status in ("merged", "nonsense", ""):
        answer = office.post(f"/gaon/1/office/issues/{bus.id}/status", data={"status": status})
        assert answer.status_code == 422
    with pytest.raises(StatusNotSettable):
        bus.set_status("merged", person("도윤"))
    with pytest.raises(ReasonMissing):
        bus.set_status("asked", person("도윤"), " ")


def test_a_reason_that_is_too_long_is_kept_and_told(office, bus):
    answer = office.post(
        f"/gaon/1/office/issues/{bus.id}/status",
        data={"status": "reviewing", "reason": "가" * 1001},
    )
    assert answer.status_code == 422
    assert "1,000자까지" in answer.text
    assert "가" * 1001 in answer.text


def test_a_duplicate_is_found_by_words_or_number_and_merged(office, report, person, bus):
    same = report(person("준"), title="마을버스 배차 간격이 한 시간이에요")
    other = report(person("준"), title="가로등이 꺼졌어요", category="safety")
    found = office.get(f"/gaon/1/office/issues/{same.id}/merge")
    assert bus.title in found.text
    assert other.title not in found.text
    by_number = office.get(f"/gaon/1/office/issues/{same.id}/merge?q={other.receipt_number}").text
    assert other.title in by_number

    answer = office.post(
        f"/gaon/1/office/issues/{same.id}/merge", data={"target_id": bus.id, "reason": "같은 버스"}
    )
    assert answer.location.endswith(f"/gaon/1/issues/{bus.id}")
    assert same.merged_into_id == bus.id
    assert same.title in office.get(answer.location).text

    merge = db.session.scalar(db.select(Merge))
    again = office.post(f"/gaon/1/office/issues/merges/{merge.id}/undo")
    assert again.location.endswith(f"/gaon/1/issues/{same.id}")
    db.session.expire_all()
    assert (same.merged_into_id, same.status) == (None, "received")
    assert office.post(f"/gaon/1/office/issues/merges/{merge.id}/undo").status_code == 409


def test_merging_into_itself_nothing_or_another_round_is_refused(office, bus):
    address = f"/gaon/1/office/issues/{bus.id}/merge"
    assert office.post(address, data={"target_id": bus.id}).status_code == 409
    assert office.post(address, data={}).status_code == 422
    assert office.post(address, data={"target_id": "x"}).status_code == 422
    assert office.post(address, data={"target_id": 999}).status_code == 404
    assert db.session.scalar(db.select(db.func.count(Merge.id))) == 0


def test_a_merged_issue_keeps_its_status_until_the_merge_is_undone(office, bus, report, person):
    same = report(person("준"))
    same.merge_into(bus, person("도윤", "planner"))
    db.session.commit()
    answer = office.post(f"/gaon/1/office/issues/{same.id}/status", data={"status": "reviewing"})
    assert answer.status_code == 409
    assert "병합을 되돌린 뒤" in answer.text


def test_only_planners_of_this_municipality_see_and_use_the_office(
    client, as_person, person, bus, gaon
):
    stranger = add_person("하람", "planner", city=add_city("nara"))
    db.session.commit()
    address = f"/gaon/1/office/issues/{bus.id}/status"
    for someone in (person("민지"), person("도윤", "consultant"), stranger):
        browser = as_person(someone)
        assert 'id="office"' not in browser.get(f"/gaon/1/issues/{bus.id}").text
        assert browser.post(address, data={"status": "reviewing"}).status_code == 403
        assert browser.get("/gaon/1/office/issues/import").status_code == 403
    assert client.post(address, data={"status": "reviewing"}).status_code in (303, 401)
    assert db.session.get(Issue, bus.id).status == "received"
