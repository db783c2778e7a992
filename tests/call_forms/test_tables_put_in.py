"""A table put into a form: numbers right, headers centred, no indent, columns as words need."""

import pytest

from civic.call_forms.fill import fill
from civic.call_forms.package import open_package, parsed
from civic.call_forms.values import RowsValue, numeric, widths
from tests.call_forms.small_forms import hwpx_form

MEETINGS = (
    ("번호", "모임", "온 사람(명)", "결과"),
    ("1", "주문진읍 마을회관 설명회 (주민설명회)", "1,030", "버스와 밤길을 가장 많이 이야기함"),
    ("2", "옥천동 시장 상인회 간담회 (주민설명회)", "가림", "-"),
)


def test_a_column_of_numbers_is_told_from_words():
    assert numeric(RowsValue(MEETINGS)) == [True, False, True, False]
    rows = (("가중치", "기준값", "이름"), ("25.7%", "72(2021)", ""), ("-", "41(2021)", "-"))
    assert numeric(RowsValue(rows)) == [True, False, False]
    assert numeric(RowsValue((("이름", "수"),))) == [False, False]


def test_columns_have_room_for_their_words():
    wide = widths(RowsValue(MEETINGS), 40_000)
    assert sum(wide) <= 40_000 and wide[0] < wide[2] < wide[1]
    assert wide[0] >= 2 * 1_000 + 1_020  # 번호 and the sides of its cell


@pytest.mark.parametrize("to", ["hwpx", "hwp"])
def test_cells_stand_as_people_set_them(to):
    block = {"block": ["글", {"table": [list(row) for row in MEETINGS]}]}
    made = fill(hwpx_form(), "a.hwpx", {"3. 주민 참여": block}, to).data
    package = open_package(made, f"a.{to}")
    shapes = {
        shape.get("id"): shape for shape in parsed(package.files[package.styles]).iter("{*}paraPr")
    }
    table = list(parsed(package.files[package.bodies[0]]).iter("{*}tbl"))[-1]
    sides = [
        [
            next(shapes[paragraph.get("paraPrIDRef")].iter("{*}align")).get("horizontal")
            for paragraph in row.iter("{*}p")
        ]
        for row in table.iter("{*}tr")
    ]
    assert sides == [["CENTER"] * 4, *[["RIGHT", "LEFT", "RIGHT", "LEFT"]] * 2]
    used = {paragraph.get("paraPrIDRef") for paragraph in table.iter("{*}p")}
    indents = [each.get("value") for id in used for each in shapes[id].iter("{*}intent")]
    assert set(indents) == {"0"}
