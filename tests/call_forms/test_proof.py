"""The proof that nothing but the planned changed, first by whole blocks and then by each unit."""

import re
from functools import cache

import pytest

from civic.call_forms.compare import Gap, compare
from civic.call_forms.docx.edit import DocxEditor
from civic.call_forms.fill import fill
from civic.call_forms.package import open_package
from civic.call_forms.refusals import FormChanged
from tests.call_forms.made_forms import altered, hwpx
from tests.call_forms.test_word_boxes import boxed, inside

SAME = "같은 줄"
LINES = ["첫 줄", SAME, SAME, "끝 줄"]
ROWS = [["사업명", ""], ["기간", ""]]


@cache
def form() -> bytes:
    return hwpx(LINES, ROWS)


def held(data: bytes, gaps=()):
    return compare(open_package(form(), "a.hwpx"), open_package(data, "b.hwpx"), list(gaps))


def paragraphs(section: str) -> list[str]:
    """Of the lines, in order."""
    return re.findall(r"<hp:p (?:(?!<hp:p ).)*?(?:줄)</hp:t>.*?</hp:p>", section, re.S)


def test_the_form_itself_is_the_same():
    counts = held(form())
    assert (counts.tables, counts.cells, counts.changed) == (1, 4, 0)


def test_where_lines_broke_on_paper_is_no_change():
    broken = '</hp:run><hp:linesegarray><hp:lineseg textpos="0"/></hp:linesegarray></hp:p>'
    data = altered(form(), lambda section: section.replace("</hp:run></hp:p>", broken))
    assert data != form() and held(data).changed == 0


@pytest.mark.parametrize(
    "slip",
    [
        lambda section: section.replace(SAME, "다른 줄", 1),
        lambda section: re.sub("(첫|끝) 줄", lambda m: "끝첫"[m[1] == "끝"] + " 줄", section),
        lambda section: section.replace(paragraphs(section)[1], "", 1),
        lambda section: section.replace(paragraphs(section)[0], paragraphs(section)[0] * 2, 1),
        lambda section: section.replace('colSpan="1"', 'colSpan="2"', 1),
        lambda section: section.replace("기간", "기 간"),
    ],
    ids=["one of two alike", "swapped", "gone", "twice", "span", "respaced"],
)  # fmt: skip
def test_each_slip_is_seen(slip):
    data = altered(form(), slip)
    assert open_package(data, "a.hwpx").files != open_package(form(), "a.hwpx").files
    with pytest.raises(FormChanged):
        held(data)


def test_one_of_two_lines_alike_may_change_where_it_was_planned():
    def second(section: str) -> str:
        before, behind = section.rsplit(SAME, 1)
        return before + "새 글" + behind

    data = altered(form(), second)
    numbers = [n for n, unit in enumerate(units(form())) if unit == SAME]
    assert held(data, [Gap(numbers[1], numbers[1] + 1, ("새 글",))]).changed == 1
    with pytest.raises(FormChanged):
        held(data, [Gap(numbers[0], numbers[0] + 1, ("새 글",))])


def units(data: bytes) -> list[str]:
    from civic.call_forms.snapshot import snapshot

    return [unit.text for unit in snapshot(open_package(data, "a.hwpx").roots)]


def test_a_box_of_word_written_in_one_of_its_keepings_alone_gives_no_file(monkeypatch):
    honest = DocxEditor.into

    def careless(self, paragraph, lines):
        paragraph.twins = ()
        honest(self, paragraph, lines)

    monkeypatch.setattr(DocxEditor, "into", careless)
    with pytest.raises(FormChanged):
        fill(boxed(inside(), inside()), "a.docx", {"사업명": "나래시"}, "docx")
