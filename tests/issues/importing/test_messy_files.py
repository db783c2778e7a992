"""Each file comes in as it is, or is refused by name with what to do."""

import time

import pytest

from civic.db import db
from civic.issues.importing.reading.dates import SEOUL
from civic.issues.models import Issue
from civic.places.tables import UnreadableFile
from tests.issues.importing import messy_files
from tests.issues.importing.messy_files import ROWS, TAKEN


def issues():
    return db.session.scalars(db.select(Issue).order_by(Issue.receipt)).all()


@pytest.mark.parametrize("file", TAKEN, ids=lambda file: file.__name__)
def test_the_three_complaints_come_in_and_nothing_else(file, bring, take, round):
    began = time.process_time()
    imported = bring(file())
    assert time.process_time() - began < 3
    made, left_out = take(imported)
    assert made == 3
    assert [(i.external_id, i.title, i.body) for i in issues()] == [tuple(r[:3]) for r in ROWS]
    days = [issue.created_at.astimezone(SEOUL).date().isoformat() for issue in issues()]
    assert days == [row[3] for row in ROWS]
    assert issues()[0].district.name == "달내동"
    assert {row.why for row in left_out} <= {"total", "remark", "other_table"}


def test_a_merged_cell_says_the_same_in_each_of_its_rows(bring, take, round):
    take(bring(messy_files.with_merged_cells()))
    assert [issue.district.name for issue in issues()] == ["달내동"] * 3


def test_every_spelling_of_a_day_is_read(bring, take, round):
    assert take(bring(messy_files.sixteen_dates())) == (16, [])
    days = {issue.created_at.astimezone(SEOUL).date().isoformat() for issue in issues()}
    assert days == {"2026-03-02"}


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (messy_files.locked, "locked"),
        (messy_files.xml_of_2003, "empty"),
        (messy_files.web_archive, "old_markup"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(bring, file, why):
    with pytest.raises(UnreadableFile) as refused:
        bring(file())
    assert refused.value.why == why


def test_a_row_that_was_never_calculated_is_pointed_out(bring, take, round):
    imported = bring(messy_files.formulas_never_calculated())
    assert take(imported, skip_mistakes=True)[0] == 1
    assert [(m.number, m.why) for m in imported.noted()[1]] == [(2, "uncalculated")]
    assert [issue.title for issue in issues()] == ["주차"]
