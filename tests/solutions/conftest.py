"""An issue of the round, and a way to propose for it."""

import pytest

from civic.db import db
from tests.factory import add_issue, propose_solution

NEW = "/gaon/1/solutions/new"
CREATE = "/gaon/1/solutions/"


@pytest.fixture
def issue(round):
    issue = add_issue(round)
    db.session.commit()
    return issue


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
    solution = propose_solution(round, minji, [issue])
    db.session.commit()
    return solution
