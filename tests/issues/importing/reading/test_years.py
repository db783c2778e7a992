"""Of which year a day is that names none, and what is said of days that could be read otherwise."""

import pytest

from tests.issues.importing.reading.tables import checked


def read(*days, header="제목,접수일", **plan):
    """(days as ISO, {(words, day): why}) of a column."""
    rows = (f"가로등 {n},{day}" for n, day in enumerate(days))
    found = checked(header, *rows, **plan)
    assert not found.mistakes
    days = [row.created_at.date().isoformat() for row in found.complaints]
    return days, {(each.words, each.day): each.why for each in found.days}


def test_the_nearest_row_with_a_year_tells_it():
    days, why = read("2024-12-30", "12.31", "1.2", "2025-01-03", "1.4")
    assert days == ["2024-12-30", "2024-12-31", "2025-01-02", "2025-01-03", "2025-01-04"]
    assert set(why.values()) == {"near"} and len(why) == 3


def test_a_year_in_the_title_or_in_the_file_s_name_tells_it():
    found = checked("2024년 민원 접수 대장,", "제목,접수일", "가로등,3.2")
    assert found.complaints[0].created_at.date().isoformat() == "2024-03-02"
    assert read("12/30", file_name="2023년 하반기.csv") == (
        ["2023-12-30"],
        {("12/30", "2023-12-30"): "said"},
    )
    assert read("11.30", file_name="2023~2024.csv")[0] == ["2025-11-30"]  # two years tell none


def test_the_planner_s_year_goes_before_all_others():
    days, why = read("2024-12-30", "1.2", "12-31", year=2022, file_name="2025.csv")
    assert days[1:] == ["2022-01-02", "2022-12-31"]
    assert set(why.values()) == {"chosen"}


def test_no_day_is_read_as_one_that_is_to_come():
    assert read("2026-11-20", "11.30")[0] == ["2026-11-20", "2025-11-30"]


@pytest.mark.parametrize(
    ("words", "day", "why"),
    [("1/2/2026", "2026-01-02", "month_first"), ("02-03-26", "2002-03-26", "short_year")],
)
def test_what_could_be_read_otherwise_is_said(words, day, why):
    assert read(words) == ([day], {(words, day): why})
    assert read("2/2/2026", "1/13/2026", "26-03-02")[1] == {}
