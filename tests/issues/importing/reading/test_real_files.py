"""Real files from elsewhere: Seoul's proposals, Boston's reports."""

import csv
import gzip
import io

import openpyxl

from civic.issues.importing.reading.columns import guess_mapping, is_known_name, personal_columns
from civic.issues.importing.reading.complaints import DistrictLookup, ReadingPlan
from civic.issues.importing.reading.rows import check
from civic.places.tables import read_table
from tests.issues.importing.reading.tables import GAON, NOW, real_input
from tests.paths import SHARED


@real_input
def test_the_adopted_proposals_of_seoul_come_in_with_the_office_s_opinions_apart():
    table = read_table((SHARED / "reports_ko" / "seoul_adopted.csv").read_bytes(), is_known_name)
    mapping = guess_mapping(table)
    assert mapping == {
        "title": "title",
        "body": "body",
        "external_id": "id",
        "created_at": "created_at",
        "department": "department",
        "office_answer": "department_opinion",
    }
    result = check(table, ReadingPlan(mapping, personal=personal_columns(table)), GAON, NOW)
    assert (len(result.complaints), result.left_out) == (len(table.rows), [])


@real_input
def test_boston_s_reports_say_the_same_as_a_workbook():
    packed = (SHARED / "reports_geo" / "boston311_2015.csv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines(keepends=True)[:400]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("311")
    for row in csv.reader(lines):
        sheet.append([_number(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    place = DistrictLookup({}, lambda lat, lon: 1)
    one, other = (
        check(table, ReadingPlan(guess_mapping(table)), place, NOW).complaints
        for table in (read_table("".join(lines).encode()), read_table(out.getvalue()))
    )
    assert len(one) == 399 and one == other


def _number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell
