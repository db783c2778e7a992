"""An issue of the round, and a way to propose for it."""

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.solutions.models import Solution

NEW = "/gaon/1/solutions/new"
CREATE = "/gaon/1/solutions/"


@pytest.fixture
def issue(round):
    issue = Issue(round_id=round.id, receipt=1, title="마을버스가 안 와요", category="transit")
    db.session.add(issue)
    db.session.commit()
    return issue


@pytest.fixture
def minji(person):
    return person("민지")


@pytest.fixture
def proposal(issue):
    """What 민지 fills in."""
    return {
        "title": "부르면 오는 버스",
        "summary": "앱이나 전화로 부르면 오는 작은 버스예요.",
        "category": "transit",
        "issue_ids": [str(issue.id)],
        "cost_won": "14억",
        "steps-0-title": "설계",
        "steps-0-month_from": "1",
        "steps-0-month_to": "3",
        "yearly_cost_won": "3억 2천만",
        "operator": "가온교통공사",
    }


@pytest.fixture
def solution(round, issue, minji, open_phase):
    """민지's solution; the proposing phase is open."""
    open_phase("propose")
    solution = Solution.propose(
        round,
        minji,
        request_key="fixture-key",
        issues=[issue],
        cost_won=1_400_000_001,
        title="부르면 오는 버스",
        summary="부르면 와요.",
        category="transit",
    )
    db.session.commit()
    return solution
