"""What a visitor begins is sent with their code: nobody has to press again."""

import re
from urllib.parse import unquote

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.following import Follow
from civic.issues.models import Issue
from civic.issues.support import Support
from tests.conftest import NOW
from tests.factory import report_issue

HOST = {"Origin": "http://localhost"}


@pytest.fixture
def issue(round, minji):
    issue = report_issue(round, minji)
    db.session.commit()
    return issue


@pytest.fixture
def address(issue):
    return f"/gaon/1/issues/{issue.id}"


def begin(client, address, page, **data):
    """A visitor presses; gives where the sign-in leads then."""
    headers = HOST | {"Referer": f"http://localhost{page}"}
    answer = client.post(address, data=data, headers=headers)
    assert answer.status_code == 303, answer.text
    assert answer.location.startswith("/sign-in?next=")
    client.get(answer.location)
    return re.search(r"next=(.*)", answer.location).group(1)


def join(client, ask_code, next, name="준호", email="junho@example.com"):
    """Sign up for the first time; gives the last answer."""
    code = ask_code(client, email, next=unquote(next))
    client.post("/sign-in/code", data={"code": code})
    return client.post("/sign-in/consent", data={"required": "y", "age": "y", "name": name})


def count(model):
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_a_support_is_given_with_the_code(client, issue, address, ask_code):
    next = begin(client, f"{address}/support", address)
    answer = join(client, ask_code, next)
    assert (answer.status_code, answer.location) == (303, address)
    assert count(Support) == 1
    page = client.get(address).text
    assert "공감했어요" in page
    assert "보관했어요" not in page


def test_a_follow_and_a_comment_likewise(client, issue, address, ask_code):
    next = begin(
        client, f"{address}/comments", address, body="저도 그래요.", request_key="a-comment-1"
    )
    answer = join(client, ask_code, next)
    (comment,) = db.session.scalars(db.select(IssueComment)).all()
    assert (comment.body, comment.author.name) == ("저도 그래요.", "준호")
    assert answer.location == f"{address}#c{comment.id}"
    other = client.application.test_client()
    next = begin(other, f"{address}/follow", address)
    join(other, ask_code, next, "하늘", "haneul@example.com")
    follows = db.session.scalars(db.select(Follow).filter_by(issue_id=issue.id)).all()
    assert len(follows) == 3  # the reporter, who commented, and she


def test_the_sign_in_says_what_it_sends_and_whoever_did_not_begin_it_comes_in_without(
    client, issue, address, ask_code
):
    """At a computer of several people another one may sign in on the page left open."""
    words = {"body": "저도 그래요.", "request_key": "a-comment-3"}
    next = begin(client, f"{address}/comments", address, **words)
    page = client.get(f"/sign-in?next={next}").text
    assert "로그인하면 쓴 의견을 올려요." in page and "저도 그래요." in page
    way = re.search(r'href="(/sign-in\?next=[^"]+)">보내지 않고 로그인하기', page)[1]
    assert "저도 그래요." not in client.get(way).text
    join(client, ask_code, way.partition("next=")[2])
    assert count(IssueComment) == 0


@pytest.mark.parametrize("next", ["/gaon?draft=1", "/gaon/1/issues?draft=1", "/a//b?draft=1"])
def test_an_address_that_leads_on_to_another_begins_nothing(client, round, next):
    assert client.get("/sign-in", query_string={"next": next}).status_code == 200


def test_the_same_problem_is_supported_with_the_code(client, issue, address, ask_code):
    """Pressed in the form of a report, which is not needed any more."""
    form = {"title": "막차가 너무 일러요", "category": "transit", "request_key": "a-report-0002"}
    next = begin(client, f"{address}/same", "/gaon/1/issues/new", **form)
    page = client.get(f"/sign-in?next={next}").text
    assert "로그인하면 누른 공감을 보내요." in page and form["title"] not in page
    answer = join(client, ask_code, next)
    assert (answer.status_code, answer.location) == (303, f"{address}?sent=a-report-0002")
    assert (count(Support), count(Issue)) == (1, 1)
    assert "공감했어요. 달라지면 알려 드릴게요." in client.get(address).text


def test_a_report_is_sent_with_the_code(client, round, ask_code):
    words = {
        **{"title": "막차가 6시 40분이에요", "category": "transit", "lat": "36.55"},
        **{"lon": "127.05", "place": "달내천로 41 앞", "request_key": "a-report-0001"},
        "shows_name": "y",
    }
    next = begin(client, "/gaon/1/issues/", "/gaon/1/issues/new", **words)
    answer = join(client, ask_code, next)
    (issue,) = db.session.scalars(db.select(Issue)).all()
    assert (issue.title, issue.reporter.name, issue.shows_name) == (words["title"], "준호", True)
    assert answer.location == f"/gaon/1/issues/{issue.id}/sent?sent=a-report-0001"
    assert "접수번호" in client.get(answer.location).text


def test_what_is_refused_says_so_where_it_was_begun(client, issue, address, ask_code, round):
    next = begin(client, f"{address}/support", address)
    round.phase("report").ends_at = NOW
    db.session.commit()
    answer = join(client, ask_code, next)
    assert answer.location == address
    assert count(Support) == 0
    assert "보내지 못했어요" in client.get(address).text


def test_another_persons_form_is_not_sent_by_who_signs_in(
    client, issue, address, ask_code, as_person, minji
):
    """Whose session ended looks at it once more: somebody else may be signing in."""
    headers = HOST | {"Referer": f"http://localhost{address}"}
    data = {"body": "민지의 말", "request_key": "a-comment-2", "person_tag": "f" * 32}
    answer = client.post(f"{address}/comments", data=data, headers=headers)
    join(client, ask_code, re.search(r"next=(.*)", answer.location).group(1))
    assert count(IssueComment) == 0
