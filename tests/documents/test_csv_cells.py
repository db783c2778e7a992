"""What a spreadsheet sees of our CSV files."""

import csv
import io

import pytest

from civic.documents.csv_cells import write_csv


def cells(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_file_starts_with_a_byte_order_mark_and_keeps_line_breaks_in_cells():
    data = write_csv(["제목", "내용"], [["가로등", '첫 줄\n둘째 줄, 쉼표 "따옴표"']])
    assert data.startswith(b"\xef\xbb\xbf")
    assert cells(data)[1] == ["가로등", '첫 줄\n둘째 줄, 쉼표 "따옴표"']


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_looks_like_a_formula_is_not_run(start):
    words = start + 'HYPERLINK("http://example.com")'
    assert cells(write_csv([words], [[words]])) == [["'" + words], ["'" + words]]


@pytest.mark.parametrize("number", [-3, -3.5, "-71.0587", 0, "12"])
def test_numbers_stay_numbers(number):
    assert cells(write_csv(["값"], [[number]]))[1] == [str(number)]


def test_a_phone_number_with_plus_and_broken_characters_do_no_harm():
    data = write_csv(["전화", "글"], [["+82-10-0000-0000", "가\ud800나"], [None, ""]])
    assert cells(data)[1:] == [["'+82-10-0000-0000", "가?나"], ["", ""]]
