"""One issue's page: who sees what, its story, and opinions on it."""

import pytest

from civic.db import db
from civic.issues.comments import IssueComment


@pytest.fixture
def issue(report, minji):
    return report(minji)


@pytest.fixture
def his(as_person, junho):
    return as_person(junho)


@pytest.fixture
def address(issue):
    return f"/gaon/1/issues/{issue.id}"


def said():
    return list(db.session.scalars(db.select(IssueComment).order_by(IssueComment.id)))


def test_anyone_reads_it_without_an_account_or_a_name(client, address):
    page = client.get(address)
    assert page.status_code == 200
    for words in (
        "마을버스를 한 시간 넘게 기다려요",
        "접수번호 2026-0001",
        "달내천로 41 앞",
        "접수",
    ):
        assert words in page.text
    assert "민지" not in page.text


def test_the_name_shows_only_when_she_wishes(client, report, minji):
    issue = report(minji, shows_name=True)
    assert "민지" in client.get(f"/gaon/1/issues/{issue.id}").text


def test_the_newest_status_comes_first_with_its_reason(client, issue, address, person):
    issue.set_status("asked", person("서연", "planner"), "정류장 이름을 알려 주세요")
    db.session.commit()
    page = client.get(address).text
    assert "정류장 이름을 알려 주세요" in page
    steps = page.split('class="line"')[1]
    assert steps.index("답 기다림") < steps.index("접수")


def test_a_hidden_issue_is_gone_with_its_reason_but_planners_see_it(
    client, issue, address, as_person, person
):
    issue.hide("전화번호가 적혀 있어요")
    db.session.commit()
    gone = client.get(address)
    assert gone.status_code == 410
    assert "전화번호가 적혀 있어요" in gone.text
    assert "마을버스" not in gone.text
    seen = as_person(person("서연", "planner")).get(address)
    assert seen.status_code == 200
    assert "마을버스를 한 시간" in seen.text


def test_a_merged_issue_points_to_what_it_is_counted_as(client, report, minji, person):
    same, target = report(minji, title="버스가 안 와요"), report(minji, title="마을버스 배차")
    same.merge_into(target, person("서연", "planner"))
    db.session.commit()
    page = client.get(f"/gaon/1/issues/{same.id}").text
    assert f'href="/gaon/1/issues/{target.id}"' in page
    assert "버스가 안 와요" in client.get(f"/gaon/1/issues/{target.id}").text


def test_an_opinion_is_stored_once_however_often_it_is_sent(his, issue, address):
    form = {"body": "물안면도 같아요.\n정말로요.", "request_key": "opinion-key-1"}
    first = his.post(f"{address}/comments", data=form)
    his.post(f"{address}/comments", data=form)
    db.session.refresh(issue)
    (comment,) = said()
    assert first.location.endswith(f"#c{comment.id}")
    assert comment.body == "물안면도 같아요.\n정말로요."
    assert issue.comments_count == 1
    assert "물안면도 같아요." in his.get(address).text


def test_an_answer_to_an_answer_hangs_on_the_same_opinion(his, address):
    his.post(f"{address}/comments", data={"body": "첫 의견", "request_key": "opinion-key-1"})
    first = said()[0].id
    his.post(f"{address}/comments", data={"body": "답글", "parent_id": first})
    answer = said()[1].id
    part = his.post(
        f"{address}/comments",
        data={"body": "답글의 답글", "parent_id": answer},
        headers={"HX-Request": "true"},
    )
    assert [comment.parent_id for comment in said()] == [None, first, first]
    assert "답글의 답글" in part.text
    assert "<html" not in part.text


@pytest.mark.parametrize("body", ["", "   ", "\u202e", "가" * 2001])
def test_an_opinion_that_is_empty_or_too_long_comes_back(his, address, body):
    answer = his.post(f"{address}/comments", data={"body": body})
    assert answer.status_code == 422
    assert "의견" in answer.text
    assert said() == []
    if len(body) > 2000:
        assert "2,000자까지" in answer.text
        assert body in answer.text


def test_only_opinions_of_this_issue_can_be_answered(his, address, report, minji, junho):
    other = report(minji, title="다른 문제")
    foreign = other.comment(junho, "다른 곳의 의견", "opinion-key-9")
    db.session.commit()
    for parent in (foreign.id, "999", "abc", "-1"):
        answer = his.post(f"{address}/comments", data={"body": "답", "parent_id": parent})
        assert answer.status_code == 404
    assert len(said()) == 1


def test_out_of_phase_no_opinion_is_taken(as_person, junho, address, open_phase):
    open_phase("compile")
    late = as_person(junho).post(f"{address}/comments", data={"body": "늦은 의견"})
    assert late.status_code == 409
    assert said() == []


def test_a_planner_is_named_as_such(address, client, issue, person):
    issue.comment(person("서연", "planner"), "자료를 찾아볼게요.", "opinion-key-2")
    db.session.commit()
    page = client.get(address).text
    assert "서연" in page
    assert "담당자" in page


def test_what_is_mine_shows_reports_and_supports(as_person, issue, minji, junho):
    issue.support(junho)
    db.session.commit()
    assert "접수" in as_person(minji).get("/gaon/mine").text
    assert "내가 공감한 문제" in as_person(junho).get("/gaon/mine").text
