"""A form is filled where it was told to be, and nothing else of it changes."""

import zipfile
from io import BytesIO

import pytest

from civic.call_forms import compare
from civic.call_forms.fill import fill, preview
from civic.call_forms.hwpx.edit import HwpxEditor
from civic.call_forms.read import read_form
from civic.call_forms.refusals import FormChanged, ValueRefused
from tests.call_forms.readers import READERS, squeezed
from tests.call_forms.small_forms import docx_form, hwpx_form, png
from tests.documents.readers import docx_text

VALUES = {
    "총사업비": "1,200백만원",
    "신청 지자체": "나래시",
    "사업기간": "2026년 3월 ~ 2027년 12월",
    "미동의": False,
    "동의": True,
    "성과지표 | 단위 | 기준값 | 목표값": [
        ["보행 사고", "건", "12", "6"],
        ["버스 대기", "분", "14", "9"],
        ["민원 처리", "일", "7", "3"],
        ["주차 회전", "회", "2", "4"],
    ],
    "3. 주민 참여 ◦": "주민 312명이 참여\n둘째 줄",
    "2. 성과지표": {"block": ["앞글", {"table": [["가", "나"], ["1", "2"]]}, {"picture": png()}]},
}
SAID = (
    "1,200백만원",
    "나래시",
    "2027년 12월",
    "버스 대기",
    "주차 회전",
    "주민 312명이 참여",
    "앞글",
)


@pytest.mark.parametrize("to", ["hwpx", "hwp"])
def test_every_written_value_is_read_back_by_independent_readers(to):
    filled = fill(hwpx_form(), "신청서.hwpx", VALUES, to)
    for name, text in READERS.items():
        seen = squeezed(text(filled.data))
        assert [said for said in SAID if squeezed(said) not in seen] == [], name


def test_the_same_form_and_values_give_the_same_bytes():
    form = hwpx_form()
    for to in ("hwpx", "hwp"):
        assert fill(form, "a.hwpx", VALUES, to).data == fill(form, "a.hwpx", VALUES, to).data


def test_a_picture_is_in_the_file_as_it_is():
    with zipfile.ZipFile(BytesIO(fill(hwpx_form(), "a.hwpx", VALUES).data)) as file:
        (picture,) = (each for each in file.infolist() if each.filename.endswith(".png"))
        assert picture.compress_type == zipfile.ZIP_STORED and file.read(picture) == png()


def test_a_word_form_is_filled_too():
    values = {key: value for key, value in VALUES.items() if key[0] not in "23"}
    filled = fill(docx_form(), "신청서.docx", values)
    assert all(said in docx_text(filled.data) for said in SAID[:5])
    assert b"\xeb\xb6\x80\xec\xb2\x98 \xeb\x8b\xb4" not in zipfile.ZipFile(
        BytesIO(filled.data)
    ).read("docProps/core.xml")


def test_the_receipt_tells_old_new_and_what_is_left():
    filled = fill(hwpx_form(), "a.hwpx", {"총사업비": "5백만원"})
    (change,) = filled.receipt.changed
    assert (change.old, change.new) == ("OO백만원", "5백만원")
    assert any("0000년" in left.text for left in filled.receipt.left)
    assert filled.receipt.untouched.tables == 2
    assert filled.receipt.untouched.changed == 1


def test_old_and_new_are_seen_before_a_file_is_made():
    (change,) = preview(read_form(hwpx_form(), "a.hwpx"), {"신청 지자체": "나래시"})
    assert (change.old, change.new) == ("가온시", "나래시")


def test_rows_grow_before_the_total_which_stays_last():
    filled = fill(hwpx_form(), "a.hwpx", VALUES)
    table = read_form(filled.data, "a.hwpx").tree.tables[-1]
    assert [row[0].text for row in map(table.in_row, range(table.rows))] == [
        *("성과지표", "보행 사고", "버스 대기", "민원 처리", "주차 회전"),
        "합계",
    ]


def test_a_slip_of_the_editor_gives_no_file(monkeypatch):
    honest = HwpxEditor.parts

    def slips(self):
        next(self.form.roots[0].iter("{*}tc")).set("borderFillIDRef", "1")
        return honest(self)

    monkeypatch.setattr(HwpxEditor, "parts", slips)
    with pytest.raises(FormChanged):
        fill(hwpx_form(), "a.hwpx", {"총사업비": "5백만원"})


def test_a_word_changed_elsewhere_gives_no_file(monkeypatch):
    honest = HwpxEditor.parts

    def slips(self):
        list(self.form.roots[0].iter("{*}t"))[-1].text = "몰래"
        return honest(self)

    monkeypatch.setattr(HwpxEditor, "parts", slips)
    with pytest.raises(FormChanged):
        fill(hwpx_form(), "a.hwpx", {"총사업비": "5백만원"})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"3. 주민 참여": "어느 쪽?", "3. 주민 참여 ◦": True}, "wrong_kind"),
        ({"단위": "건"}, "ambiguous"),
        ({"없는 자리": "값"}, "unknown_place"),
        ({"총사업비": "1", "총 사 업 비": "2"}, "twice"),
        ({"동의": "예"}, "wrong_kind"),
        ({"성과지표 | 단위 | 기준값 | 목표값": [["하나"]]}, "columns"),
        ({"신청 지자체": b"GIF89a"}, "picture"),
        ({"총사업비": None}, "wrong_kind"),
        ({"총사업비": "가" * 30_000}, "long"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(values, code):
    with pytest.raises(ValueRefused) as refused:
        fill(hwpx_form(), "a.hwpx", values)
    assert refused.value.code == code


def test_an_ambiguous_label_comes_with_its_candidates():
    with pytest.raises(ValueRefused) as refused:
        fill(hwpx_form(), "a.hwpx", {"단위": "건"})
    assert [place.label for place in refused.value.candidates[:2]] == ["단위", "단위"]


def test_two_values_for_one_cell_by_rows_and_by_cell_are_refused():
    form = read_form(hwpx_form(), "a.hwpx")
    cell = next(place for place in form.places if place.label == "단위")
    rows = next(place for place in form.places if place.kind == "rows")
    with pytest.raises(ValueRefused) as refused:
        fill(hwpx_form(), "a.hwpx", {cell: "건", rows: [["a", "b", "c", "d"]]})
    assert refused.value.code == "overlap"


def test_strange_letters_are_written_as_text_or_left_out():
    said = '<b>&"\u202e가\x00\ud800 {{7*7}} 👩‍👩‍👧'
    filled = fill(hwpx_form(), "a.hwpx", {"총사업비": said})
    cell = read_form(filled.data, "a.hwpx").tree.tables[0].grid[1, 1]
    assert cell.text == '<b>&"가 {{7*7}} 👩‍👩‍👧'


def test_gaps_that_touch_are_one():
    gaps = [compare.Gap(3, 5, ("a",)), compare.Gap(5, 5, ("b",)), compare.Gap(8, 9)]
    assert compare.merged(gaps) == [compare.Gap(3, 5, ("a", "b")), compare.Gap(8, 9)]
