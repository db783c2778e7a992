"""The dashboard in every state of a round, under its filter, and for whom it is."""

import re

import pytest

from civic.dashboard.tables import TABLES
from civic.db import db
from civic.triage.departments.models import Department
from tests.dashboard.conftest import BOARD, rows_of
from tests.factory import add_issue, add_round_elsewhere

JUNK = {"since": "x", "until": "9999-99-99", "category": "<b>", "more": "1"}


@pytest.mark.parametrize("asked", [{}, {"category": "transit"}, {"since": "2026-11-22"}, JUNK])
@pytest.mark.parametrize("reports", [0, 1])
def test_an_empty_round_and_one_report_have_a_dashboard(reports, asked, round, board):
    for receipt in range(reports):
        add_issue(round, receipt + 1)
    db.session.commit()
    assert board.get(BOARD, query_string=asked).status_code == 200
    for table in TABLES:
        assert len(rows_of(board, table, **asked)) >= 1


def test_a_city_without_borders_has_a_dashboard(round, board, gaon):
    for district in gaon.districts:
        db.session.delete(district)
    gaon.map_version += 1
    add_issue(round, lat=36.5, lon=127.0)
    db.session.commit()
    assert "지도에 위치가 있는 제보가 없어요" in board.get(BOARD).text


def test_every_picture_has_words_and_rows_and_a_file(city, board):
    page = board.get(BOARD).text
    assert page.count('role="img"') == page.count("<figure") == 4
    assert page.count("aria-label=") >= 4 and " style=" not in page
    for table in TABLES:
        assert f"{BOARD}/{table}.csv" in page


def test_the_filter_narrows_every_picture_and_stays_in_the_address(city, board):
    asked = {"since": "2026-11-14", "until": "2026-11-20", "category": "safety"}
    page = board.get(BOARD, query_string=asked).text
    assert 'value="2026-11-14"' in page and "until=2026-11-20" in page
    assert [row[-1] for row in rows_of(board, "days", **asked)[1:]] == ["2", "1"]
    assert rows_of(board, "categories", **asked)[1:] == [["안전·방범", "3"]]
    assert rows_of(board, "answers", **asked)[1][1] == "2"
    assert rows_of(board, "departments", **asked) == rows_of(board, "departments")


def test_one_day_and_one_category_are_pictures_too(city, board):
    """What there is nothing beside to compare with is shown as a share of all."""
    day = {"since": "2026-11-22", "until": "2026-11-22"}
    page = board.get(BOARD, query_string=day).text
    assert "하루에 들어왔어요." in page
    days = page[page.index('id="days"') : page.index('id="answers"')]
    assert re.findall(r'<rect class="([abeps])" x="([\d.]+)%"\s+width="([\d.]+)%"', days) == [
        ("a", "0.0", "50.0"),
        ("e", "50.0", "50.0"),
    ]
    page = board.get(BOARD, query_string={"category": "safety"}).text
    assert "모든 분야 9건 가운데 3건이에요." in page
    topics = page[page.index('id="categories"') :]
    assert '<rect class="is" width="33.3%"' in topics
    both = board.get(BOARD, query_string={"category": "safety"} | {"since": "2026-11-20"}).text
    assert "모든 분야 4건 가운데 1건이에요." in both


def test_the_days_are_days_in_korea(round, board, clock):
    add_issue(round, created_at=round.phase("report").starts_at.replace(hour=15, minute=0))
    db.session.commit()
    assert rows_of(board, "days")[1][0] == "2026-11-22"
    assert rows_of(board, "days", since="2026-11-22")[1:]
    assert not rows_of(board, "days", until="2026-11-21")[1:]


def test_a_number_of_a_period_leads_to_no_list_for_the_desk_knows_no_period(city, board):
    assert "district=" in board.get(BOARD).text
    assert "district=" not in board.get(BOARD, query_string={"since": "2026-11-01"}).text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "어제"}, "날짜를 다시 확인해 주세요."),
        ({"until": "0001-01-01"}, "날짜를 다시 확인해 주세요."),
        ({"since": "2026-11-20", "until": "2026-11-19"}, "끝나는 날이 시작하는 날보다 앞이에요."),
    ],
)
def test_what_is_wrong_in_an_address_is_said_at_its_field(asked, words, city, board):
    page = board.get(BOARD, query_string=asked).text
    assert words in page
    for typed in asked.values():
        assert f'value="{typed}"' in page


def test_a_cell_is_never_a_formula(city, board):
    unit = db.session.scalars(db.select(Department)).one()
    unit.name = '=HYPERLINK("x")'
    db.session.commit()
    assert rows_of(board, "departments")[1][0].startswith("'=")


def test_cockpit_and_desk_lead_there(round, board):
    for page in ("/gaon/1/office", "/gaon/1/office/voices"):
        assert f'href="{BOARD}"' in board.get(page).text


@pytest.mark.parametrize("role", [None, "consultant"])
def test_it_is_for_the_office_alone(role, round, person, as_person, city):
    client = as_person(person("하은", *([role] if role else [])))
    assert client.get(BOARD).status_code == 403
    assert client.get(f"{BOARD}/days.csv").status_code == 403


def test_another_city_is_not_in_it(city, board, call):
    before = {table: rows_of(board, table) for table in TABLES}
    elsewhere = add_round_elsewhere(call)
    add_issue(elsewhere, status="asked", lat=36.5, lon=127.0)
    db.session.commit()
    assert {table: rows_of(board, table) for table in TABLES} == before
    assert board.get("/other/1/office/dashboard").status_code == 403
