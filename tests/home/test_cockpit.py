"""The cockpit: the days left, how late each phase may end, what waits and what is missing."""

import re
from datetime import date, timedelta

import pytest

from civic.dashboard.waiting import waiting
from civic.db import db
from civic.home.schedule import calendar, deadline
from civic.issues.duplicates.waiting import likely_duplicates
from civic.issues.models import Issue
from civic.photos.models import Photo
from civic.solutions.models import Solution
from civic.votes.paper.models import PaperSheet
from tests.conftest import NOW
from tests.factory import add_solution

OFFICE = "/gaon/1/office"


@pytest.fixture
def planner(person, as_person):
    return as_person(person("서연", "planner"))


def report(round, receipt, title, **more):
    told = {"category": "safety", "created_at": NOW} | more
    issue = Issue(round_id=round.id, receipt=receipt, title=title, **told)
    db.session.add(issue)
    db.session.commit()
    return issue


@pytest.fixture
def due(call):
    """The call takes applications until 30 January; the last phase ends at noon that day."""
    call.apply_to_on = date(2027, 1, 30)
    db.session.commit()
    return call


def test_the_days_left_are_counted_to_the_calls_last_moment(planner, round, due, clock):
    assert "접수 마감까지" in planner.get(OFFICE).text
    assert deadline(round).days == 69
    clock(deadline(round).at - timedelta(hours=3))
    assert deadline(round).days == 0
    clock(deadline(round).at)
    assert deadline(round).is_over


def test_the_last_day_has_its_own_words(person, as_person, round, due, clock):
    clock(deadline(round).at - timedelta(hours=3))
    page = as_person(person("서연", "planner")).get(OFFICE).text
    assert "오늘뿐" in page


def test_a_call_without_a_deadline_says_so(planner, round):
    page = planner.get(OFFICE).text
    assert "며칠 남았는지 셀 수 없어요" in page
    assert "늦어도" not in page


def test_each_phase_has_its_last_legal_day_counted_back(planner, round, due):
    latest = {str(entry.name): entry.latest_on for entry in calendar(round) if entry.is_phase}
    assert latest["제출"] == date(2027, 1, 30)
    assert latest["컨설팅"] == date(2027, 1, 29)
    assert latest["제보"] == date(2027, 1, 24)
    assert "늦어도 2027년 1월\u00a029일(금)" in planner.get(OFFICE).text


def test_a_phase_planned_too_late_is_told(planner, round, due):
    vote = round.phase("vote")
    vote.ends_at = round.phase("submit").ends_at
    db.session.commit()
    assert [str(entry.name) for entry in calendar(round) if entry.is_late] == ["투표"]
    assert "까지 끝나야 해요" in planner.get(OFFICE).text


def test_today_stands_between_what_is_over_and_what_comes(planner, round):
    page = re.sub(r"\s+<", "<", planner.get(OFFICE).text)
    assert page.index("제보</p>") < page.index("오늘, 11월\u00a022일") < page.index("제안</p>")


def test_reports_that_look_like_one_are_counted_once_and_lead_to_merging(planner, round):
    report(round, 1, "가로등이 꺼졌어요", lat=36.55, lon=127.05)
    later = report(round, 2, "가로등이 또 꺼졌어요", lat=36.5501, lon=127.05)
    report(round, 3, "가로등이 꺼졌어요", category="transit")
    report(round, 4, "횡단보도가 안 보여요", lat=36.55, lon=127.05)
    assert likely_duplicates(round) == [later.id]
    assert f"/gaon/1/office/issues/{later.id}/merge" in planner.get(OFFICE).text


def test_answered_and_hidden_reports_are_not_counted(round):
    report(round, 1, "가로등이 꺼졌어요")
    report(round, 2, "가로등이 꺼졌어요", status="reviewing")
    report(round, 3, "가로등이 꺼졌어요", listed=False)
    assert likely_duplicates(round) == []


def test_a_sheet_nobody_confirmed_waits(planner, round, person):
    solution = Solution(
        round_id=round.id, number=1, title="버스", summary="", category="transit", cost_won=1
    )
    photo = Photo(key="a" * 32, sha256="b" * 64, width=4, height=3)
    db.session.add_all([solution, photo])
    db.session.flush()
    told = {"source": "paper", "place": "경로당", "held_at": NOW, "voters": 3, "counts": {}}
    keys = {"photo_id": photo.id, "entered_by_id": person("지호").id, "request_key": "sheet-0001"}
    db.session.add(PaperSheet(round_id=round.id, **told, **keys))
    db.session.commit()
    assert waiting(round)["sheets"] == 1
    assert "다른 담당자의 확인 기다림" in planner.get(OFFICE).text


def test_what_a_planner_hid_stands_on_the_ballot_all_the_same(planner, round):
    vote = round.phase("vote")
    vote.starts_at, vote.ends_at = NOW + timedelta(days=3), NOW + timedelta(days=9)
    db.session.commit()
    assert "투표지가 비어 있으니" in planner.get(OFFICE).text
    add_solution(round, status="on_ballot", hidden_at=NOW)
    db.session.commit()
    assert "투표지가 비어 있으니" not in planner.get(OFFICE).text


def test_what_does_not_wait_takes_one_line(planner, round):
    page = planner.get(OFFICE).text
    assert "기다리는 것이 없어요:" in page
    assert "card queue" not in page


def test_the_cockpit_lists_what_is_missing_with_links(planner, round):
    page = planner.get(OFFICE).text
    assert "투표가 끝나지 않음" in page
    assert "계획서를 아직 만들지 않음" in page
    assert 'href="/gaon/1/plan/ready"' in page


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 303), ("resident", 403), ("consultant", 403), ("planner", 200), ("operator", 200)],
)
def test_it_is_the_offices(role, status, client, as_person, person, round):
    roles = [role] if role != "resident" else []
    visitor = as_person(person("도윤", *roles)) if role else client
    assert visitor.get(OFFICE).status_code == status
