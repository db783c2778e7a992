"""Each number of the dashboard is counted from the rows, and is the one said elsewhere."""

import re

from civic.dashboard.filters import DashboardFilters
from civic.dashboard.page import Dashboard
from civic.dashboard.waiting import waiting
from civic.db import db
from civic.issues.labels import STATUSES
from civic.issues.listing import counts
from civic.issues.rules import UNANSWERED
from civic.moderation.queue import waiting_page
from civic.themes.models import Theme
from civic.triage.departments.models import Assignment, Department
from civic.triage.filters import DeskFilters
from civic.triage.matching import count
from civic.triage.rows import is_late
from civic.web.filters import stacked
from tests.conftest import NOW
from tests.dashboard.conftest import BOARD, DAY, rows_of
from tests.factory import add_issue
from tests.pages import tight

THEMES_ON_THE_DESK = "theme" in DeskFilters.__dataclass_fields__


def shown(round, **asked) -> Dashboard:
    return Dashboard(round, DashboardFilters(**asked))


def test_reports_are_those_the_desk_lists(city, round):
    board = shown(round)
    assert board.arrivals.total == count(round, DeskFilters(show="all")) == round.issues_count == 9
    assert sum(row.reports for row in board.breakdown.districts) == 9
    assert sum(number for _code, number in board.breakdown.categories) == 9
    assert sum(row.reports for row in board.breakdown.themes) == 9


def test_where_reports_came_from_is_told_apart(city, round):
    found = shown(round).arrivals.sources
    assert found == {"resident": 4, "meeting": 1, "file": 3, "office": 1}


def test_the_office_own_report_is_no_residents(city, board):
    header, *rows = rows_of(board, "days")
    sources = ["주민 제보", "모임에서 들음", "다른 프로그램", "가져온 민원", "담당자가 직접"]
    assert header == ["날", *sources, "모두"]
    assert ["2026-11-22", "1", "0", "0", "0", "1", "2"] in rows
    assert ["2026-11-21", "0", "1", "0", "0", "0", "1"] in rows


def test_what_programs_of_others_sent_is_no_residents(city, board, round):
    for receipt in (98, 99):
        add_issue(round, receipt, created_at=NOW)
    db.session.commit()
    found = shown(round).arrivals.sources
    assert found == {"resident": 4, "meeting": 1, "program": 2, "file": 3, "office": 1}
    assert ["2026-11-22", "1", "0", "2", "0", "1", "4"] in rows_of(board, "days")
    page = tight(board.get(BOARD).text)
    assert '<rect class="p"' in page and "다른 프로그램<strong>2</strong>" in page
    for source, number in (("resident", 5), ("meeting", 1), ("program", 2), ("file", 3)):
        assert count(round, DeskFilters(show="all", source=source)) == number


def test_by_district_is_what_the_kept_counts_say(city, round):
    kept = {row.district_id or None: row.issues for row in counts.by_district(round.id)}
    rows = shown(round).breakdown.districts
    assert {row.id: row.reports for row in rows if row.reports} == kept


def test_the_rate_leaves_the_office_out_and_is_unknown_without_people(city, board, gaon):
    header, *rows = rows_of(board, "districts")
    assert header == ["읍면동", "인구", "제보", "담당자가 직접", "인구 1,000명당"]
    assert rows == [
        ["달내동", "2000", "3", "0", "1.5"],
        ["느티동", "500", "4", "1", "6.0"],
        ["읍면동 없음", "", "2", "0", ""],
    ]
    gaon.districts[0].population = None
    db.session.commit()
    assert rows_of(board, "districts")[1] == ["달내동", "", "3", "0", ""]


def test_by_theme_is_what_the_themes_keep(city, round):
    theme = db.session.scalars(db.select(Theme)).one()
    found = {row.theme and row.theme.id: row.reports for row in shown(round).breakdown.themes}
    assert found == {theme.id: theme.texts_count, None: 7}
    assert theme.texts_count == 2  # the merged one is in the list no more


