"""No few people's answer is told, nor can it be computed from what is told beside it."""

import random

import numpy as np
import pytest

from civic.disclosure_control import LEAST
from civic.surveys.disclosure import (
    TOP,
    disclosed_of_one,
    disclosed_of_scale,
    disclosed_of_several,
    rows_with_mean,
    rows_with_options,
    rows_with_top,
)
from civic.surveys.results import mean_of, top_of


def points(*people):
    return dict(enumerate(people, 1))


def test_answers_of_ten_and_more_are_all_told():
    told = disclosed_of_scale(points(12, 14, 20, 40, 30))
    assert (told.options, told.mean, told.top) == ({1, 2, 3, 4, 5}, True, True)
    assert disclosed_of_one(points(30, 10, 25)).options == {1, 2, 3}
    assert disclosed_of_several(points(30, 12), answered=45).options == {1, 2}


def test_a_small_answer_hides_another_by_which_it_could_be_subtracted():
    assert disclosed_of_one(points(3, 40, 50)).options == {3}
    assert disclosed_of_one(points(4, 4, 40, 50)).options == {4}, "8 would be told together"
    assert disclosed_of_one(points(0, 25, 30)).options == {3}, "nobody's is a small number too"
    assert disclosed_of_one(points(12, 0)).options == set(), "everybody's tells that nobody's is 0"


def test_who_did_not_choose_is_a_number_too():
    assert disclosed_of_several(points(3, 20, 38, 40), answered=40).options == {2}


def test_a_mean_would_solve_for_two_hidden_points_and_hides_a_third():
    told = disclosed_of_scale(points(8, 30, 120, 220, 122))
    assert (told.options, told.mean, told.top) == ({4, 5}, True, True)


def test_a_mean_that_says_what_a_few_gave_is_hidden():
    assert not disclosed_of_scale(points(0, 0, 0, 0, 12)).mean
    assert not disclosed_of_scale(points(0, 0, 0, 1, 11)).mean, "59 points of 12: one gave 4"
    assert disclosed_of_scale(points(3, 0, 0, 3, 6)).mean


def test_the_share_of_the_highest_points_is_hidden_where_few_are_below_or_above():
    assert not disclosed_of_scale(points(1, 2, 3, 30, 40)).top
    assert not disclosed_of_scale(points(30, 40, 30, 5, 4)).top


def test_rows_tell_no_small_answer_and_no_rest_of_one():
    rows = {"a": points(20, 15), "b": points(12, 30), "c": points(3, 40), "d": points(25, 25)}
    answered = {row: sum(people.values()) for row, people in rows.items()}
    told = disclosed_of_one(points(60, 110))
    assert rows_with_options(rows, told, answered, several=False) == {"a", "d"}
    assert rows_with_options(rows, disclosed_of_one(points(3, 4)), answered, several=False) == set()


def test_of_several_a_row_in_which_nearly_all_chose_is_hidden():
    rows = {"a": points(38), "b": points(20), "c": points(22)}
    told, answered = disclosed_of_several(points(80), 120), dict.fromkeys(rows, 40)
    assert rows_with_options(rows, told, answered, several=True) == {"b"}, "2 did not, of a"


def test_a_row_of_one_mind_and_its_rest_have_no_mean():
    rows = {"a": points(0, 0, 0, 0, 12), "b": points(4, 5, 6, 4, 6), "c": points(9, 8, 7, 6, 5)}
    assert rows_with_mean(rows, {"a", "b", "c"}) == {"c"}, "a's would be what is left of all"
    assert rows_with_mean(rows | {"a": points(3, 2, 2, 3, 2)}, {"a", "b", "c"}) == {"a", "b", "c"}
    assert rows_with_top({"a": points(9, 9, 9, 9, 9), "b": points(9, 9, 9, 9, 9)}) == {"a", "b"}
    assert rows_with_top({"a": points(9, 9, 9, 2, 1), "b": points(9, 9, 9, 9, 9)}) == set()


@pytest.mark.parametrize("seed", range(40))
def test_whoever_solves_for_a_small_number_of_a_scale_finds_several(seed):
    """Every distribution that agrees with all that is told: in these each small number differs."""
    people = _drawn(seed, 5)
    told = disclosed_of_scale(people)
    others = _others(people, told)
    for point, n in people.items():
        assert point not in told.options or n >= LEAST
        assert n >= LEAST or len(set(others[:, point - 1])) > 1, (people, told)


@pytest.mark.parametrize("seed", range(40))
def test_whoever_subtracts_finds_no_small_number_of_a_choice(seed):
    people = _drawn(seed, 4)
    told = disclosed_of_one(people)
    hidden = [n for option, n in people.items() if option not in told.options]
    assert all(people[option] >= LEAST for option in told.options)
    assert not hidden or (len(hidden) > 1 and sum(hidden) >= LEAST)


def _drawn(seed, most):
    """Answers of ten people or more."""
    chance = random.Random(seed)
    people = [chance.choice((0, 0, 1, 2, 3, 5, 9, 11)) for _point in range(most)]
    people[chance.randrange(most)] += LEAST
    return points(*people)


def _others(people, told):
    """Every distribution of as many people over five points that agrees with what is told."""
    total, highest = sum(people.values()), max(people)
    most = [people[n] if n in told.options else total for n in people]
    least = [people[n] if n in told.options else 0 for n in people]
    grid = np.indices([b - a + 1 for a, b in zip(least[1:], most[1:], strict=True)], dtype=np.int16)
    rest = grid.reshape(4, -1).T + np.array(least[1:], np.int16)
    first = total - rest.sum(axis=1)
    found = np.column_stack([first, rest])[(least[0] <= first) & (first <= most[0])]
    fits = np.ones(len(found), bool)
    if told.top:
        fits &= found[:, -TOP:].sum(axis=1) == top_of(people, highest)
    if told.mean:
        scores = found @ np.arange(1, highest + 1)
        fits &= np.round(scores / total, 2) == mean_of(people)
    return found[fits]
