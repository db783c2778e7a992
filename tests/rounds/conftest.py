"""The planner's browser, and a round as its form sends it."""

import pytest

FORM = {
    "title": "2027 함께 정하기",
    "intro": "버스와 골목을 함께 고쳐요.",
    "budget_won": "40억",
    "national_percent": "50",
    "counting": "approval greedy-skip",
    "completion": "add1u-greedy",
    "max_choices": "5",
    "vote_levels": ["invite", "desk"],
    "unproven": "together",
}


@pytest.fixture
def planner(as_person, seoyeon, call):
    return as_person(seoyeon)
