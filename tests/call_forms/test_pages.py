"""A form's pages as pictures: where its places stand on them is told only where it is sure."""

import json
import zlib

import pytest

from civic.call_forms.layout import parts_of
from civic.call_forms.normal import normal
from civic.call_forms.pages.drawing_child import DrawnPage, draw
from civic.call_forms.pages.sheets import read_sheet, smaller
from civic.call_forms.read import read_form
from civic.own_process import answer
from tests.call_forms.small_forms import SUMMARY, hwpx_form
from tests.call_forms.test_shared_forms import FORMS


def drawn(data: bytes, name: str) -> tuple[dict, list[DrawnPage]]:
    """The form's places by key, and its pages."""
    form = read_form(data, name)
    parts = [zlib.compress(json.dumps(part).encode()) for part in parts_of(form)]
    return {place.key: place for place in form.places}, answer(draw, data, parts)


def svg_of(page: DrawnPage) -> str:
    return zlib.decompress(page.picture).decode()


def spots_by_label(places: dict, pages: list[DrawnPage]) -> dict[str, tuple]:
    return {
        normal(places[key].label): tuple(spot[2:])
        for page in pages
        for key, spot in page.spots.items()
    }


def test_a_place_stands_beside_its_label():
    places, pages = drawn(hwpx_form(), "신청서.hwpx")
    (page,) = pages
    names = {place.label for key, place in places.items() if key in page.spots}
    assert {"사업명", "신청 지자체", "담당부서", "연락처"} <= names
    spots = spots_by_label(places, pages)
    left, right = spots["사업명"], spots["신청지자체"]
    assert left[1] == right[1] and left[0] + left[2] <= right[0]  # of one row, one after the other
    assert spots["담당부서"][1] > left[1]  # rows below each other
    assert left[0] > 0 and right[0] + right[2] < page.width


def test_a_label_drawn_more_often_than_the_form_has_it_has_no_spot():
    """Nobody knows which of them is meant. A line that reads like a cell's label is none."""
    places, (page,) = drawn(hwpx_form(before=["사업명"]), "신청서.hwpx")
    (key,) = (key for key, place in places.items() if cell_of(place, "사업명"))
    assert key in page.spots
    twice = [["사업명", "", "사업명", ""], *SUMMARY[1:]]
    (other,) = answer(draw, hwpx_form(summary=twice), parts("신청서.hwpx"))
    (key,) = (key for key, place in drawn(hwpx_form(), "신청서.hwpx")[0].items()
              if cell_of(place, "사업명"))  # fmt: skip
    assert key not in other.spots and other.spots


def cell_of(place, label: str) -> bool:
    return place.kind == "cell" and place.label == label


def parts(name: str) -> list[bytes]:
    form = read_form(hwpx_form(), name)
    return [zlib.compress(json.dumps(part).encode()) for part in parts_of(form)]


def test_a_changed_value_keeps_the_spot_at_its_label():
    """The cell beside the label says something else than the form tells: the label is shown."""
    changed = [["사업명", "다른 글", *SUMMARY[0][2:]], *SUMMARY[1:]]
    places, _pages = drawn(hwpx_form(), "신청서.hwpx")
    (true,) = answer(draw, hwpx_form(), parts("신청서.hwpx"))
    (other,) = answer(draw, hwpx_form(summary=changed), parts("신청서.hwpx"))
    (key,) = (key for key, place in places.items() if place.label == "사업명")
    assert other.spots[key][2] < true.spots[key][2]


def test_a_file_that_cannot_be_drawn_has_no_pages():
    assert answer(draw, b"PK\x03\x04 broken", []) == []


def test_a_picture_is_made_smaller_and_stays_the_same_page():
    long = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20">'
        '<text x="1.23456" y="2.5" font-size="12" '
        'font-family="HY신명조,&apos;A&apos;,serif">가</text>'
        "</svg>"
    )
    assert 'x="1.23"' in smaller(long) and 'font-family="HY신명조,Batang' in smaller(long)
    assert read_sheet(smaller(long)).units == [
        unit.__class__(unit.text, (1.23, *unit.box[1:]), False) for unit in read_sheet(long).units
    ]


@pytest.mark.skipif(not FORMS, reason="the shared forms are not on this machine")
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name[:2])
def test_spots_on_a_real_form_hold_what_the_form_says(path):
    """Of each cell on a page: what is drawn there is what the form tells, or its label."""
    if path.stat().st_size > 520_000:
        pytest.skip("the largest form takes seconds")
    places, pages = drawn(path.read_bytes(), path.name)
    told = wrong = 0
    for page in pages:
        at = {tuple(round(side, 1) for side in u.box): u for u in read_sheet(svg_of(page)).units}
        for key, spot in page.spots.items():
            unit, place = at.get(tuple(spot[2:])), places[key]
            if unit is None or place.kind != "cell":
                continue
            told += 1
            wrong += normal(unit.text) not in (normal(place.old), place.normal)
    assert wrong == 0
    assert len(pages) > 1 and sum(len(page.spots) for page in pages) > 5
    assert told or path.name[:2] in ("04", "05", "06")  # whose cells are drawn without their groups
