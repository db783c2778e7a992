"""Click-here fields of a .hwpx: named, unnamed, one name several times, several in a line."""

import pytest

from civic.call_forms.fill import fill
from civic.call_forms.read import read_form
from civic.call_forms.refusals import ValueRefused
from tests.call_forms.made_forms import altered, hwpx
from tests.call_forms.readers import READERS, squeezed

FIELD = (
    '<hp:ctrl><hp:fieldBegin id="{id}" type="CLICK_HERE" name="{name}" editable="1" dirty="0"'
    ' zorder="-1" fieldid="{id}"><hp:parameters cnt="2" name=""><hp:integerParam name="Prop">9'
    '</hp:integerParam><hp:stringParam name="Direction" xml:space="preserve">{guide}'
    "</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl><hp:t>{guide}</hp:t>"
    '<hp:ctrl><hp:fieldEnd beginIDRef="{id}" fieldid="{id}"/></hp:ctrl>'
)
MARK = "<hp:t>@{}</hp:t>"


def with_fields(lines, rows=(), **fields) -> bytes:
    """@1 of a line or cell is the field of that number: its words before, name and guide."""

    def put(section: str) -> str:
        for number, (before, name, guide) in enumerate(fields.values(), 1):
            inside = FIELD.format(id=1_000 + number, name=name, guide=guide)
            assert MARK.format(number) in section
            section = section.replace(MARK.format(number), f"<hp:t>{before}</hp:t>{inside}")
        return section

    return altered(hwpx(lines, rows), put)


NAME = "기관명"
THRICE = {"a": ("신청기관: ", NAME, NAME), "b": ("", NAME, NAME), "c": ("", NAME, NAME)}


def test_one_name_three_times_is_three_places_and_asked():
    data = with_fields(["@1", "@2", "@3"], **THRICE)
    fields = [place for place in read_form(data, "a.hwpx").places if place.kind == "field"]
    assert [place.above for place in fields] == [NAME] * 3
    with pytest.raises(ValueRefused) as refused:
        fill(data, "a.hwpx", {NAME: "나래시"}, "hwpx")
    assert refused.value.code == "ambiguous" and len(refused.value.candidates) >= 2
    for to in ("hwpx", "hwp"):
        made = fill(data, "a.hwpx", {place.key: "나래시" for place in fields}, to).data
        for reader in READERS.values():
            assert squeezed(reader(made)).count("나래시") >= 3


def test_a_field_without_a_name_goes_by_the_label_beside_it():
    rows = [["사업명", "@2"], ["기간", ""]]
    fields = {"a": ("", "", "여기에 입력"), "b": ("", "", "사업명을 쓰세요")}
    data = with_fields(["@1"], rows, **fields)
    form = read_form(data, "a.hwpx")
    kinds = [(p.kind, p.label, p.old) for p in form.places if p.hops != "under"]
    assert kinds == [
        ("field", "여기에 입력", "여기에 입력"),
        ("field", "사업명", "사업명을 쓰세요"),
        ("cell", "기간", ""),
    ]
    made = fill(data, "a.hwpx", {"사업명": "돌봄", "기간": "12개월"}, "hwp").data
    left = read_form(made, "a.hwp").tree
    assert [cell.text for cell in left.tables[0].cells] == ["사업명", "돌봄", "기간", "12개월"]
