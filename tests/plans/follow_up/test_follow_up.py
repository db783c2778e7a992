"""How participation goes on: activities, targets by year, a planner's own columns, in print."""

import pytest

from civic.db import db
from civic.documents.model import plain
from civic.plans.evidence import recount
from civic.plans.follow_up.models import FollowUp
from civic.plans.follow_up.rules import wrong_years, years_to_target
from civic.plans.models import Plan
from civic.plans.readiness.facts import open_items
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze

ADDRESS = "/gaon/1/plan/follow-up"
ACTIVITY = {
    "activities-0-kind": "panel",
    "activities-0-what": "운행을 살피는 주민참여단",
    "activities-0-timing": "분기마다",
    "activities-0-host": "스마트도시팀",
    "activities-0-people": "1,030명",
    "activities-0-way_back": "회의록 공개",
}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ((None, None, None), {}),
        ((50, 30, 13), {}),
        ((50, None, 13), {1: "missing"}),
        ((80, 30, 13), {0: "back"}),
        ((50, 60, 13), {1: "back"}),
        ((50, 12, 13), {1: "beyond", 2: "back"}),
        ((50, 30, 14), {2: "last"}),
        ((78, 78, 13), {}),
    ],
)
def test_years_go_from_the_baseline_to_the_target(values, wrong):
    assert wrong_years(values, 78, 13, "down") == wrong
    mirrored = tuple(None if value is None else -value for value in values)
    assert wrong_years(mirrored, -78, -13, "up") == wrong


def test_without_a_baseline_the_first_year_may_be_anything_before_the_target():
    assert wrong_years((200, 13), None, 13, "down") == {}


@pytest.mark.parametrize(
    ("months", "first", "targets", "years"),
    [(36, 2027, [], 3), (25, None, [2030], 3), (None, None, [], 3), (12, 2022, [2023, None], 2),
     (120, 2027, [], 6), (6, 2027, [2020], 1)],
)  # fmt: skip
def test_there_are_as_many_years_as_are_built_and_up_to_the_last_target(
    months, first, targets, years
):
    assert years_to_target(months, first, targets) == years


@pytest.fixture
def office(as_person, seoyeon, bus, person, round, open_phase):
    """서연, where residents set 13 minutes for a wait of 72, in a call of three years."""
    round.call.build_months, bus.target_year = 36, None
    open_phase("target")
    bus.set_preference(person("민지"), 13.0)
    db.session.commit()
    open_phase("submit")
    return as_person(seoyeon)


def sent(bus, *years, **more) -> dict:
    typed = {f"rows-0-year_{n}": year for n, year in enumerate(years)}
    return {"revision": "0", "rows-0-indicator_id": str(bus.id)} | ACTIVITY | typed | more


def saved(round) -> FollowUp:
    db.session.expire_all()
    found = FollowUp.of(round)
    assert found is not None
    return found


def test_a_planner_writes_it_and_reads_it_again(office, bus, round, seoyeon):
    columns = {"columns-0-title": "담당", "columns-0-place": "2", "rows-0-note_0": "교통과"}
    columns |= {"columns-1-title": "측정주기", "columns-1-place": "1", "rows-0-note_1": "매월"}
    answer = office.post(ADDRESS, data=sent(bus, "50", "30.5 분", "13") | columns)
    assert answer.status_code == 303
    found = saved(round)
    (activity,) = found.activities
    assert (activity.kind, activity.people) == ("panel", 1030)
    assert found.years_of(bus.id) == [50, 30.5, 13]
    assert [column.title for column in found.columns] == ["측정주기", "담당"]
    assert [note.words for column in found.columns for note in column.notes] == ["매월", "교통과"]
    assert (found.revision, found.saved_by) == (1, seoyeon)
    page = office.get(ADDRESS).text
    assert 'value="30.5"' in page and ">측정주기</textarea>" in page and 'value="1030"' in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rows-0-year_2": "14"}, "마지막 해는 주민이 정한 목표값과 같아야 해요: 13"),
        ({"rows-0-year_0": "80"}, "앞의 값 72에서 목표값 13 쪽으로 가야 해요."),
        ({"rows-0-year_1": "5"}, "목표값 13보다 더 갔어요."),
        ({"rows-0-year_1": ""}, "이 해의 값도 적어 주세요."),
        ({"rows-0-year_1": "서른"}, "숫자로 적어 주세요."),
        ({"activities-0-host": ""}, "적어 주세요."),
        ({"activities-0-kind": "<b>"}, "목록에서 골라 주세요."),
        ({"activities-0-people": "0"}, "1부터 999,999까지예요."),
        ({"activities-0-what": "가" * 61}, "60자까지 쓸 수 있어요."),
        ({"rows-0-note_0": "매월"}, "적은 칸이 있어요. 열 이름을 적어 주세요."),
        ({"columns-0-title": "담당", "columns-1-title": "담당"}, "같은 열을 두 번 적었어요."),
    ],
)
def test_a_mistake_is_said_at_its_cell_and_nothing_is_stored(office, bus, round, change, sentence):
    answer = office.post(ADDRESS, data=sent(bus, "50", "30", "13") | change)
    assert answer.status_code == 422
    assert (sentence in answer.text and ">운행을 살피는 주민참여단</textarea>" in answer.text) or (
        "activities-0-what" in change
    )
    assert 'aria-invalid="true"' in answer.text
    assert FollowUp.of(round) is None


