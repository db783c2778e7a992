"""A cell of a column of departments: the department, and who works there."""

import pytest

from civic.triage.departments.cells import read_cell


@pytest.mark.parametrize(
    ("cell", "department", "officer"),
    [
        ("도로과 / 김철수", "도로과", "김철수"),
        ("도로과(김철수)", "도로과", "김철수"),
        ("도로과[김철수]", "도로과", "김철수"),
        ("도로과 김철수 주무관", "도로과", "김철수"),
        ("도로과 김철수주무관", "도로과", "김철수"),
        ("도로과\n김철수", "도로과", "김철수"),
        ("김철수(도로과)", "도로과", "김철수"),
        ("도로과장 김철수", "도로과", "김철수"),
        ("도로과 도로관리팀(팀장 김철수)", "도로과 도로관리팀", "김철수"),
        ("도로과 (담당 김철수, 내선 1234)", "도로과", "김철수"),
        ("도로과 / 031-111-2222 / 김철수", "도로과", "김철수"),
        ("동물보호팀/이한별 주무관(행정7급)", "동물보호팀", "이한별"),
        ("도로과 김철수, 이영희", "도로과", "김철수, 이영희"),
        ("도로과 김○○", "도로과", "김○○"),
        ("도로과(김O수)", "도로과", "김O수"),
        ("도로과 남궁민 팀장", "도로과", "남궁민"),
        ("도로과 김구 주무관", "도로과", "김구"),
        ("환경과(과장:홍길동)", "환경과", "홍길동"),
        ("신안동 주무관 김철수", "신안동", "김철수"),
        ("김철수 주무관", "", "김철수"),
    ],
)
def test_a_name_beside_a_department_is_an_officer(cell, department, officer):
    assert read_cell(cell) == (department, officer)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "도로과",
            "교통 행정과",
            "버 스 과",
            "가온시 도시국 교통과",
            "도로과, 교통과",
            "도로과/교통과",
        ),
        *(
            "교통과(주차팀)",
            "주민자치과(신안동)",
            "도로과 하수도",
            "교통과 주정차",
            "도시국 박물관",
        ),
        *("민원실", "120 콜센터", "여성가족과 노인복지팀", "시설·안전과"),
    ],
)
def test_what_only_looks_like_a_name_stays_a_department(cell):
    assert read_cell(cell) == (cell, "")
