"""Which column is what, by its name and by its cells."""

import pytest

from civic.issues.importing.reading.columns import (
    default_points,
    guess_mapping,
    people_field,
    personal_columns,
)
from civic.places.tables import HeadedTable
from tests.issues.importing.reading.tables import table_of


def test_columns_are_guessed_from_korean_and_english_names():
    korean = ("민원번호", "민원제목", "민원내용", "행정동", "위도", "경도", "공감 수", "접수일시")
    assert guess_mapping(HeadedTable(korean, ())) == {
        "external_id": "민원번호",
        "title": "민원제목",
        "body": "민원내용",
        "district": "행정동",
        "lat": "위도",
        "lon": "경도",
        "supports": "공감 수",
        "created_at": "접수일시",
    }
    assert guess_mapping(HeadedTable(("ID", "lat", "Votes"), ())) == {
        "external_id": "ID",
        "supports": "Votes",
    }


def test_a_short_gist_is_the_title_where_the_body_stands_beside_it():
    rows = ("가로등,가로등이 꺼졌어요", "버스,")
    assert guess_mapping(table_of("민원 요지,상세 내용", *rows)) == {
        "title": "민원 요지",
        "body": "상세 내용",
    }
    assert guess_mapping(table_of("민원 요지,연번", "가로등,1")) == {"body": "민원 요지"}


def test_a_point_shared_by_too_many_rows_is_found():
    shared = ["가,36.1,127.1"] * 30
    apart = [f"나,36.{n:03},127.5" for n in range(70)]
    table = table_of("제목,위도,경도", *shared, *apart)
    assert default_points(table, guess_mapping(table)) == [("36.1", "127.1", 30)]
    few = table_of("제목,위도,경도", *shared[:19])
    assert default_points(few, guess_mapping(few)) == []


def test_columns_of_unknown_names_are_told_by_their_cells():
    table = table_of(
        "가,나,다,라,마",
        "2026-01-02,느티동 무슨로 3,가로등이 꺼졌어요,010-1234-5678,밤마다 길이 어두워서 아이들이"
        " 다니기에 너무 위험합니다. 꼭 고쳐 주시기를 부탁드려요. 오래되었어요.",
        "'26. 3. 2.(월),달내동 12,버스가 늦어요,010-2222-3333,한 시간에 한 대밖에 오지 않아서"
        " 어르신들이 병원에 가기가 너무 어려워요. 더 늘려 주세요. 부탁드립니다.",
    )
    assert guess_mapping(table) == {"created_at": "가", "place": "나", "title": "다", "body": "마"}
    assert personal_columns(table) == {"라"}


def test_the_office_s_own_answer_is_never_taken_for_the_story():
    answer = (
        "검토한 결과 내년 예산에 반영하여 순차적으로 정비할 계획임을 알려 드립니다. 감사합니다."
    )
    table = table_of(
        "제목,검토의견,답변내용", f"가로등,{answer},{answer}", f"주차,{answer}1,{answer}"
    )
    assert guess_mapping(table) == {"title": "제목", "office_answer": "답변내용"}


@pytest.mark.parametrize(
    "name",
    (
        *("신청인", "민원인", "성명", "연락처", "휴대전화", "E-mail", "생년월일", "주민등록번호"),
        *("신청인 주소", "차량번호", "민원 / 신청인"),
    ),
)
def test_a_column_that_says_who_somebody_is_is_nobody_s(name):
    table = table_of(f"제목,{name}", "가로등,가나다")
    assert personal_columns(table) == {name}
    assert guess_mapping(table) == {"title": "제목"}


def test_a_column_called_name_is_a_person_s_only_when_people_stand_in_it():
    assert personal_columns(table_of("제목,이름", "가로등,김민수", "주차,이영희")) == {"이름"}
    assert personal_columns(table_of("제목,이름", "가로등,어두운 골목", "주차,좁은 길")) == set()


def test_two_lines_of_a_header_name_a_column_together():
    table = HeadedTable(("연번", "민원 / 제목", "민원 / 내용", "위치 / 위도", "위치 / 경도"), ())
    assert guess_mapping(table) == {
        "title": "민원 / 제목",
        "body": "민원 / 내용",
        "lat": "위치 / 위도",
        "lon": "위치 / 경도",
    }


def test_letters_are_no_names_of_fields():
    """X and Y are a point's axes where they name columns."""
    cells = ",".join(["2026-03-02", "가로등이 꺼졌어요", *["1.5"] * 24])
    table = table_of(cells, cells.replace("꺼", "켜"))
    assert table.header[-2:] == ("Y", "Z") and len(table.rows) == 2
    assert guess_mapping(table) == {"created_at": "A", "title": "B"}


def test_a_column_of_the_office_s_own_people_is_taken_as_theirs_and_as_nothing_else():
    table = table_of("제목,담당자,처리부서,처리 기한", "가로등,김민수,도로과,2026-03-09")
    assert personal_columns(table) == {"담당자"}
    assert guess_mapping(table) == {
        "title": "제목",
        "department": "처리부서",
        "officer": "담당자",
        "due_on": "처리 기한",
    }
    assert people_field("신청인") == ""


def test_a_register_of_wishes_and_a_board_are_known_by_their_own_names():
    wishes = table_of("건의요지,건의내용", "버스 증차,버스가 한 시간에 한 대예요", "주차,좁아요")
    assert guess_mapping(wishes) == {"title": "건의요지", "body": "건의내용"}
    board = table_of("글번호,제목,의견,추천", "10,버스,늘려 주세요,3", "7,주차,지어 주세요,0")
    assert guess_mapping(board) == {
        "title": "제목",
        "body": "의견",
        "supports": "추천",
        "external_id": "글번호",
    }
