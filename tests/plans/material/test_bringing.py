"""A planner brings tables, pictures and chapters, orders, corrects and removes them."""

import pytest

from civic.db import db
from civic.moderation.recorded import RecordedAct
from civic.photos.models import Photo
from civic.plans.material.models import Material
from civic.plans.material.rules import (
    CELL,
    COLUMNS,
    MOST,
    MOST_EDITIONS,
    MOST_REMOVED,
    ROWS,
    TableWrong,
    checked_cells,
    typed,
    typed_cells,
)
from tests.plans.material.conftest import brought, picture, upload

PAGE = "/gaon/1/plan/material"
TABLE = {"title": "노선별 승객", "source": "교통과 2026", "place": "problems"}
PASTED = TABLE | {"cells": "노선\t승객\n1번\t1,204\n2번\t88", "unit": "명"}
PICTURE = TABLE | {"title": "정류장", "alt": "의자 없는 정류장", "place": "solutions"}
CHAPTER = TABLE | {"title": "추진체계", "text": "□ 조직\n전담팀 3명"}


def acts() -> list[str]:
    """What the log of the office has beside rows of their own."""
    return list(db.session.scalars(db.select(RecordedAct.act)))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["제목"]], "no_rows"),
        ([["", " "], ["\u200b", ""]], "no_rows"),
        ([["가"] * (COLUMNS + 1), ["1"] * (COLUMNS + 1)], "columns"),
        ([["가"]] + [["1"]] * (ROWS + 1), "rows"),
        ([["가"], ["나" * (CELL + 1)]], "cell"),
        ([["가"] * COLUMNS] + [["나" * CELL] * COLUMNS] * 9, "text"),
    ],
)
def test_a_table_is_bounded(rows, why):
    with pytest.raises(TableWrong) as wrong:
        checked_cells(rows)
    assert wrong.value.why == why


def test_a_pasted_table_loses_its_empty_rows_and_columns():
    cells = checked_cells(typed_cells("노선\t\t승객\n\n1번\t\t1,204\n2번\n"))
    assert cells == [["노선", "승객"], ["1번", "1,204"], ["2번", ""]]
    assert checked_cells(typed_cells(typed(cells))) == cells


def test_a_table_is_pasted_or_read_from_a_file(office, round):
    assert office.post(f"{PAGE}/new/table", data=PASTED).status_code == 303
    file = upload("시설,수\n경로당,12\n".encode("cp949"), "표.csv")
    sent = office.post(f"{PAGE}/new/table", data=TABLE | {"file": file})
    assert sent.status_code == 303
    pasted, read = brought(round)
    assert pasted.cells == [["노선", "승객"], ["1번", "1,204"], ["2번", "88"]]
    assert (pasted.unit, pasted.saved_by.name) == ("명", "서연")
    assert read.cells == [["시설", "수"], ["경로당", "12"]]
    page = office.get(PAGE).text
    assert page.count("노선별 승객") >= 2 and "출처: 교통과 2026" in page


@pytest.mark.parametrize(
    ("kind", "change", "sentence"),
    [
        ("table", {"title": ""}, "제목을 적어 주세요."),
        ("table", {"source": "\u3164"}, "출처를 적어 주세요."),
        ("table", {"cells": ""}, "파일을 고르거나 표를 붙여 넣어 주세요."),
        ("table", {"cells": "제목만"}, "제목 줄과 내용이 한 줄은 있어야 해요."),
        ("table", {"place": "nowhere"}, "자리를 골라 주세요."),
        ("table", {"title": "가" * 81}, "80자까지 쓸 수 있어요."),
        ("picture", {"alt": ""}, "그림을 볼 수 없는 사람에게"),
        ("picture", {}, "그림 파일을 골라 주세요."),
        ("chapter", {"text": ""}, "글을 적어 주세요."),
        ("chapter", {"text": "{issues.reportd}건"}, "숫자는 없어요"),
        ("chapter", {"text": "가" * 6001}, "6000자까지 쓸 수 있어요."),
        ("chapter", {"place": "appendix"}, "자리를 골라 주세요."),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_stored(
    office, round, kind, change, sentence
):
    typed = {"table": PASTED, "picture": PICTURE, "chapter": CHAPTER}[kind] | change
    answer = office.post(f"{PAGE}/new/{kind}", data=typed)
    assert answer.status_code == 422
    if change != {"place": "nowhere"} and change != {"place": "appendix"}:
        assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert brought(round) == []


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("table", b"\x81\xff" * 50, "글자를 읽을 수 없어요"),
        ("table", ("가,나\n" + "1,2\n" * 70).encode(), "내용이 70줄이에요."),
        ("table", b"PK\x03\x04broken", "표가 아니라 .zip 파일이에요"),
        ("picture", b"%PDF-1.7", "사진 파일이 아니에요"),
        ("picture", b"", "빈 파일"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_words(office, round, kind, data, sentence):
    words = {"table": TABLE, "picture": PICTURE}[kind]
    answer = office.post(f"{PAGE}/new/{kind}", data=words | {"file": upload(data, "파일.xlsx")})
    assert answer.status_code == 422 and sentence in answer.text
    assert 'value="교통과 2026"' in answer.text and brought(round) == []


def test_a_picture_is_taken_like_every_photo_and_stays_when_a_word_is_missing(office, round):
    data = PICTURE | {"file": upload(picture(), "a.jpg"), "alt": ""}
    answer = office.post(f"{PAGE}/new/picture", data=data)
    assert answer.status_code == 422 and acts() == []
    photo = db.session.scalars(db.select(Photo)).one()
    assert f'name="photo_key" value="{photo.key}"' in answer.text
    again = office.post(f"{PAGE}/new/picture", data=PICTURE | {"photo_key": photo.key})
    assert again.status_code == 303 and acts() == ["plan_material"]
    (row,) = brought(round)
    assert row.photo.key == photo.key and row.photo.attached_at and row.alt == "의자 없는 정류장"


def test_pressed_twice_it_is_brought_once(office, round):
    for _press in range(2):
        sent = office.post(f"{PAGE}/new/table", data=PASTED | {"request_key": "pressed-twice"})
        assert sent.status_code == 303
    assert len(brought(round)) == 1


def test_a_planner_corrects_one_and_the_slower_of_two_keeps_the_words(office, round, bring):
    row = bring("table")
    page = office.get(f"{PAGE}/{row.id}").text
    assert "해\t수\n2025\t1,204" in page
    sent = PASTED | {"kind": "table", "revision": "1", "title": "고친 표"}
    assert office.post(f"{PAGE}/{row.id}", data=sent).status_code == 303
    late = office.post(f"{PAGE}/{row.id}", data=sent | {"title": "늦은 표"})
    assert late.status_code == 409 and 'value="늦은 표"' in late.text
    assert [each.title for each in brought(round)] == ["고친 표"]
    again = sent | {"title": "늦은 표", "revision": "2"}
    assert office.post(f"{PAGE}/{row.id}", data=again).status_code == 303


def test_another_picture_takes_the_place_of_the_first(office, round):
    office.post(f"{PAGE}/new/picture", data=PICTURE | {"file": upload(picture(), "a.jpg")})
    (row,) = brought(round)
    first = row.photo
    words = PICTURE | {"kind": "picture", "revision": "1", "alt": "의자를 놓은 정류장"}
    assert office.post(f"{PAGE}/{row.id}", data=words).status_code == 303
    assert brought(round)[0].photo.id == first.id
    other = words | {"revision": "2", "file": upload(picture("#333"), "b.jpg")}
    assert office.post(f"{PAGE}/{row.id}", data=other).status_code == 303
    (row,) = brought(round)
    old = db.session.get_one(Photo, first.id)
    assert row.photo.id != old.id and old.withheld_at and old.attached_at
    page = office.get(f"{PAGE}/{row.id}").text
    assert "예전에 저장한 것 2개" in page
    back = {"revision": str(row.revision)}
    assert office.post(f"{PAGE}/{row.id}/editions/2", data=back).status_code == 303
    (row,) = brought(round)
    assert (row.photo.id, row.alt, row.photo.withheld_at) == (old.id, "의자를 놓은 정류장", None)
    assert [each.revision for each in row.editions()] == [4, 3, 2, 1]


def test_order_removal_and_the_way_back(office, round, bring):
    one, two = bring("table", title="하나"), bring("table", title="둘")
    bring("table", title="다른 장", place="overview")
    assert office.post(f"{PAGE}/{two.id}/move", data={"to": "up"}).status_code == 303
    here = [row.title for row in brought(round) if row.place == "problems"]
    assert here == ["둘", "하나"]
    office.post(f"{PAGE}/{two.id}/move", data={"to": "up"})
    office.post(f"{PAGE}/{one.id}/remove")
    assert [row.title for row in brought(round)] == ["둘", "다른 장"]
    assert "뺀 자료" in office.get(PAGE).text
    office.post(f"{PAGE}/{one.id}/bring-back")
    assert [row.title for row in brought(round)] == ["둘", "다른 장", "하나"]


def test_what_stands_in_a_chapter_that_goes_stays_in_the_plan(round, bring):
    chapter = bring("chapter", place="targets")
    table = bring("table", place=chapter.key)
    chapter.remove()
    db.session.commit()
    assert [(row.id, row.place) for row in brought(round)] == [(table.id, "targets")]


def test_there_is_a_most_of_each_kind_and_of_what_was_removed(office, round, bring):
    rows = [bring("chapter") for _n in range(MOST["chapter"])]
    answer = office.post(f"{PAGE}/new/chapter", data=CHAPTER)
    assert answer.status_code == 409 and "장은 8개까지 넣을 수 있어요." in answer.text
    rows[0].remove()
    db.session.commit()
    assert office.post(f"{PAGE}/new/chapter", data=CHAPTER).status_code == 303
    back = office.post(f"{PAGE}/{rows[0].id}/bring-back", follow_redirects=True)
    assert "장은 8개까지 넣을 수 있어요." in back.text
    for _n in range(MOST_REMOVED + 1):
        brought(round)[0].remove()
        db.session.commit()
        bring("chapter")
    assert len(Material.of(round, removed=True)) == MOST_REMOVED


def test_an_own_chapter_can_be_chosen_as_a_place_and_a_lost_one_is_said(
    office, round, bring, seoyeon
):
    chapter = bring("chapter", title="추진체계", place="targets")
    form = office.get(f"{PAGE}/new/table").text
    assert f'value="{chapter.key}"' in form and 'value="appendix"' in form
    assert 'value="appendix"' not in office.get(f"{PAGE}/new/chapter").text
    bring("table", place="moved-away")
    assert "서식에 없는 장이라" in office.get(PAGE).text


def test_residents_and_consultants_do_not_see_the_page(as_person, minji, doyun, round, bring):
    row = bring("table")
    for someone in (minji, doyun):
        client = as_person(someone)
        for address in (PAGE, f"{PAGE}/new/table", f"{PAGE}/{row.id}"):
            assert client.get(address).status_code in (403, 404)
        client.post(f"{PAGE}/{row.id}/remove")
    assert [each.id for each in brought(round)] == [row.id]


def test_an_earlier_text_is_taken_back_unless_somebody_saved_meanwhile(office, round, bring):
    row = bring("chapter")
    words = CHAPTER | {"kind": "chapter", "revision": "1", "text": "○ 새 글"}
    assert office.post(f"{PAGE}/{row.id}", data=words).status_code == 303
    late = office.post(f"{PAGE}/{row.id}/editions/1", data={"revision": "1"}, follow_redirects=True)
    assert "그사이 다른 담당자가" in late.text and brought(round)[0].text == "○ 새 글"
    office.post(f"{PAGE}/{row.id}/editions/1", data={"revision": "2"})
    assert brought(round)[0].text == "□ 추진 조직\n전담팀을 둠"
    assert office.post(f"{PAGE}/{row.id}/editions/9", data={"revision": "3"}).status_code == 404


def test_only_the_newest_editions_are_kept(round, bring, seoyeon):
    row = bring("table")
    for n in range(MOST_EDITIONS + 3):
        row.revise(seoyeon, row.revision, title=f"제목 {n}")
        db.session.commit()
    kept = [each.revision for each in row.editions()]
    assert len(kept) == MOST_EDITIONS and kept[0] == row.revision
