"""Population by district and age band, typed or from a file, for telling who is missing."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from civic.db import db
from civic.places.geojson import Boundary
from civic.places.models import District
from civic.places.population import forms
from civic.places.population.models import Population
from civic.places.population.rows import (
    BANDS,
    NoPopulation,
    age_band,
    read_population,
    write_rows,
    write_text,
)
from civic.places.tables import read_table
from tests.places.tables.workbooks import workbook

DISTRICTS = {"달내동": 1, "9900010000": 1, "느티동": 2, "9900010001": 2}
ROWS = '읍면동,연령대,인구\n달내동,20대,"1,234"\n달내동,80세 이상,90\n느티동,30~39세,56\n'
FORM = {"rows": ROWS, "source": "행정안전부 주민등록 인구통계", "base_on": "2026-10-31"}


def read(text):
    return read_population(read_table(text.encode()), DISTRICTS)


def test_a_row_for_each_district_and_band():
    found = read(ROWS)
    assert found.people == {(1, "20"): 1234, (1, "80"): 90, (2, "30"): 56}
    assert found.mistakes == []


def test_the_ministry_s_file_is_read_as_it_is():
    """A column a band, men and women beside the total, rows of whole cities, ages up to 100."""
    text = write_text(
        (
            *("행정구역", "2026년10월_계_총인구수", "2026년10월_계_0~9세", "2026년10월_계_90~99세"),
            *("2026년10월_계_100세 이상", "2026년10월_남_총인구수", "2026년10월_남_0~9세"),
        ),
        [
            ("경기도 가온시 (9900000000)", "999", "900", "90", "9", "500", "450"),
            ("경기도 가온시 달내동(9900010000)", "1,012", "1,000", "10", "2", "600", "500"),
            ("경기도 가온시 느티동(9900010001)", "35", "30", "4", "1", "10", "9"),
        ],
    )
    found = read(text)
    assert found.people == {(1, "0"): 1000, (1, "80"): 12, (2, "0"): 30, (2, "80"): 5}
    assert found.mistakes == []


def test_single_years_add_up_and_totals_are_passed_over():
    found = read("행정동,나이,인구\n느티동,20,1\n느티동,21세,2\n합계,20,3\n")
    assert found.people == {(2, "20"): 3}


def test_without_ages_a_district_has_one_number():
    assert read("코드,인구\n9900010001,700\n").people == {(2, "all"): 700}


@pytest.mark.parametrize(
    ("row", "why", "value"),
    [
        ("모르는동,20대,5", "unknown_district", "모르는동"),
        ("느티동,20~39세,5", "not_a_band", "20~39세"),
        ("느티동,65세 이상,5", "not_a_band", "65세 이상"),
        ("느티동,청년,5", "not_a_band", "청년"),
        ("느티동,20대,-5", "not_a_number", "-5"),
        ("느티동,20대,많음", "not_a_number", "많음"),
        ("느티동,20대,", "not_a_number", ""),
        ("느티동,20대,99999999999", "not_a_number", "99999999999"),
        ("달내동,20 대,5", "twice", "20 대"),
        ("달내동,전체,5", "mixed", "달내동"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_number(row, why, value):
    [mistake] = read(f"{ROWS}{row}\n").mistakes
    assert (mistake.number, mistake.why, mistake.value) == (5, why, value)


@pytest.mark.parametrize(
    "header", ["가,나,다", "읍면동,연령대,다", "연령대,인구,다", "구역,20대 인구,30대 인구"]
)
def test_a_table_without_districts_or_people_is_refused(header):
    with pytest.raises(NoPopulation):
        read(f"{header}\n달내동,20대,5\n")


def test_written_rows_are_read_again_the_same():
    people = {(1, "all"): 9, **{(2, band): int(band) for band in BANDS}}
    assert read(write_rows(people, {1: "달내동", 2: "느티동"})).people == people


@pytest.mark.parametrize(
    ("birth_year", "band"), [(1985, "40"), (1986, "40"), (1987, "30"), (2026, "0"), (1920, "80")]
)
def test_the_band_of_a_year_of_birth(birth_year, band):
    assert age_band(birth_year, 2026) == band


@pytest.fixture
def planner(as_person, person, round):
    return as_person(person("서연", "planner"))


def post(client, act, **changes):
    return client.post("/gaon/1/office/population", data=FORM | {"act": act} | changes)


def test_looking_shows_the_numbers_and_keeps_nothing(planner, gaon):
    answer = post(planner, "check", source="", base_on="")
    assert answer.status_code == 200
    assert "1,234" in answer.text and "아직 저장 안 됨" in answer.text
    assert Population.of(gaon) == {}


def test_saving_keeps_every_row_with_source_and_date(planner, gaon):
    assert post(planner, "save").status_code == 303

    west, east = (district.id for district in gaon.districts)
    assert Population.of(gaon) == {(west, "20"): 1234, (west, "80"): 90, (east, "30"): 56}
    db.session.expire_all()
    assert [district.population for district in gaon.districts] == [1324, 56]
    assert (gaon.population_source, gaon.population_on) == (FORM["source"], date(2026, 10, 31))
    page = planner.get("/gaon/1/office/population").text
    assert "달내동,80세 이상,90" in page
    assert "모두 1,380명" in page


def test_saving_again_takes_the_place_of_all_there_was(planner, gaon):
    post(planner, "save")
    post(planner, "save", rows="읍면동,인구\n느티동,700\n")
    assert Population.of(gaon) == {(gaon.districts[1].id, "all"): 700}
    db.session.expire_all()
    assert gaon.districts[0].population is None
    assert "숫자가 없는 읍면동: 달내동" in planner.get("/gaon/1/office/population").text


def test_one_mistake_keeps_nothing_and_everything_typed(planner, gaon):
    answer = post(planner, "save", rows=ROWS + "모르는동,20대,5\n")
    assert answer.status_code == 422
    assert "1행을 고쳐야" in answer.text
    assert "우리 지역의 읍면동 이름이나 코드가 아니에요" in answer.text
    assert "모르는동,20대,5" in answer.text
    assert Population.of(gaon) == {}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"source": ""}, "어디에서 온 숫자인지"),
        ({"base_on": ""}, "기준일을 적어"),
        ({"base_on": "2099-01-01"}, "올해까지"),
        ({"rows": ""}, "비어 있어요"),
        ({"rows": "읍면동,인구"}, "열 제목만 있고"),
        ({"rows": "가,나\n1,2"}, "읍면동과 인구 열"),
        ({"rows": "읍면동,인구\n합계,5\n"}, "읽을 수 있는 행이 없어요"),
        ({"rows": '읍면동,인구\n"달내동,5\n'}, "따옴표"),
    ],
)
def test_what_is_missing_is_told(planner, gaon, changes, told):
    answer = post(planner, "save", **changes)
    assert answer.status_code == 422
    assert told in answer.text
    assert Population.of(gaon) == {}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
def test_a_csv_file_comes_into_the_text_to_be_looked_at(planner, gaon, encoding):
    file = (io.BytesIO(ROWS.encode(encoding)), "population.csv")
    answer = planner.post(
        "/gaon/1/office/population",
        data=FORM | {"act": "check", "rows": "", "file": file},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 200
    assert "달내동,20대,&#34;1,234&#34;" in answer.text


def test_an_xlsx_file_is_saved_at_once_when_nothing_is_wrong(planner, gaon):
    book, out = Workbook(), io.BytesIO()
    for row in (["읍면동", "연령대", "인구"], ["달내동", "10대", 77]):
        book.active.append(row)
    book.save(out)
    answer = planner.post(
        "/gaon/1/office/population",
        data=FORM | {"act": "save", "file": (io.BytesIO(out.getvalue()), "p.xlsx")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    assert Population.of(gaon) == {(gaon.districts[0].id, "10"): 77}


def test_a_file_that_is_no_table_is_told(planner, gaon):
    file = (io.BytesIO(b"\x89PNG\r\n\x1a\n\x00\x00"), "picture.png")
    answer = planner.post(
        "/gaon/1/office/population",
        data=FORM | {"act": "check", "file": file},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert Population.of(gaon) == {}


def test_new_boundaries_without_a_district_drop_its_numbers(planner, gaon):
    post(planner, "save")
    db.session.expire_all()
    west = gaon.districts[0]
    db.session.refresh(west, ["polygons"])
    kept = Boundary(west.code, west.name, west.polygons, (west.label_lon, west.label_lat), None)
    gaon.set_boundaries([kept], date(2026, 11, 1))
    db.session.commit()
    assert db.session.scalars(db.select(District.name)).all() == ["달내동"]
    assert Population.of(gaon).keys() == {(west.id, "20"), (west.id, "80")}


@pytest.mark.parametrize("role", [(), ("consultant",)])
def test_only_the_office_sees_and_saves(as_person, person, round, role):
    someone = as_person(person("하늘", *role))
    assert someone.get("/gaon/1/office/population").status_code == 403
    assert post(someone, "save").status_code == 403


def test_an_html_page_named_xls_is_read_and_a_bomb_is_refused_at_the_file(planner, gaon):
    cells = "<tr><td>달내동<td>20대<td>7"
    page = f"<table><tr><th>읍면동<th>연령대<th>인구{cells}</table>"
    sent = FORM | {"act": "save", "file": (io.BytesIO(page.encode()), "인구.xls")}
    assert planner.post("/gaon/1/office/population", data=sent).status_code == 303
    assert list(Population.of(gaon).values()) == [7]
    bomb = workbook(styles="<!DOCTYPE a [<!ENTITY a 'a'>]><a/>")
    sent = FORM | {"act": "save", "file": (io.BytesIO(bomb), "인구.xlsx")}
    answer = planner.post("/gaon/1/office/population", data=sent)
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text and "너무 커요" in answer.text
    assert "행정안전부 주민등록 인구통계" in answer.text


def test_nobody_waits_while_the_numbers_are_read(planner, monkeypatch):
    held, read = [], forms.read_population

    def spied(*args):
        held.append(db.session.registry().in_transaction())
        return read(*args)

    monkeypatch.setattr(forms, "read_population", spied)
    assert post(planner, "save").status_code == 303
    assert held == [False]
