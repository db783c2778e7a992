"""Five solutions on the ballot of a round where two choices are allowed."""

import pytest

from civic.db import db
from tests.factory import add_solution

BILLION = 1_000_000_000


@pytest.fixture
def ballot(round):
    """ballot[1] … ballot[5]: solutions by number; costs in 억: 14, 9.5, 8.5, 6, 4 of 40."""
    round.max_choices = 2
    titles = ["가온콜", "정류장 쉼터", "공유주차", "골목 가로등", "돌봄 센서"]
    costs = [1.4, 0.95, 0.85, 0.6, 0.4]
    solutions = {}
    for number, (title, cost) in enumerate(zip(titles, costs, strict=True), 1):
        told = {"title": title, "summary": f"{title} 한 줄 설명", "cost_won": int(cost * BILLION)}
        solutions[number] = add_solution(round, number, status="on_ballot", **told)
    db.session.commit()
    return solutions
