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
    [("1/2/2026", "2026-01-02", "mdy"), ("98-08-31", "1998-08-31", "short_year")],
)
def test_what_could_be_read_otherwise_is_said(words, day, why):
    assert read(words) == ([day], {(words, day): why})
    assert read("2/2/2026", "1/13/2026", "26-03-02")[1] == {}


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        (("03/02/26", "13/02/26"), ["2026-02-03", "2026-02-13"]),
        (("03/02/26", "03/13/26"), ["2026-03-02", "2026-03-13"]),
        (("25/11/03", "25/11/30"), ["2025-11-03", "2025-11-30"]),
        (("3.2.2026 14:00", "14.2.2026"), ["2026-02-03", "2026-02-14"]),
        (("12/11/26", "26-11-05"), ["2026-11-12", "2026-11-05"]),
    ],
)
def test_another_row_tells_in_which_order_a_column_has_its_days(days, read_as):
    """A number above 12 does, and so does a day that is still to come."""
    found = checked("제목,접수일", *(f"가로등 {n},{day}" for n, day in enumerate(days)))
    assert [row.created_at.date().isoformat() for row in found.complaints] == read_as
    assert (found.mistakes, found.day_orders) == ([], ())


def test_where_none_does_the_planner_is_asked_once_with_each_reading():
    found = checked("제목,접수일", "가로등,03/02/26", "나무,04/05/26")
    assert [(day.day, day.why) for day in found.day_orders] == [
        ("2026-03-02", "mdy"),
        ("2026-02-03", "dmy"),
    ]
    assert set(found.days.values()) == {1} and {day.why for day in found.days} == {"mdy"}
    chosen = checked("제목,접수일", "가로등,03/02/26", "나무,04/05/26", day_order="dmy")
    days = [row.created_at.date().isoformat() for row in chosen.complaints]
    assert days == ["2026-02-03", "2026-05-04"]


def test_a_day_of_the_chosen_year_that_is_still_to_come_is_shown_and_not_moved():
    found = checked("제목,접수일", "가로등,12/31", "나무,1/2", year=2026)
    assert [(wrong.why, wrong.value) for wrong in found.mistakes] == [
        ("future", "12/31 → 2026-12-31")
    ]
    assert [row.created_at.date().isoformat() for row in found.complaints] == ["2026-01-02"]


def test_a_day_the_chosen_year_does_not_have_is_no_day():
    found = checked("제목,접수일", "가로등,2/29", year=2025)
    assert [wrong.why for wrong in found.mistakes] == ["not_a_time"]


def test_a_clock_behind_a_day_is_no_year():
    days, _why = read("2026-11-03", "11. 4. 14:30", "11. 5. 14시", "3. 2. 9:00")
    assert days == ["2026-11-03", "2026-11-04", "2026-11-05", "2026-03-02"]


def test_words_behind_a_day_in_doubt_are_a_mistake_and_no_fault():
    found = checked("제목,접수일", "가로등,03/02/26 쯤", "나무,04/05/26")
    assert [(wrong.why, wrong.value) for wrong in found.mistakes] == [("not_a_time", "03/02/26 쯤")]
