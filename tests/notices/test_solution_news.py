"""What of a proposal is news, and to whom."""

import pytest

from civic.db import db
from civic.notices import labels
from civic.notices.models import Notice
from civic.solutions.models import Solution
from tests.factory import screen
from tests.notices.news import kinds

pytestmark = pytest.mark.usefixtures("phases_are_old_news")


def test_a_solution_reaches_who_follows_its_issues_once(
    issue, report, minji, junho, round, open_phase, worker, told
):
    other = report(minji, "막차가 너무 일러요")
    open_phase("propose")
    solution = propose(round, junho, [issue, other])
    solution.comment(minji, "좋아요.", request_key="minji-says-it")
    worker()
    assert "solution" in kinds(told(minji))
    assert kinds(told(minji)).count("solution") == 1
    assert "comment" in kinds(told(junho)) and "solution" not in kinds(told(junho))


def test_what_is_done_to_a_solution_reaches_its_followers(
    issue, minji, junho, seoyeon, round, open_phase, worker, told
):
    open_phase("propose")
    solution = propose(round, junho, [issue])
    screen(solution, seoyeon)
    solution.put_on_ballot(seoyeon)
    worker()
    query = db.select(Notice).filter_by(person_id=junho.id, kind="solution")
    notices = db.session.scalars(query).all()
    assert {labels.headline(notice) for notice in notices} == {
        "시의 검토 결과: 적격",
        "해결방안이 투표에 올랐어요",
    }
    assert {notice.solution_id for notice in notices} == {solution.id}


def test_a_solution_taken_back_is_no_news(issue, minji, junho, round, open_phase, worker, told):
    open_phase("propose")
    propose(round, junho, [issue]).withdraw(junho)
    worker()
    assert "solution" not in kinds(told(minji))


def propose(round, proposer, issues):
    return Solution.propose(
        round,
        proposer,
        request_key="proposed-once",
        issues=issues,
        cost_won=1_000_000,
        title="부르면 오는 버스",
        summary="부르면 와요.",
        category="transit",
    )
