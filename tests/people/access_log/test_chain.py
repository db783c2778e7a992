"""The chain of the access log, as a pure calculation."""

import pytest

from civic.people.access_log.chain import START, first_break, link
from civic.people.access_log.rules import months_before


@pytest.fixture
def rows():
    before, made = START, []
    for number in range(1, 6):
        entry = {"whose": f"person {number}", "at": "2026-11-22"}
        own = link(before, entry)
        made.append((number, before, own, entry))
        before = own
    return made


@pytest.fixture
def broken(rows):
    """first_break() of the whole chain, from its start to its known end."""
    end = rows[-1][2]
    return lambda found: first_break(found, START, end)


def test_as_written_nothing_is_broken(rows, broken):
    assert broken(rows) is None
    assert first_break(rows[2:], rows[1][2], rows[-1][2]) is None  # the oldest may be gone
    assert first_break([], START, START) is None


def test_a_changed_entry_shows(rows, broken):
    number, before, own, entry = rows[2]
    rows[2] = (number, before, own, entry | {"whose": "person 9"})
    assert broken(rows) == 3


def test_an_entry_made_to_fit_breaks_the_next(rows, broken):
    number, before, _own, entry = rows[2]
    changed = entry | {"whose": "person 9"}
    rows[2] = (number, before, link(before, changed), changed)
    assert broken(rows) == 4


def test_a_dropped_or_moved_entry_shows(rows, broken):
    assert broken(rows[:2] + rows[3:]) == 4
    assert broken([rows[0], rows[2], rows[1], *rows[3:]]) == 3


def test_what_is_cut_off_either_end_shows(rows, broken):
    assert broken(rows[1:]) == 2
    assert broken(rows[:-1]) == 4
    assert broken([]) == 0


def test_months_go_back_over_the_new_year():
    assert months_before("2027-02", 4) == ["2027-02", "2027-01", "2026-12", "2026-11"]
