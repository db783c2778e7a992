"""Chapter 3 argues: a sheet for each chosen solution, its money, and why each was chosen or not."""

import pytest

from civic.db import db, now
from civic.documents.model import Heading, Line, plain
from civic.plans.evidence import recount
from civic.plans.evidence.verify import differences
from civic.plans.jobs.run import packed
from civic.plans.models import Plan
from civic.plans.snapshots.concealing import CONCEALED
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.solutions.catalogue.models import CatalogueEntry, load_catalogue
from civic.solutions.parts import SolutionIssue
from civic.solutions.project_plan.models import ProjectPlan
from civic.votes.seal.tally import Tally, TallyRow
from tests.factory import add_indicator, add_issue, add_solution, screen

pytestmark = pytest.mark.either_database
MILLION = 1_000_000


@pytest.fixture
def bus(round, minji, seoyeon, open_phase):
    """A chosen bus with everything written, a shelter too dear, and a dome nobody may build."""
    load_catalogue()
    west = round.municipality.districts[0]
    issue = add_issue(round, 1, title="버스가 뜸해요", reporter_id=minji.id, supports_count=4,
                      district_id=west.id, lat=36.55, lon=127.05)  # fmt: skip
    round.next_receipt = 2
    bus = add_solution(round, 1, cost_won=1400 * MILLION, operator="가온교통공사")
    shelter = add_solution(round, 2, title="쉼터", cost_won=3000 * MILLION)
    dome = add_solution(round, 3, title="돔", cost_won=10 * MILLION)
    for each, verdict in ((bus, "fit"), (shelter, "fit")):
        screen(each, seoyeon, verdict, department="교통과")
    screen(dome, seoyeon, "unfit", grounds=["no_site"], note="자리가 없어요.")
    db.session.add(SolutionIssue(solution_id=bus.id, issue_id=issue.id))
    bus.districts = [west]
    bus.status, shelter.status = "selected", "not_selected"
    rows = [
        TallyRow(solution_id=bus.id, rank=1, votes=5, cost_won=bus.cost_won, selected=True,
                 reason="votes"),
        TallyRow(solution_id=shelter.id, rank=2, votes=4, cost_won=shelter.cost_won,
                 selected=False, reason="too_dear"),
    ]  # fmt: skip
    counts = {"voters": 5, "choices": 9, "eligible": 9, "budget_won": 4_000_000_000}
    db.session.add(Tally(round_id=round.id, rule="greedy-skip", rows=rows, **counts))
    add_indicator(bus, name="대기시간")
    _write(bus, seoyeon)
    db.session.commit()
    return bus


def _write(bus, planner) -> ProjectPlan:
    cost = {"item": "차량", "basis": "6대", "national_won": 700 * MILLION}
    paid = {"province_won": 200 * MILLION, "city_won": 500 * MILLION + 500_000}
    return ProjectPlan.save(
        bus,
        planner,
        0,
        words={"problem": "하루 여섯 번뿐임\n막차가 이름", "site": "달내동 정류장"},
        cases=[CatalogueEntry.of_key("incheon-drt-wait")],
        steps=[{"title": "설계", "month_from": 1, "month_to": 36, "detail": ""}],
        costs=[cost | paid],
        running=[{"year": 1, "item": "인건비", "payer": "시비", "cost_won": 320 * MILLION}],
    )


def frozen(round):
    snapshot = freeze(Plan.start(round), None)
    db.session.commit()
    return snapshot


def table(document, key) -> list[list[str]]:
    found = next(table for table in document.tables() if table.key == key)
    return [[plain(cell) for cell in row] for row in found.cells]


def test_a_sheet_says_everything_and_every_figure_is_recounted(bus, round):
    snapshot = frozen(round)
    document = document_of(snapshot)
    assert ("가.", bus.title) in [
        (b.number, b.text) for b in document.blocks if isinstance(b, Heading)
    ]
    lines = {b.key: plain(b.text) for b in document.blocks if isinstance(b, Line)}
    assert lines["sheet.1.problem.2"] == "막차가 이름"
    assert lines["sheet.1.linked"] == "주민이 알린 도시문제 1건, 공감 4회에서 출발"
    assert lines["sheet.1.operator"] == "운영 주체: 가온교통공사"
    assert lines["sheet.1.verdict"].startswith("적격 (교통과,")
    assert table(document, "sheet.1.plan") == [["설계", "1~36개월째"]]
    assert table(document, "sheet.1.money") == [
        ["차량", "6대", "700.0", "200.0", "500.5", "1,400.5"],
        ["계", "", "700.0", "200.0", "500.5", "1,400.5"],
    ]
    assert lines["sheet.1.gap"].startswith("투표에 오른 사업비 1,400백만원보다 많음")
    assert table(document, "sheet.1.running")[-1][-1] == "320"
    assert table(document, "sheet.1.similar")[0][2] == "78분 → 13분"
    assert "sheet.1.map" in {getattr(block, "key", "") for block in document.blocks}
    figures = [{"id": fact.id, "value": fact.value} for fact in document.facts()]
    assert recount.differing(snapshot.read(), figures) == []


def test_why_each_was_chosen_or_not_is_said_in_the_counts_words(bus, round):
    rows = table(document_of(frozen(round)), "solutions.why")
    assert [row[2] for row in rows] == ["선정", "미선정", "투표 제외"]
    assert rows[1][3] == "2위. 남은 예산 26억 원보다 커서 건너뜀"
    assert rows[2][3] == "부서 심사 부적격: 부지나 시설을 마련할 수 없어요"


def test_the_plans_logic_is_a_table_and_a_picture(bus, round):
    document = document_of(frozen(round))
    (row,) = table(document, "solutions.logic")
    assert row[0] == "버스가 뜸해요(공감 4회)" and row[1] == bus.title and "대기시간" in row[2]
    assert "solutions.chain" in {getattr(block, "key", "") for block in document.blocks}


def test_a_bundle_with_sheets_is_verified_and_one_changed_sum_is_found(bus, round):
    snapshot = frozen(round)
    assert differences(packed(snapshot)) == []
    data = dict(snapshot.read())
    rows = [[*row[:3], row[3] + 1_000_000] for row in data["rows"]["costs"]["rows"]]
    costs = data["rows"]["costs"] | {"rows": rows}
    changed = data | {"rows": data["rows"] | {"costs": costs}}
    figures = [{"id": f.id, "value": f.value} for f in document_of(snapshot).facts()]
    assert any(said.startswith("project.1.total") for said in recount.differing(changed, figures))


def test_a_project_whose_solution_is_hidden_since_keeps_its_money_and_no_word(bus, round):
    snapshot = frozen(round)
    bus.hidden_at = now()
    db.session.commit()
    document = document_of(snapshot)
    money = table(document, "sheet.1.money")[0]  # what it is spent on is told nowhere
    assert money == [CONCEALED, "700.0", "200.0", "500.5", "1,400.5"]
    assert "막차가 이름" not in str(document.blocks)
    assert bus.title not in str(document.summary.blocks) and document.summary.left_out


def test_before_anything_is_written_the_proposals_own_words_stand_there(bus, round):
    db.session.delete(ProjectPlan.of(bus))
    db.session.commit()
    keys = {getattr(block, "key", "") for block in document_of(frozen(round)).blocks}
    assert "sheet.1.approach.1" in keys and "sheet.1.money" not in keys
