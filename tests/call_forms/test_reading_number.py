"""The number of the reading, by which a kept form is known to be read by an older program."""

import hashlib

from civic.call_forms.match import same_places
from civic.call_forms.place import READING, FillPlace
from civic.call_forms.read import read_form
from tests.call_forms.made_forms import hwpx
from tests.call_forms.small_forms import docx_form, hwpx_form

LINES = (
    "○ 총사업비 :        백만원 (국비 :     백만원)",
    "참여 인원 (    )명, 여성 (   )명",
    "동의함 □ 동의하지 않음 □",
    "○ 사업명 :",
    "기간: 20__년 __월 ~ 00월",
)
CELLS = [["총사업비", "      백만원"], ["기간", "년  월  일"], ["비율", "[   ]%"], ["인원", "00명"]]


def test_whoever_changes_what_is_read_of_a_form_raises_the_number_of_the_reading():
    """Else forms kept before would be filled by keys that are none any more."""
    forms = {"a.hwpx": hwpx_form(before=LINES), "a.docx": docx_form(), "b.hwpx": hwpx(rows=CELLS)}
    places = [place for name, data in forms.items() for place in read_form(data, name).places]
    told = "\n".join(f"{place.key} {place.path}" for place in places)
    digest = hashlib.sha256(told.encode()).hexdigest()[:12]
    assert (READING, digest) == (3, "4843b37a4a36"), "raise READING of place.py"


def box(key, label, ordinal=0):
    told = {"label": label, "normal": label, "old": "□", "ordinal": ordinal}
    return FillPlace("checkbox", path="문단 3", key=key, **told)


def test_boxes_of_one_line_are_the_same_while_they_are_told_alike():
    were = [box("k1", "예"), box("k2", "아니오")]
    are = [box("n1", "예"), box("n2", "아니오")]
    assert {k: place.key for k, place in same_places(were, are).items()} == {"k1": "n1", "k2": "n2"}
    assert same_places(were, are[::-1]) == {}  # labels went to the other box: what was meant?
    assert same_places(were, [*are, box("n3", "모름")]) == {}


def test_a_cell_is_the_same_whatever_it_is_called():
    were = FillPlace("cell", "합 계", "합계", path="표 1 · 2행 2열", key="c1", hops="right")
    are = FillPlace("cell", "합계(원)", "합계", path="표 1 · 2행 2열", key="c2", hops="down")
    moved = FillPlace("cell", "합 계", "합계", path="표 1 · 3행 2열", key="c1", hops="right")
    assert same_places([were], [moved, are]) == {"c1": are}
