"""Personal data in a file's words: taken out unless the planner lets it stand."""

from civic.personal_data import KINDS
from tests.issues.importing.reading.tables import checked

ROW = "가로등,김민수 010-1234-5678 12가 3456 김민수입니다,김민수,010-1234-5678"


def test_words_are_masked_and_the_row_is_pointed_out():
    result = checked("제목,내용,신청인,연락처", ROW)
    (row,), (found,) = result.complaints, result.personal
    assert row.body == "[이름] [전화번호] [차량번호] [이름]입니다"
    assert (found.number, found.field) == (2, "body")
    assert set(found.kinds) == {"phone", "plate", "name"}
    assert result.personal_rows == {"phone": 1, "plate": 1, "name": 1}
    assert "010" in found.before and "010" not in found.after


def test_a_kind_may_stand_where_the_planner_says_so():
    result = checked("제목,내용,신청인,연락처", ROW, unmasked=frozenset({"plate"}))
    assert result.complaints[0].body == "[이름] [전화번호] 12가 3456 [이름]입니다"


def test_same_rows_are_told_alike_whatever_is_masked():
    keys = {
        checked("제목,내용,신청인,연락처", ROW, unmasked=frozenset(kinds)).complaints[0].content_key
        for kinds in ((), KINDS)
    }
    assert len(keys) == 1


def test_nothing_of_people_is_kept_of_rows_that_become_no_issue():
    result = checked(
        "신청인,접수번호,제목,추천수",
        *("김민수,가-1,하나 010-1234-5678,1", "김민수,가-1,하나 010-1234-5678,1"),
        "이영희,가-2,둘,010-2222-3333",
    )
    (left_out,), (mistake,) = result.left_out, result.mistakes
    assert (left_out.why, left_out.words) == ("repeated", "가-1 · 하나 [전화번호] · 1")
    assert (mistake.why, mistake.value) == ("not_a_number", "[전화번호]")
