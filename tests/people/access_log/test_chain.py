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


def test_as_written_nothing_is_broken(rows):
    assert first_break(rows) is None
    assert first_break(rows[2:]) is None  # the oldest may be gone
    assert first_break([]) is None


def test_a_changed_entry_shows(rows):
    number, before, own, entry = rows[2]
    rows[2] = (number, before, own, entry | {"whose": "person 9"})
    assert first_break(rows) == 3


def test_an_entry_made_to_fit_breaks_the_next(rows):
    number, before, _own, entry = rows[2]
    changed = entry | {"whose": "person 9"}
    rows[2] = (number, before, link(before, changed), changed)
    assert first_break(rows) == 4


def test_a_dropped_or_moved_entry_shows(rows):
    assert first_break(rows[:2] + rows[3:]) == 4
    assert first_break([rows[0], rows[2], rows[1], *rows[3:]]) == 3


def test_months_go_back_over_the_new_year():
    assert months_before("2027-02", 4) == ["2027-02", "2027-01", "2026-12", "2026-11"]