def test_of_two_planners_the_second_is_told_and_keeps_the_words(office, bus, round):
    office.post(ADDRESS, data=sent(bus, "50", "30", "13"))
    answer = office.post(ADDRESS, data=sent(bus, "51", "31", "13"))
    assert answer.status_code == 409
    assert "그사이 다른 담당자가 저장했어요" in answer.text and 'value="51"' in answer.text
    assert saved(round).years_of(bus.id) == [50, 30, 13]
    again = office.post(ADDRESS, data=sent(bus, "51", "31", "13", revision="1"))
    assert again.status_code == 303 and saved(round).years_of(bus.id) == [51, 31, 13]


def test_a_row_more_is_asked_for_without_losing_what_is_typed(office, bus, round):
    answer = office.post(ADDRESS, data=sent(bus, "50", "x", act="activities"))
    assert answer.status_code == 200 and 'value="x"' in answer.text
    assert 'name="activities-3-kind"' in answer.text
    assert FollowUp.of(round) is None


def test_rows_of_indicators_that_are_not_the_rounds_are_left_alone(office, bus, round):
    stray = {"rows-1-indicator_id": "99999", "rows-1-year_0": "1", "rows-2-indicator_id": "x"}
    assert office.post(ADDRESS, data=sent(bus, "50", "30", "13") | stray).status_code == 303
    assert {row.indicator_id for row in saved(round).yearly} == {bus.id}


def test_it_is_a_chapter_whose_every_figure_is_recounted(office, bus, round):
    columns = {"columns-0-title": "측정주기", "rows-0-note_0": "매월"}
    office.post(ADDRESS, data=sent(bus, "50", "30.5", "13") | columns)
    snapshot = freeze(Plan.start(round), None)
    document = document_of(snapshot)
    tables = {table.key: table for table in document.tables()}
    (activity,) = tables["follow_up.activities"].cells
    assert [plain(cell) for cell in activity] == [
        "주민참여단 운영", "운행을 살피는 주민참여단", "분기마다", "스마트도시팀", "1,030",
        "회의록 공개",
    ]  # fmt: skip
    years = tables["follow_up.yearly"]
    assert [column.title for column in years.columns] == [
        "성과지표(단위)", "기준값(연도)", "1차년도", "2차년도", "3차년도", "측정주기"
    ]  # fmt: skip
    assert [plain(cell) for cell in years.cells[0]][2:] == ["50.0", "30.5", "13.0", "매월"]
    facts = {fact.id: fact.value for fact in document.facts()}
    assert facts["follow_up.activities"] == 1 and facts[f"yearly.{bus.id}-2.value"] == 30.5
    figures = [{"id": id, "value": value} for id, value in facts.items()]
    assert recount.differing(snapshot.read(), figures) == []
    data = dict(snapshot.read())
    data["follow_up"]["yearly"][1]["value"] = 31
    assert any(line.startswith(f"yearly.{bus.id}-2") for line in recount.differing(data, figures))


def test_readiness_asks_for_it_and_sees_years_that_lead_elsewhere(office, bus, round, seoyeon):
    plan = Plan.start(round)
    db.session.commit()
    assert "no_follow_up" in {item.kind for item in open_items(round, plan)}
    office.post(ADDRESS, data=sent(bus, "50", "30", "13"))
    kinds = {item.kind for item in open_items(round, plan)}
    assert not kinds & {"no_follow_up", "years_off"}
    bus.override_target(20.0, "예산에 맞춤", seoyeon)
    db.session.commit()
    assert "years_off" in {item.kind for item in open_items(round, plan)}


def test_residents_do_not_see_the_page(as_person, person, bus, round):
    assert as_person(person("민지")).get(ADDRESS).status_code in (403, 404)