def test_answers_are_counted_from_decisions_that_stand(city, round, app):
    found = shown(round).answers
    assert (found.total.answered, found.total.median, found.total.longest) == (2, 5.0, 7)
    assert (found.total.promised, found.total.kept) == (2, 1)
    with app.test_request_context():
        assert found.waiting == waiting_page(round).total == 4


def test_answer_times_of_a_department(city, board):
    _header, everybody, roads = rows_of(board, "answers")
    assert everybody == ["모두", "2", "5.0", "7", "2", "1"]
    assert roads == ["도로과", *everybody[1:]]
    assert rows_of(board, "answer_days")[1:] == [["3", "1"], ["7", "1"]]


def test_departments_have_what_the_desk_lists_for_them(city, round):
    unit = db.session.scalars(db.select(Department)).one()
    everybody, (roads, nobody) = shown(round).workload
    assert roads.whole.given == Assignment.counts([unit.id], round)[unit.id] == 3
    for load, who in ((roads.whole, str(unit.id)), (nobody.whole, "none")):
        for status in UNANSWERED:
            asked = DeskFilters(show="all", department=who, status=status)
            assert load.statuses[status] == count(round, asked)
        assert load.late == count(round, DeskFilters(show="all", department=who, due="late"))
    assert everybody.late == count(round, DeskFilters(show="all", due="late")) == 1
    assert everybody.given == round.issues_count


def test_late_is_one_thing_on_desk_and_dashboard_and_no_decided_report_is(city, round, board):
    for status in STATUSES:
        city["asked"].status = status
        db.session.commit()
        late = is_late(NOW.date() - DAY, status, NOW.date())
        assert late == (status in UNANSWERED)
        assert shown(round).workload[0].late == count(round, DeskFilters(due="late", show="all"))
        assert shown(round).workload[0].late == late
        page = board.get("/gaon/1/office/voices?show=all&due=late").text
        assert page.count('class="num late"') == late


def test_what_an_officer_has_is_part_of_the_department(city, board):
    _header, whole, officer, *_rest = rows_of(board, "departments")
    assert whole == ["도로과", "", "3", "0", "0", "1", "1"]
    assert officer == ["도로과", "하늘", "2", "0", "0", "1", "1"]


def test_what_waits_is_what_the_cockpit_says(city, board, round):
    found = waiting(round)
    _header, *rows = rows_of(board, "waiting")
    numbers = {what: int(number) for _whom, what, number in rows}
    assert numbers["새 제보"] == found["new"] == round.untriaged_count
    assert numbers["같아 보이는 제보"] == len(found["alike"])
    assert numbers["모임 의견"] == found["heard"]
    assert numbers["보완요청"] == count(round, DeskFilters(show="all", status="asked")) == 1
    cockpit = tight(board.get("/gaon/1/office").text)
    for name in ("새 제보", "같아 보이는 제보"):
        assert not numbers[name] or f'{name}</span><span class="big num">{numbers[name]}' in cockpit


def test_only_reports_with_a_place_are_on_the_map_of_places(city, round):
    board = shown(round)
    assert board.placed == 1
    assert [square.reports for square in board.squares] == [1]


def test_every_number_on_the_page_leads_to_a_list_as_long(city, board):
    page = tight(board.get(BOARD).text).replace("&amp;", "&")
    cell = r'href="([^"]*/voices\?[^"]*)">([\d,]+)</a>'
    bar = r'href="([^"]*/voices\?[^"]*)">[^<]*</a></span><span class="num strong">([\d,]+)<'
    tile = r'href="([^"]*/voices\?[^"]*)"><span class="row">.*?<span class="big num">([\d,]+)<'
    links = [found for kind in (cell, bar, tile) for found in re.findall(kind, page)]
    known = [link for link in links if "theme=" not in link[0] or THEMES_ON_THE_DESK]
    assert len(known) >= 12
    for address, number in known:
        assert board.get(address).text.count('name="issue"') == int(number), address


def test_parts_of_a_bar_stand_end_to_end():
    assert stacked([1, 1, 2], 4) == [(0, 25), (25, 25), (50, 50)]
    assert stacked([1], 3) == [(0, 33.33)]
    assert stacked([], 0) == []
