"""Residents object, planners decide, and everybody can see why."""

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.moderation.models import Decision, Flag
from civic.people.models import Role
from civic.solutions.models import Solution
from tests.factory import add_round_elsewhere

KINDS = ["issue", "issue_comment", "solution", "solution_comment"]


@pytest.fixture
def things(round, minji, open_phase):
    """kind → (row, its part of an address), each said by 민지."""
    issue = Issue.report(
        round, minji, request_key="report-key", title="버스가 안 와요", category="transit"
    )
    remark = issue.comment(minji, "저도요", "comment-key")
    open_phase("propose")
    solution = Solution.propose(
        round,
        minji,
        request_key="solution-key",
        issues=[issue],
        cost_won=10_000_000,
        title="부르는 버스",
        summary="부르면 와요",
        category="transit",
        operator="교통과",
    )
    talk = solution.comment(minji, "좋아요", request_key="discuss-key")
    db.session.commit()
    return {
        "issue": (issue, f"issues/{issue.id}"),
        "issue_comment": (remark, f"issue-comments/{remark.id}"),
        "solution": (solution, f"solutions/{solution.id}"),
        "solution_comment": (talk, f"solution-comments/{talk.id}"),
    }


def flags():
    return db.session.scalar(db.select(db.func.count(Flag.id)))


@pytest.mark.parametrize("kind", KINDS)
def test_one_person_flags_a_thing_once(kind, things, as_person, person):
    hana = as_person(person("하나"))
    address = f"/gaon/1/{things[kind][1]}/flag"
    assert "어떤 점이 문제인가요?" in hana.get(address).text
    for _ in range(2):
        answer = hana.post(address, data={"why": "abuse", "words": "욕이 있어요"})
        assert answer.status_code == 303
    (flag,) = db.session.scalars(db.select(Flag))
    assert (flag.kind, flag.why) == (kind, ("abuse", "욕이 있어요"))


def test_a_flag_needs_a_reason_from_the_list_and_few_words(things, as_person, person):
    hana = as_person(person("하나"))
    address = f"/gaon/1/{things['issue'][1]}/flag"
    assert hana.post(address, data={}).status_code == 422
    assert hana.post(address, data={"why": "boring"}).status_code == 422
    long = hana.post(address, data={"why": "other", "words": "가" * 251})
    assert long.status_code == 422
    assert "250자까지" in long.text
    assert "가" * 251 in long.text
    assert flags() == 0


def test_a_visitor_is_sent_to_sign_in_before_flagging(things, client):
    answer = client.post(f"/gaon/1/{things['issue'][1]}/flag", data={"why": "abuse"})
    assert answer.status_code == 303
    assert "/sign-in" in answer.location
    assert flags() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_hiding_needs_a_reason_settles_the_flags_and_can_be_undone(
    kind, things, as_person, person, seoyeon
):
    thing, path = things[kind]
    as_person(person("하나")).post(f"/gaon/1/{path}/flag", data={"why": "privacy"})
    office = as_person(seoyeon)
    assert "1명이 신고" in office.get("/gaon/1/office/queue").text

    nameless = office.post(f"/gaon/1/office/{path}/hide", data={"reason": " "})
    assert nameless.status_code == 422
    assert "이유를 적어 주세요" in nameless.text

    office.post(f"/gaon/1/office/{path}/hide", data={"reason": "얼굴이 보여요"})
    db.session.expire_all()
    assert (thing.hidden_reason, thing.hidden_at is not None) == ("얼굴이 보여요", True)
    assert "1명이 신고" not in office.get("/gaon/1/office/queue").text
    assert office.post(f"/gaon/1/office/{path}/hide", data={"reason": "또"}).status_code == 409

    log = office.get("/gaon/1/office/log").text
    assert "얼굴이 보여요" in log
    assert "다시 보이기" in log
    office.post(f"/gaon/1/office/{path}/restore")
    db.session.expire_all()
    assert (thing.hidden_at, thing.hidden_reason) == (None, "")
    assert [d.act for d in db.session.scalars(db.select(Decision))] == ["hide", "restore"]
    assert office.post(f"/gaon/1/office/{path}/restore").status_code == 409


def test_a_hidden_issue_leaves_lists_and_shows_its_reason(
    things, as_person, seoyeon, client, round
):
    issue, path = things["issue"]
    as_person(seoyeon).post(f"/gaon/1/office/{path}/hide", data={"reason": "광고예요"})
    db.session.expire_all()
    assert (issue.listed, round.issues_count) == (False, 0)
    assert issue.title not in client.get("/gaon/1/issues/").text
    page = client.get(f"/gaon/1/issues/{issue.id}").text
    assert "광고예요" in page
    assert issue.title not in page


def test_hiding_an_opinion_takes_it_off_the_count(things, as_person, seoyeon, client):
    issue, (_, path) = things["issue"][0], things["issue_comment"]
    office = as_person(seoyeon)
    office.post(f"/gaon/1/office/{path}/hide", data={"reason": "욕설이에요"})
    db.session.expire_all()
    assert issue.comments_count == 0
    page = client.get(f"/gaon/1/issues/{issue.id}").text
    assert "욕설이에요" in page
    assert "저도요" not in page
    office.post(f"/gaon/1/office/{path}/restore")
    db.session.expire_all()
    assert issue.comments_count == 1


def test_leaving_a_thing_as_it_is_settles_its_flags(things, as_person, person, seoyeon):
    thing, path = things["issue"]
    as_person(person("하나")).post(f"/gaon/1/{path}/flag", data={"why": "false"})
    office = as_person(seoyeon)
    office.post(f"/gaon/1/office/{path}/dismiss", data={"reason": "사실이에요"})
    db.session.expire_all()
    assert thing.hidden_at is None
    assert db.session.scalar(db.select(Flag)).settled_at is not None
    assert "사실이에요" in office.get("/gaon/1/office/log").text


@pytest.mark.parametrize("act", ["hide", "restore", "dismiss"])
def test_things_of_another_city_are_not_found(act, things, as_person, person, call, gaon):
    nara = add_round_elsewhere(call, "nara").municipality
    doyun = person("도윤")
    doyun.roles = [Role(name="planner", municipality_id=nara.id)]
    db.session.commit()
    office = as_person(doyun)
    for thing, path in things.values():
        data = {"reason": "남의 도시"}
        assert office.post(f"/nara/1/office/{path}/{act}", data=data).status_code == 404
        assert office.post(f"/gaon/1/office/{path}/{act}", data=data).status_code == 403
        assert thing.hidden_at is None
    assert office.get(f"/nara/1/{things['issue'][1]}/flag").status_code == 404


def test_residents_and_consultants_have_no_queue(things, as_person, person, minji):
    for someone in (minji, person("도윤", "consultant")):
        browser = as_person(someone)
        for page in ("queue", "log"):
            assert browser.get(f"/gaon/1/office/{page}").status_code == 403
        path = things["issue"][1]
        answer = browser.post(f"/gaon/1/office/{path}/hide", data={"reason": "싫어요"})
        assert answer.status_code == 403
