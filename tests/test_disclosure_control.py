"""Small groups stay hidden, also from somebody who adds, subtracts and compares tables."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from civic.disclosure_control import Shown, suppress, underrepresented

AGES = ("20대", "60대")
TOWNS = ("느티동", "버들동", "솔면")


def table(rows, columns, values):
    return dict(zip(product(rows, columns), values, strict=True))


def test_numbers_of_ten_and_more_are_shown_with_their_sums():
    shown = suppress({"age": table(TOWNS, AGES, (10, 20, 30, 40, 50, 60))})
    assert shown.cells["age", "솔면", "60대"] == 60
    assert shown.rows == {"느티동": 30, "버들동": 70, "솔면": 110}
    assert shown.columns == {("age", "20대"): 90, ("age", "60대"): 120}
    assert shown.total == 210


def test_a_small_number_takes_the_corners_of_a_rectangle_with_it():
    shown = suppress({"age": table(TOWNS, AGES, (3, 20, 30, 40, 50, 60))})
    hidden = {name[1:] for name, value in shown.cells.items() if value is None}
    assert hidden == set(product(("느티동", "버들동"), AGES))
    assert None not in shown.rows.values()
    assert None not in shown.columns.values()


def test_nobody_is_a_small_number_too():
    shown = suppress({"age": table(TOWNS, AGES, (0, 20, 30, 40, 50, 60))})
    assert shown.cells["age", "느티동", "20대"] is None


def test_a_second_table_can_not_undo_the_first():
    """버들동 has 7 voters: its row hides in both tables, and another with it in either."""
    shown = suppress(
        {
            "age": table(TOWNS, AGES, (30, 40, 3, 4, 50, 60)),
            "level": table(TOWNS, ("desk", "invite"), (20, 50, 2, 5, 40, 70)),
        }
    )
    hidden = [row for row, people in shown.rows.items() if people is None]
    assert "버들동" in hidden
    assert len(hidden) == 2


def test_a_whole_vote_under_ten_shows_nothing():
    shown = suppress({"age": table(TOWNS, AGES, (1, 2, 0, 3, 0, 1))})
    values = [*shown.cells.values(), *shown.rows.values(), *shown.columns.values(), shown.total]
    assert set(values) == {None}


def test_where_nobody_lives_nothing_is_hidden():
    counts = table(TOWNS, AGES, (0, 20, 30, 40, 50, 60))
    shown = suppress({"age": counts}, {("age", "느티동", "20대"): 0})
    assert None not in shown.cells.values()


def test_a_vote_of_everybody_who_lives_there_shows_nothing():
    counts = table(TOWNS, AGES, (3, 20, 30, 40, 50, 60))
    shown = suppress({"age": counts}, {("age", *key): people for key, people in counts.items()})
    assert shown.total is None


def test_areas_that_took_part_little_are_named():
    shown = Shown({}, {"느티동": 100, "버들동": 20, "솔면": None}, {}, 130)
    people = {"느티동": 1000, "버들동": 1000, "솔면": 500, "섬": 0}
    assert underrepresented(shown, people) == ["버들동", "솔면"]
    assert underrepresented(shown, people | {"솔면": 50}) == ["버들동"]
    assert underrepresented(Shown({}, {"느티동": None}, {}, None), people) == []


def test_tables_of_different_people_are_refused():
    with pytest.raises(ValueError, match="same people"):
        suppress({"age": {("a", "b"): 10}, "level": {("a", "c"): 11}})
    with pytest.raises(ValueError, match="one or two"):
        suppress({})


def assert_nothing_is_given_away(tables, least, population=None):
    shown = suppress(tables, population, least=least, spread=1)
    assume(shown.total is not None)
    for name, possible in attack(tables, shown, population or {}).items():
        assert len(possible) > 1, (name, shown)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=4, max_size=4), st.integers(1, 3))
def test_no_sum_gives_a_hidden_number_of_one_table_away(values, least):
    tables = {"t": table(("a", "b"), ("x", "y"), values)}
    assert_nothing_is_given_away(tables, least)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.integers(2, 3))
def test_no_sum_gives_a_hidden_number_of_a_longer_table_away(values, least):
    tables = {"t": table(("a", "b", "c"), ("x", "y"), values)}
    assert_nothing_is_given_away(tables, least)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.data(), st.integers(2, 3))
def test_no_two_tables_give_a_hidden_number_away(values, data, least):
    people = {"a": values[0] + values[1], "b": values[2] + values[3]}
    men = {row: data.draw(st.integers(0, most)) for row, most in people.items()}
    second = {(row, "m"): men[row] for row in people} | {
        (row, "w"): people[row] - men[row] for row in people
    }
    tables = {"t": table(("a", "b"), ("x", "y"), values), "u": second}
    assert_nothing_is_given_away(tables, least)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.data())
def test_a_known_population_does_not_give_a_hidden_number_away(values, data):
    counts = table(("a", "b", "c"), ("x", "y"), values)
    population = {
        ("t", *key): data.draw(st.integers(value, value + 3)) for key, value in counts.items()
    }
    assert_nothing_is_given_away({"t": counts}, 2, population=population)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=12, max_size=12))
def test_nothing_under_ten_is_ever_shown(values):
    shown = suppress({"age": table("abcd", "xyz", values)})
    everything = [*shown.cells.values(), *shown.rows.values(), *shown.columns.values()]
    assert all(value is None or value >= 10 for value in everything)


def attack(tables, shown, population):
    """Values every hidden number can have: all tables near the true ones that agree with the rest.

    Near: no cell differs by more than one. The attacker, who does not know where near is, has more
    to choose from, never less. Nobody believes in less than none or more than the population.
    """
    true = {
        (table, *key): value for table, counts in tables.items() for key, value in counts.items()
    }
    names = list(true)
    hidden = [name for name in names if shown.cells[name] is None]
    low = [max(0, true[name] - 1) for name in hidden]
    high = [min(true[name] + 1, population.get(name, 99)) for name in hidden]
    grid = np.indices([b - a + 1 for a, b in zip(low, high, strict=True)])
    guesses = {name: grid[n].ravel() + low[n] for n, name in enumerate(hidden)}
    size = len(next(iter(guesses.values()))) if hidden else 1
    fits = np.ones(size, bool)
    values = {name: guesses.get(name, shown.cells[name]) for name in names}
    sums = {"cells": values, "rows": {}, "columns": {}}
    first = names[0][0]
    for table in tables:
        rows = {
            row: sum(v for n, v in values.items() if n[:2] == (table, row))
            for row in rows_of(names)
        }
        sums["rows"] = sums["rows"] or rows
        for row in rows:
            fits &= rows[row] == sums["rows"][row]
        for column in {n[2] for n in names if n[0] == table}:
            parts = (v for n, v in values.items() if (n[0], n[2]) == (table, column))
            sums["columns"][table, column] = sum(parts)
    for kind in ("rows", "columns"):
        for name, value in getattr(shown, kind).items():
            fits &= value is None or sums[kind][name] == value
    fits &= sum(v for n, v in values.items() if n[0] == first) == shown.total
    return {
        (kind, name): set(np.broadcast_to(sums[kind][name], size)[fits].tolist())
        for kind in sums
        for name, value in getattr(shown, kind).items()
        if value is None
    }


def rows_of(names):
    return dict.fromkeys(row for _, row, _ in names)
