"""Numbers that are read beside each other have as many decimals."""

from civic.documents.decimals import alike, even_cells, even_line
from civic.documents.model import Fact, plain
from civic.documents.numbers import fact


def words_of(rows, **how) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in even_cells(rows, **how)]


def percent(value: float) -> Fact:
    return fact(f"share.{value}", value, "", "%")


def test_a_column_has_the_decimals_of_its_longest_number_and_shares_those_of_the_table():
    rows = [((percent(16),), (fact("a", 3, "", "건"),)), ((percent(13.3),), (percent(2),))]
    assert words_of(rows) == [["16.0%", "3건"], ["13.3%", "2.0%"]]


def test_money_of_a_table_is_alike_over_its_columns_and_its_ranks_stay():
    paid = fact("project.1.total", 144, "")
    rows = [(("1",), (paid,), (fact("project.1.city", 72.25, ""),)), (("2",), ("595.5",), ("-",))]
    assert words_of(rows, is_money=True) == [["1", "144.00", "72.25"], ["2", "595.50", "-"]]


def test_the_values_of_an_indicator_are_alike_wherever_they_stand_in_a_table():
    waited = [fact(f"indicator.7.{what}", value, "") for what, value in
              (("baseline", 72), ("target", 12.5))]  # fmt: skip
    rows = [
        ((waited[0], "(2026)"), (waited[1], "(2030)")),
        ((fact("indicator.8.target", 3, ""),), ()),
    ]
    assert words_of(rows) == [["72.0(2026)", "12.5(2030)"], ["3", ""]]


def test_a_year_by_year_row_is_alike_and_what_is_no_number_stays():
    yearly = [fact(f"yearly.{n}.value", value, "") for n, value in enumerate((50, 30.5))]
    rows = [
        (("대기",), (fact("indicator.7.baseline", 72, ""),), (yearly[0],), (yearly[1],), ("매월",))
    ]
    assert words_of(rows) == [["대기", "72.0", "50.0", "30.5", "매월"]]


def test_amounts_that_tell_their_own_unit_are_left_alone():
    rows = [((Fact("a", "1.25억 원", 125_000_000, ""),),), ((Fact("b", "3억 원", 3e8, ""),),)]
    assert words_of(rows) == [["1.25억 원"], ["3억 원"]]


def test_only_the_shares_of_a_line_are_made_alike():
    line = ("비율: ", percent(16), ", ", percent(13.3), ", 모두 ", fact("n", 40, "", "건"))
    assert plain(even_line(line)) == "비율: 16.0%, 13.3%, 모두 40건"


def test_values_stay_what_they_were():
    ((cell, _other),) = even_cells([((percent(16),), ())])
    assert isinstance(cell[0], Fact) and cell[0].value == 16
    assert alike([2.3, 3, None], "가림") == ["2.3", "3.0", "가림"]
    assert alike([1234, 2]) == ["1,234", "2"]
