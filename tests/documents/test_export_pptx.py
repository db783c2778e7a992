"""The presentation: what stands on a slide, in which size, and that it fits."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Emu

from civic.documents.charts.palette import SAND
from civic.documents.export.pptx.shapes import colour
from civic.documents.export.pptx.writer import export
from civic.documents.model import Bars, Column, Fact, Numbers, Slide, Table
from tests.documents.sample_document import picture, sample

MAP = picture(1, "지도", (600, 400), 100)

VOTES = Fact("votes.voters", "136명", 136, "투표지의 수")


def table(rows: int, words: str = "버스") -> Table:
    columns = (Column("연번", 0.2, "center"), Column("도시문제", 0.6), Column("공감", 0.2, "right"))
    cells = tuple(((str(n),), (words,), ("12",)) for n in range(1, rows + 1))
    return Table("problems.top", 3, "공감 상위", columns, cells)


def deck(*slides: Slide):
    return Presentation(io.BytesIO(export(replace(sample(), slides=slides))))


def words_of(slide) -> str:
    frames = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    cells = [cell.text for each in tables for row in each.rows for cell in row.cells]
    return "\n".join(frames + cells)


def test_the_cover_says_whose_plan_it_is_and_of_when():
    document = sample()
    cover = words_of(deck().slides[0])
    assert document.municipality in cover and document.title in cover
    assert f"제{document.number}호" in cover and document.notice in cover


def test_the_same_slides_are_the_same_bytes():
    slides = (Slide("vote", ("투표",), bodies=(Bars(("가",), (VOTES,), "명"),)),)
    document = replace(sample(), slides=slides)
    assert export(document) == export(document)


def test_a_chart_can_be_edited_and_holds_the_figures_themselves():
    slide = deck(Slide("vote", ("투표",), bodies=(Bars(("가온콜",), (VOTES,), "명"),))).slides[1]
    chart = next(shape for shape in slide.shapes if shape.has_chart).chart
    assert list(chart.plots[0].categories) == ["가온콜"]
    assert list(chart.plots[0].series[0].values) == [136]
    workbook = chart.part.chart_workbook.xlsx_part.blob
    assert workbook[:2] == b"PK"


def test_a_title_carries_its_figure_and_the_notes_say_what_it_counts():
    told = Slide(
        "vote", ("주민 ", VOTES, "이 고름"), ("온라인 투표",), (), ("136명 — 투표지의 수",)
    )
    slide = deck(told).slides[1]
    assert "주민 136명이 고름" in words_of(slide)
    assert slide.notes_slide.notes_text_frame.text == "136명 — 투표지의 수"


def test_a_picture_is_described():
    slide = deck(Slide("map", ("지도",), bodies=(MAP,))).slides[1]
    shown = next(shape for shape in slide.shapes if shape.shape_type == 13)
    assert shown._element.nvPicPr.cNvPr.get("descr") == MAP.alt


LONG = "등하교 시간에 학교 앞 건널목에서 차가 멈추지 않아 아이들이 길 가운데에 서 있어요 " * 2
SLIDES = [
    Slide("table", ("표",), bodies=(table(8, LONG),)),
    Slide("words", ("글",), tuple((LONG,) for _ in range(6))),
    Slide("both", ("글과 표",), tuple((LONG,) for _ in range(4)), (table(8, LONG),)),
    Slide("project", ("사업",), ((LONG,),), (MAP, table(5), table(3))),
    Slide("numbers", ("수",), bodies=(Numbers(("주민",) * 6, (VOTES,) * 6),)),
    Slide("maps", ("지도",), bodies=(MAP, MAP)),
]


@pytest.mark.parametrize("told", SLIDES, ids=lambda told: told.key)
def test_nothing_reaches_over_the_edge(told):
    made = deck(told)
    for shape in made.slides[1].shapes:
        assert shape.left >= 0 and shape.top >= 0
        assert shape.left + shape.width <= made.slide_width + Emu(2)
        assert shape.top + shape.height <= made.slide_height + Emu(2), shape.name


def test_what_is_said_on_a_slide_is_large_enough_to_be_read():
    lines = tuple((f"버스가 한 시간에 한 번뿐이라 오래 기다림 {n}",) for n in range(6))
    slide = deck(Slide("project.1", ("버스",), lines, (MAP, table(5), table(2)))).slides[1]
    for shape in slide.shapes:
        for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
            assert all(run.font.size.pt >= 12 for run in paragraph.runs), paragraph.text
        for row in shape.table.rows if shape.has_table else ():
            for cell in row.cells:
                assert all(run.font.size.pt >= 12 for run in cell.text_frame.paragraphs[0].runs)


def letters_in_tables(slide) -> set[float]:
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    cells = [cell for each in tables for row in each.rows for cell in row.cells]
    return {run.font.size.pt for cell in cells for run in cell.text_frame.paragraphs[0].runs}


def test_tables_of_a_level_slide_have_letters_of_one_size():
    shown = Slide("project.1", ("버스",), (("배차가 드묾",),), (MAP, table(9), table(2)))
    assert len(letters_in_tables(deck(shown).slides[1])) == 2
    (size,) = letters_in_tables(deck(replace(shown, level=True)).slides[1])
    assert size >= 12


def test_numbers_of_a_level_slide_end_where_its_title_does():
    shown = Slide("numbers", ("수",), bodies=(Numbers(("주민",) * 6, (VOTES,) * 6),))

    def ends(slide: Slide) -> list[int]:
        title, *others = deck(slide).slides[1].shapes
        return [title.left + title.width, max(each.left + each.width for each in others[:-1])]

    title, last = ends(replace(shown, level=True))
    assert abs(title - last) <= 10
    assert ends(shown)[1] < title - 10


def test_bars_that_stand_out_have_a_colour_of_their_own():
    facts = tuple(Fact(f"solution.{n}.votes", f"{n}표", n, "표") for n in (3, 2, 1))
    bars = Bars(("가", "나", "다"), facts, "표", strong=facts[:1])
    (frame,) = [
        s for s in deck(Slide("vote", ("표",), (), (bars,))).slides[1].shapes if s.has_chart
    ]
    points = frame.chart.plots[0].series[0].points
    assert points[0].format.fill.type is None  # as the others of the series
    assert points[1].format.fill.fore_color.rgb == colour(SAND)
