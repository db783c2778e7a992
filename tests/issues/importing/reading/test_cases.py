"""Files that were faulty once, each with its right result."""

from datetime import UTC, date, datetime

from civic.issues.importing.reading.columns import guess_mapping, is_known_name
from civic.issues.importing.reading.complaints import DistrictLookup, ReadingPlan
from civic.issues.importing.reading.dates import SEOUL
from civic.issues.importing.reading.rows import check
from civic.places.tables import read_table
from tests.issues.importing.reading.tables import real_input
from tests.paths import SHARED


def case(name):
    table = read_table((SHARED / "cases" / name).read_bytes(), is_known_name)
    place = DistrictLookup({"누리읍": 7}, lambda lat, lon: 7)
    return check(table, ReadingPlan(guess_mapping(table)), place, datetime(2026, 12, 1, tzinfo=UTC))


@real_input
def test_all_dates_as_offices_write_them_are_read():
    result = case("06_dates.csv")
    assert result.mistakes == []
    assert {row.created_at.astimezone(SEOUL).date() for row in result.complaints} == {
        date(2026, 3, 2)
    }
    clocks = {row.created_at.astimezone(SEOUL).strftime("%H:%M") for row in result.complaints}
    assert clocks == {"00:00", "14:30"}
    assert (len(result.complaints), all(row.dated for row in result.complaints)) == (16, True)


@real_input
def test_a_sum_under_the_rows_is_left_out_with_the_reason():
    result = case("01_title_row_above_header.xlsx")
    assert [row.external_id for row in result.complaints] == ["2026-0101", "2026-0102", "2026-0103"]
    assert [(row.number, row.why) for row in result.left_out] == [(7, "total")]


@real_input
def test_positions_are_refused_by_what_they_seem_to_be():
    result = case("10_coordinates.csv")
    assert [row.number for row in result.complaints] == [2, 4]
    assert [(m.number, m.why) for m in result.mistakes] == [(3, "swapped"), (5, "plane")]


@real_input
def test_a_formula_without_a_value_is_refused_not_emptied():
    result = case("12_formula_no_cached_value.xlsx")
    assert [(m.number, m.field, m.why) for m in result.mistakes] == [(2, "title", "uncalculated")]
