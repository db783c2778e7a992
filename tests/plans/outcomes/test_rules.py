"""Which moves are due when, and which issues stay as they are."""

import pytest

from civic.plans.outcomes.rules import MOVES, due, stays


@pytest.mark.parametrize(
    ("counted", "steps", "moves"),
    [
        (False, {}, ()),
        (True, {}, ("selected", "others")),
        (True, {"submitted": ""}, ("planned", "others")),
        (True, {"submitted": "", "preliminary": "passed"}, ("planned", "others")),
        (True, {"submitted": "", "evaluation": "selected"}, ("building", "others")),
        (True, {"submitted": "", "evaluation": "not_selected"}, ("lost", "others")),
    ],
)
def test_each_outcome_makes_its_moves_due(counted, steps, moves):
    assert due(counted, steps) == moves


@pytest.mark.parametrize(
    ("move", "status", "why"),
    [
        ("selected", "received", None),
        ("selected", "voting", None),
        ("selected", "asked", None),
        ("selected", "selected", "further"),
        ("selected", "done", "further"),
        ("planned", "selected", None),
        ("building", "planned", None),
        ("building", "transferred", "decided"),
        ("others", "reviewing", None),
        ("others", "voting", None),
        ("others", "selected", "further"),
        ("others", "rejected", "decided"),
        ("lost", "planned", None),
        ("lost", "building", "further"),
    ],
)
def test_an_issue_moves_only_where_nothing_better_or_else_was_said(move, status, why):
    assert stays(MOVES[move], status) == why
