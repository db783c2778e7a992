"""Votes, supports, opinions and wishes made without a connection."""

import re

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.people.models import Person
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from tests.browser.phone import (
    KEPT,
    NEW,
    OUTBOX,
    count,
    joins,
    keeps,
    online_again,
    touch,
    until,
    write_report,
)
from tests.people.conftest import sent  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.service_worker]
WAITS = "이 휴대전화에 담아 두었어요. 연결되면 자동으로 보내요."


def tick(page, title):
    page.locator("label.choice", has_text=title).click()


def chosen(look):
    """Solution ids on the only ballot."""
    assert count(look, Ballot) == 1
    return [solution_id for solution_id, _nonce in look(db.select(Ballot.choices))]


@pytest.fixture
def solution(ballot):
    """Ids by number; no transaction stays open, which would lock the server out."""
    ids = {number: each.id for number, each in ballot.items()}
    db.session.rollback()
    return ids


@pytest.fixture
def issue(report, person):
    """The id of 하준's report."""
    found = report(person("하준")).id
    db.session.rollback()
    return found


@pytest.fixture
def voter(page_of, person, open_phase, solution):
    """민지 on the ballot's page, her vote for 가온콜 submitted."""
    open_phase("vote")
    page = page_of(person("민지", lives=True))
    page.goto("/gaon/1/vote")
    tick(page, "가온콜")
    page.get_by_role("button", name="제출하기").click()
    page.get_by_role("button", name="이대로 제출").click()
    page.get_by_role("heading", name="투표를 제출했어요").wait_for()
    page.goto("/gaon/1/vote")
    touch(page)
    return page


def test_vote_cancel_vote_offline_counts_the_last(voter, look, solution):
    voter.context.set_offline(True)
    tick(voter, "정류장 쉼터")
    voter.get_by_role("button", name="다시 제출").click()
    voter.get_by_role("button", name="이대로 제출").click()
    voter.get_by_text(WAITS).first.wait_for()
    voter.get_by_text("투표 취소하기").click()
    voter.get_by_role("button", name="투표 취소", exact=True).click()
    voter.get_by_text(WAITS).nth(1).wait_for()
    tick(voter, "가온콜")
    voter.get_by_role("button", name="다시 제출").click()
    voter.get_by_role("button", name="이대로 제출").click()
    voter.wait_for_timeout(500)
    assert chosen(look) == [solution[1]]

    with voter.expect_navigation():
        online_again(voter)
    assert chosen(look) == [solution[2]]
    assert look(db.select(Participation.draft_at)) is None
    voter.goto(OUTBOX)
    voter.get_by_text("보냄").first.wait_for()
    assert voter.get_by_text("보냄", exact=True).count() == 1


def test_a_vote_delivered_late_does_not_undo_a_newer_one(voter, look, page_of, solution):
    """The old vote hangs in the network while another phone votes anew."""
    voter.context.set_offline(True)
    tick(voter, "정류장 쉼터")
    voter.get_by_role("button", name="다시 제출").click()
    voter.get_by_role("button", name="이대로 제출").click()
    voter.get_by_text(WAITS).first.wait_for()

    tablet = page_of(db.session.get(Person, look(db.select(Participation.person_id))))
    for title in ("공유주차", "골목 가로등", "골목 가로등"):
        tablet.goto("/gaon/1/vote")
        tablet.locator("label.choice input:checked").first.wait_for(state="attached")
        for box in tablet.locator("label.choice:has(input:checked)").all():
            box.click()
        tick(tablet, title)
        tablet.get_by_text("임시저장됨").wait_for()
        tablet.get_by_role("button", name="다시 제출").click()
        tablet.get_by_role("button", name="이대로 제출").click()
        tablet.get_by_role("heading", name="투표를 제출했어요").wait_for()
    assert chosen(look) == [solution[4]]

    online_again(voter)
    voter.get_by_text("다른 화면에서 나중에 고른 것이 있어서").first.wait_for()
    assert chosen(look) == [solution[4]]


def test_a_support_made_offline_is_given_once(page_of, look, issue, person):
    page = page_of(person("민지"))
    page.goto(f"/gaon/1/issues/{issue}")
    touch(page)
    page.context.set_offline(True)
    for _ in range(2):
        page.get_by_role("button", name="공감하기").click()
        page.get_by_text(WAITS).wait_for()
    assert count(look, Support) == 0
    online_again(page)
    until(page, lambda: count(look, Support) == 1)
    page.locator("form [data-said]").get_by_text("보냈어요.").wait_for()
    assert look(db.select(Issue.supports_count)) == 1


def test_an_opinion_whose_answer_was_lost_is_there_once(page_of, look, issue, person):
    page = page_of(person("민지"))
    page.goto(f"/gaon/1/issues/{issue}")
    touch(page)
    lost = []

    def commit_and_lose(route):
        if lost:
            return route.fallback()
        lost.append(route.fetch(max_redirects=0).status)
        return route.abort()

    page.route(re.compile("/comments$"), commit_and_lose)
    page.locator("#say").fill("저도 매일 지나다녀요")
    page.get_by_role("button", name="올리기").click()
    page.get_by_text(WAITS).wait_for()
    assert count(look, IssueComment) == 1
    assert page.locator("#say").input_value() == ""
    page.goto(OUTBOX)
    page.get_by_text("보냄", exact=True).wait_for()
    assert count(look, IssueComment) == 1


@pytest.mark.parametrize("begun_by", ["민지", None])
def test_whoever_supports_a_report_like_theirs_has_no_draft_left(
    page_of,
    look,
    issue,
    person,
    sent,  # noqa: F811
    begun_by,
):
    page = page_of(person(begun_by) if begun_by else None)
    page.goto(NEW)
    keeps(page)
    write_report(page, look(db.select(Issue.title)), photos=())
    page.get_by_text("임시저장됨").wait_for()
    assert page.evaluate(KEPT) == 1
    page.locator("#similar").get_by_role("button", name="이 문제예요").click()
    if not begun_by:
        page.get_by_text("로그인하면 누른 공감을 보내요").wait_for()
        assert page.evaluate(KEPT) == 1  # who does not sign in has lost nothing
        joins(page, sent, "하루")
    page.get_by_text("공감했어요. 달라지면 알려 드릴게요.").first.wait_for()
    until(page, lambda: page.evaluate(KEPT) == 0)
    assert count(look, Support) == 1
    page.goto(OUTBOX)
    page.get_by_text("기다리는 것이 없어요").wait_for()
