"""Wide tables lie on their side, with the headings right above them."""

from civic.documents.export.page_layout import page_runs
from civic.documents.model import Column, Document, Heading, Line, Table

TEXT, TITLE = Line("k", "○", ("글",)), Line("k", "□", ("제목",))
WIDE = Table("t.wide", 1, "넓은 표", tuple(Column(str(n), 0.1) for n in range(10)), ())
SLIM = Table("t.slim", 2, "좁은 표", (Column("연번", 1.0),), ())


def runs(*blocks):
    document = Document(
        title="", municipality="", programme="", round_title="", is_example=False, notice="",
        number=1, taken_at="2026-11-22T00:00:00+00:00", sha256="0" * 64, blocks=blocks,
    )  # fmt: skip
    return [(lying, list(run)) for lying, run in page_runs(document)]


def test_the_headings_above_a_wide_table_go_with_it():
    chapter = Heading(1, "1.", "장")
    assert runs(TEXT, chapter, TITLE, WIDE, TEXT) == [
        (False, [TEXT]),
        (True, [chapter, TITLE, WIDE]),
        (False, [TEXT]),
    ]


def test_words_between_keep_a_heading_upright():
    assert runs(TITLE, TEXT, WIDE) == [(False, [TITLE, TEXT]), (True, [WIDE])]


def test_the_few_lines_that_open_its_chapter_go_with_a_wide_table():
    chapter = Heading(1, "1.", "장")
    few, many = [TEXT] * 6, [TEXT] * 7
    assert runs(SLIM, chapter, TITLE, *few, TITLE, WIDE) == [
        (False, [SLIM]),
        (True, [chapter, TITLE, *few, TITLE, WIDE]),
    ]
    assert runs(chapter, TITLE, *many, WIDE) == [(False, [chapter, TITLE, *many]), (True, [WIDE])]


def test_narrow_tables_stay_upright():
    assert runs(SLIM, TITLE, SLIM) == [(False, [SLIM, TITLE, SLIM])]
