"""법정동: a table says which 행정동 each lies in, and addresses tell a district by it."""

import io

import pytest

from civic.db import db
from civic.places.district_names import DistrictNames
from civic.places.legal_dongs.models import LegalDong, names_of
from civic.places.legal_dongs.rows import NoLegalDongs, is_column, read_legal_dongs
from civic.places.tables import read_table

PAGE = "/gaon/1/office/legal-dongs"
DISTRICTS = {"달내동": 1, "9900010000": 1, "느티동": 2, "9900010001": 2}
FILE = """행정동코드,시도명,시군구명,읍면동명,법정동코드,동리명,생성일자,말소일자
9900010000,가온도,가온시,달내동,9900010100,교동,20200101,
9900010001,가온도,가온시,느티동,9900010100,교동,20200101,
9900010001,가온도,가온시,느티동,9900010200,포남동,20200101,
9900010000,가온도,가온시,달내동,9900010300,옛동,20200101,20230101
1111051500,서울특별시,종로구,청운효자동,1111010100,청운동,20200101,
9900000000,가온도,가온시,,9900000000,가온시,20200101,
9900099999,가온도,가온시,없는동,9900010400,없는리,20200101,
"""


def read(text):
    return read_legal_dongs(read_table(text.encode(), is_column), DISTRICTS)


def test_the_ministrys_file_is_read_as_it_is():
    found = read(FILE)
    assert found.pairs == {
        ("교동", "9900010100", 1),
        ("교동", "9900010100", 2),
        ("포남동", "9900010200", 2),
    }
    assert found.elsewhere == 2
    assert [where for _row, where in found.unknown] == ["9900099999"]


def test_names_alone_will_do():
    assert read("법정동명,행정동명\n포남동,느티동\n").pairs == {("포남동", "", 2)}


@pytest.mark.parametrize("text", ["법정동명,인구\n교동,3\n", "행정동명,인구\n달내동,3\n"])
def test_a_file_without_both_is_refused(text):
    with pytest.raises(NoLegalDongs):
        read(text)


@pytest.mark.parametrize(
    ("address", "key", "how"),
    [
        ("가온시 포남동 123-4", 2, "legal"),
        ("포남동에서 버스가 안 와요", 2, "legal"),
        ("가온시 교동 1", None, "unclear"),
        ("가온시 교동 1 (포남동)", None, "unclear"),
        ("가온시 교동 포남동 경계", 2, "legal"),
        ("가온시 달내동 포남동 12", 1, "exact"),
        ("다른시 포남동 12", None, "unknown"),
    ],
)
def test_an_address_tells_the_district_by_its_legal_dong(address, key, how):
    legal = {"교동": (1, 2), "포남동": (2,)}
    names = DistrictNames({"달내동": 1, "느티동": 2}, "가온시", legal)
    match = names.in_address(address)
    assert (match.key, match.how) == (key, how)


@pytest.fixture
def planner(as_person, seoyeon, round):
    return as_person(seoyeon)


def upload(planner, text):
    return planner.post(PAGE, data={"file": (io.BytesIO(text.encode()), "동.csv")})


def test_a_planner_brings_the_table_and_it_replaces_the_one_before(planner, gaon):
    before = gaon.map_version
    assert upload(planner, FILE).status_code == 303
    page = planner.get(PAGE).text
    assert "교동" in page and "포남동" in page and "옛동" not in page
    west, east = gaon.districts
    assert LegalDong.of(gaon) == {"교동": (west.id, east.id), "포남동": (east.id,)}
    assert names_of(gaon).in_address("포남동 3").key == east.id
    upload(planner, "법정동명,행정동명\n포남동,달내동\n")
    db.session.expire_all()
    assert LegalDong.of(gaon) == {"포남동": (west.id,)}
    assert gaon.map_version > before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "파일을 골라 주세요."),
        ("법정동명,인구\n교동,3\n", "열이 있어야 해요"),
        ("법정동명,행정동명\n청운동,청운효자동\n", "우리 읍면동의 행이 없어요"),
    ],
)
def test_what_can_not_be_used_is_said_and_nothing_changes(planner, gaon, text, sentence):
    LegalDong.replace(gaon, {("포남동", "", gaon.districts[0].id)})
    db.session.commit()
    data = {"file": (io.BytesIO(text.encode()), "동.csv")} if text else {}
    answer = planner.post(PAGE, data=data)
    assert answer.status_code == 422 and sentence in answer.text
    assert len(LegalDong.of(gaon)) == 1


def test_a_district_that_goes_takes_its_pairs_along(gaon):
    west, east = gaon.districts
    LegalDong.replace(gaon, {("교동", "", west.id), ("교동", "", east.id)})
    db.session.commit()
    db.session.delete(east)
    db.session.commit()
    assert LegalDong.of(gaon) == {"교동": (west.id,)}


@pytest.mark.parametrize(("role", "status"), [(None, 303), ("consultant", 403), ("planner", 200)])
def test_it_is_the_offices(role, status, client, as_person, person, round):
    visitor = as_person(person("도윤", role)) if role else client
    assert visitor.get(PAGE).status_code == status
