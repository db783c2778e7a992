"""What differs between two versions: words, rows, pictures, figures."""

from dataclasses import replace

from civic.documents.diff import changes, figure_changes, words_changed
from civic.documents.model import Column, Document, Fact, Heading, Line, Picture, Table
from civic.documents.row_keys import row_keys


def fact(id, value):
    return Fact(id, f"{value}건", value, f"{id}의 수")


def table(*rows):
    columns = (Column("순위", 0.2), Column("도시문제", 0.5), Column("공감", 0.3))
    cells = tuple(
        ((str(n),), (title,), (fact(f"issue.{receipt}.supports", count),))
        for n, (receipt, title, count) in enumerate(rows, 1)
    )
    return Table("problems.top", 1, "상위 도시문제", columns, cells)


PICTURE = Picture("problems.map", 1, "지도", "지도", b"png-1", 1, 1, 100.0)


def document(*blocks):
    head = (Heading(1, "", "주민참여 부문"), Heading(2, "1.", "개요"))
    return Document(
        "주민참여 부문", "가온시", "사업", "참여", False, "", 1, "t", "s", head + blocks
    )


def line(key, *text):
    return Line(key, "○", text)


def test_the_same_versions_have_no_changes():
    same = document(line("a", "글"), table((1, "정류장", 3)), PICTURE)
    assert changes(same, same) == []
    assert figure_changes(same, same) == []


def test_words_are_compared_one_by_one():
    pieces = words_changed("경로당 설명회 4회를 엶", "경로당 설명회 5회를 엶")
    assert [(p.kind, p.text) for p in pieces] == [
        ("same", "경로당 설명회 "), ("removed", "4회를"), ("added", "5회를"), ("same", " 엶"),
    ]  # fmt: skip


def test_both_texts_can_be_read_back_from_the_pieces():
    before, after = "  가 나,다\n라", "나 다 라 마 "
    pieces = words_changed(before, after)
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after


def test_blocks_are_told_as_changed_added_removed_and_moved_under_their_chapter():
    before = document(line("a", "하나"), line("b", "둘"), line("c", "셋"), line("d", "넷"))
    after = document(
        line("a", "하나"), line("c", "셋 고침"), line("d", "넷"), line("b", "둘"), line("e", "새")
    )
    found = {change.key: change.kind for change in changes(before, after)}
    assert found == {"c": "changed", "b": "moved", "e": "added"}
    assert {change.chapter for change in changes(before, after)} == {"개요"}
    gone = changes(before, document(line("a", "하나")))
    assert [(change.key, change.kind) for change in gone] == [(k, "removed") for k in "bcd"]


def test_a_row_is_the_same_row_wherever_it_stands_in_the_table():
    before = document(table((12, "정류장", 3), (15, "가로등", 2)))
    after = document(table((15, "가로등", 9), (12, "정류장", 3), (20, "보도", 1)))
    [change] = changes(before, after)
    kinds = [row.kind for row in change.rows]
    assert sorted(kinds) == ["added", "changed", "changed"]
    [lamp] = [row for row in change.rows if row.cells[1][0].text == "가로등"]
    assert [(p.kind, p.text) for p in lamp.cells[2]] == [("removed", "2건"), ("added", "9건")]


def test_figures_are_told_by_id_with_both_values():
    before = document(line("a", "접수 ", fact("issues.reported", 3), fact("gone", 1)))
    after = document(line("a", "접수 ", fact("issues.reported", 9), fact("new", 2)))
    told = [(each.id, each.before, each.after) for each in figure_changes(before, after)]
    assert told == [("issues.reported", "3건", "9건"), ("new", "", "2건"), ("gone", "1건", "")]


def test_a_picture_drawn_anew_is_told():
    [change] = changes(document(PICTURE), document(replace(PICTURE, svg=b"<svg>2</svg>")))
    assert change.redrawn and change.kind == "changed"


def test_a_table_that_became_a_sentence_is_told_as_new():
    [change] = changes(document(table((1, "가", 1))), document(line("problems.top", "해당 없음")))
    assert (change.kind, change.what) == ("added", "line")


def test_columns_taken_out_do_not_disturb_the_comparison():
    whole = table((12, "정류장", 3))
    short = replace(whole, columns=whole.columns[1:], cells=tuple(r[1:] for r in whole.cells))
    assert changes(document(whole), document(short)) == []


def test_rows_without_figures_are_named_by_their_words_and_never_twice():
    columns = (Column("구분", 0.5), Column("내용", 0.5))
    rows = tuple(((kind,), (what,)) for kind, what in (("공모", "접수"), ("공모", "선정")))
    calendar = Table("t", 1, "일정", columns, rows)
    assert row_keys(calendar) == ["공모 · 접수", "공모 · 선정"]
    keys = row_keys(replace(calendar, cells=rows + rows))
    assert len(set(keys)) == 4
    assert all(
        len(key) <= 80 for key in row_keys(replace(calendar, cells=((("가" * 3000,), ("",)),)))
    )
