"""A wave of new accounts: further posts of new accounts wait for a look; nothing is lost."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.moderation.models import Decision
from civic.moderation.waves import waiting_posts
from civic.people.posting import WAITS
from civic.solutions.models import Solution
from tests.factory import add_person, add_round_elsewhere, propose_solution, report_issue
from tests.pages import tight
from tests.rounds.conftest import FORM

WAITING = "/gaon/1/office/waiting/"


@pytest.fixture
def watched(round, seoyeon):
    round.change(seoyeon, wave_posts=3, wave_hours=24)
    db.session.commit()
    return round


@pytest.fixture
def newcomers(person, minji, clock, watched):
    """민지 has been here for a month; the others came within the hour."""
    minji.created_at = now() - timedelta(days=30)
    return [person(f"새 계정 {n}") for n in range(5)]


@pytest.fixture
def wave(newcomers, watched):
    reports = [report_issue(watched, one, title=f"광고 {n}") for n, one in enumerate(newcomers)]
    db.session.commit()
    return reports


def test_from_the_fourth_on_they_wait_and_the_first_three_stay(wave):
    assert [report.waits for report in wave] == [False, False, False, True, True]
    assert [report.listed for report in wave] == [True, True, True, False, False]


def test_an_old_account_posts_as_ever(wave, watched, minji, client):
    report = report_issue(watched, minji, title="버스가 안 와요")
    comment = wave[0].comment(minji, "저도 그래요", "comment-0001")
    assert report.listed and not comment.hidden_at


def test_without_the_setting_nothing_waits(round, person):
    reports = [report_issue(round, person(f"새 계정 {n}")) for n in range(6)]
    assert all(report.listed for report in reports)


def test_an_hour_later_the_wave_is_over(wave, watched, person, clock):
    clock(timedelta(minutes=61))
    assert report_issue(watched, person("늦은 새 계정")).listed


def test_comments_and_proposals_of_the_wave_wait_too(
    wave, watched, newcomers, minji, open_phase, clock, as_person, client
):
    comment = wave[0].comment(newcomers[4], "광고 의견", "comment-0002")
    assert comment.waits and wave[0].comments_count == 0
    page = f"/gaon/1/issues/{wave[0].id}"
    db.session.commit()
    assert "광고 의견" not in client.get(page).text
    assert "광고 의견" in as_person(newcomers[4]).get(page).text
    open_phase("propose")
    for one in newcomers:
        one.created_at = now()
    made = [propose_solution(watched, one, [wave[0]], title="광고 제안") for one in newcomers]
    assert [solution.waits for solution in made] == [False, False, False, True, True]


def test_the_writer_is_told_and_sees_their_own(wave, newcomers, as_person, client, watched):
    mine, browser = wave[4], as_person(newcomers[4])
    page = f"/gaon/1/issues/{mine.id}"
    shown = browser.get(page)
    assert shown.status_code == 200 and mine.title in shown.text
    assert WAITS in tight(shown.text) and "담당자가 가린" not in shown.text
    other = client.get(page)
    assert other.status_code == 410 and mine.title not in other.text
    browser.get("/language/en?next=/")
    assert "a planner looks at them first" in tight(browser.get(page).text)
    browser.get("/language/ko?next=/")
    sent = browser.post(
        f"/gaon/1/issues/{wave[0].id}/comments",
        data={"body": "저는 사람이에요", "request_key": "comment-0009"},
        follow_redirects=True,
    )
    assert "담당자가 살펴본 뒤에 다른 사람에게 보여요" in tight(sent.text)


def test_the_planner_lets_through_and_refuses_in_bulk(wave, as_person, seoyeon, gaon, client):
    planner = as_person(seoyeon)
    assert "먼저 살펴볼 글" in planner.get("/gaon/1/office/queue").text
    page = planner.get(WAITING).text
    assert "광고 3" in page and "광고 4" in page and "광고 2" not in page
    keys = [f"issue-{report.id}" for report in wave[3:]]
    none = planner.post(WAITING, data={"act": "let_through"})
    assert none.status_code == 422 and "먼저 글을 골라 주세요" in none.text
    silent = planner.post(WAITING, data={"act": "refuse", "post": keys[0]})
    assert silent.status_code == 422 and "가리는 이유를 적어 주세요" in silent.text
    answer = planner.post(WAITING, data={"act": "let_through", "post": keys[0]})
    assert answer.status_code == 303
    planner.post(WAITING, data={"act": "refuse", "post": keys[1], "reason": "광고예요"})
    db.session.expire_all()
    shown, refused = wave[3:]
    assert shown.listed and shown.triaged_at is None
    assert (refused.hidden_at is not None, refused.hidden_reason) == (True, "광고예요")
    assert waiting_posts(gaon) == []
    acts = db.session.scalars(db.select(Decision.act).order_by(Decision.id)).all()
    assert acts == ["let_through", "hide"]
    again = planner.post(WAITING, data={"act": "refuse", "post": keys[0], "reason": "늦게"})
    assert again.status_code == 303
    db.session.expire_all()
    assert shown.listed, "what a colleague let through stays"


def test_nothing_of_a_wave_is_lost(wave, newcomers, watched):
    wave[0].comment(newcomers[3], "의견", "comment-0003")
    assert db.session.scalar(db.select(db.func.count()).select_from(Issue)) == 5
    assert db.session.scalars(db.select(IssueComment.body)).all() == ["의견"]
    assert db.session.scalars(db.select(Solution)).all() == []


def test_another_citys_planner_sees_and_decides_nothing(
    wave, as_person, person, call, seoyeon, gaon
):
    other = add_round_elsewhere(call)
    nari = add_person("나리", "planner", city=other.municipality, email="nari@example.com")
    db.session.commit()
    planner = as_person(nari)
    assert planner.get(WAITING).status_code == 403
    page = planner.get("/other/1/office/waiting/")
    assert page.status_code == 200 and "광고" not in page.text
    keys = [f"issue-{report.id}" for report in wave]
    planner.post("/other/1/office/waiting/", data={"act": "let_through", "post": keys})
    assert len(waiting_posts(gaon)) == 2


def test_it_is_set_with_the_rounds_words_even_while_people_vote(
    round, seoyeon, as_person, open_phase
):
    open_phase("vote")
    planner = as_person(seoyeon)
    words = {name: FORM[name] for name in ("title", "intro")}
    sent = planner.post("/gaon/1/office/settings", data=words | {"wave_posts": "0"})
    assert sent.status_code == 422 and "1~1,000 사이" in sent.text
    sent = planner.post(
        "/gaon/1/office/settings", data=words | {"wave_posts": "20", "wave_hours": "48"}
    )
    assert sent.status_code == 303
    db.session.refresh(round)
    assert (round.wave_posts, round.wave_hours) == (20, 48)
