"""The plan prints the same participation as the page, the sealed ranking, and every reason."""

import json

import pytest

from civic.db import db
from civic.documents.canonical import unpack
from civic.documents.export.formats import FORMATS
from civic.documents.model import Table, plain
from civic.participation.participants import participation_of
from civic.people.models import Person
from civic.photos.models import Photo
from civic.places.population.models import Population
from civic.plans.models import Plan
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.targets.override import TargetOverride
from civic.targets.weights.models import PointSpread, WeightDecision
from civic.votes.ballots.voter_roll import Participation
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally


@pytest.fixture
def vote(round, gaon, person, open_phase):
    """Thirty voters on line, two of them from 느티동, and three on paper."""
    round.max_choices, (west, east) = 2, gaon.districts
    made = [
        Solution(
            round_id=round.id,
            number=number,
            title=title,
            summary=title,
            category="transit",
            cost_won=cost,
            status="on_ballot",
        )
        for number, title, cost in ((1, "가온콜", 10**9), (2, "쉼터", 5 * 10**8))
    ]
    db.session.add_all(made)
    db.session.flush()
    open_phase("vote")
    for n in range(30):
        voter = person(f"주민{n}", lives=True)
        voter.home_district, voter.birth_year = (west if n < 28 else east), 1980
        Participation.submit(voter, round, [solution.id for solution in made[: 1 + n % 2]])
    photo = Photo(key="0" * 32, sha256="0" * 64, width=1, height=1)
    db.session.add(photo)
    db.session.flush()
    held = {"source": "paper", "place": "경로당", "held_at": round.phase("vote").starts_at}
    sheet = PaperSheet.enter(
        round, person("서연", "planner"), [photo], "r1", voters=3, counts={made[1].id: 3}, **held
    )
    sheet.confirm(person("도하", "planner"))
    Population.replace(
        gaon, {(west.id, "40"): 900, (east.id, "40"): 700}, "통계", gaon.districts[0].base_on
    )
    db.session.commit()
    return made


@pytest.fixture
def counted(vote, round, clock):
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, db.session.scalars(db.select(Person).filter_by(name="서연")).one())
    db.session.commit()
    return tally


def take(round):
    snapshot = freeze(Plan.start(round), None)
    db.session.commit()
    return document_of(snapshot)


def table(document, key) -> Table:
    return next(table for table in document.tables() if table.key == key)


def words(document) -> str:
    return "\n".join(
        plain(block.text)
        for block in document.blocks
        if hasattr(block, "text") and not isinstance(block.text, str)
    )


def test_page_plan_and_files_tell_the_same_numbers(counted, round, client):
    told, document = participation_of(round), take(round)
    published = client.get("/gaon/1/voices/.json").json
    assert published == told | {"meetings": published["meetings"]}
    printed = {plain(row[0]): plain(row[2]) for row in table(document, "people.districts").cells}
    assert printed.pop("계") == str(told["total"])
    assert printed == {
        row["name"]: "가림" if row["people"] is None else str(row["people"])
        for row in told["districts"]
    }
    page = client.get("/gaon/1/voices/").text
    for row in told["districts"]:
        shown = row["people"] if row["people"] is not None else "가림"
        assert row["name"] in page and str(shown) in page


def test_no_hidden_number_is_in_what_the_plan_froze(counted, round):
    plan = Plan.start(round)
    data = unpack(freeze(plan, None).data)
    hidden = [row["people"] for row in data["voices"]["districts"]]
    assert hidden == [None, None]  # two from 느티동 hide both, though the sum is told
    assert data["voices"]["total"] == 30
    assert "birth" not in json.dumps(data)


def test_the_sealed_ranking_is_the_documents(counted, round):
    result = json.loads(Publication.of(round)["result.json"].body)
    assert take(round).ledger_root == result["root"]
    printed = [
        (plain(row[1]), plain(row[2]), plain(row[4]) == "선정")
        for row in table(take(round), "solutions.result").cells
    ]
    titles = {project["id"]: project["title"] for project in result["projects"]}
    paper = {project["id"]: project["paper"] for project in result["projects"]}
    assert sum(paper.values()) > 0
    sealed = [
        (titles[r["id"]], f"{r['votes']}표 (종이·현장 {paper[r['id']]}표)", r["selected"])
        for r in result["ranking"]
    ]
    assert printed == sealed


def test_paper_votes_are_said_apart_in_the_plan_and_on_the_page(counted, round, client):
    assert "종이·현장 투표 3명 포함" in words(take(round))
    assert "종이 투표지와 모임에서 3명" in client.get("/gaon/1/vote/result").text


@pytest.fixture
def measured(counted, vote, person):
    indicator = Indicator.add_to(
        vote[0],
        name="평균 대기시간",
        unit="분",
        direction="down",
        baseline=72.0,
        baseline_year=2026,
        baseline_source="10월 조사",
        lowest=0.0,
        highest=75.0,
    )
    for n, value in enumerate((10, 15, 30)):
        db.session.add(
            Preference(indicator_id=indicator.id, person_id=person(f"이웃{n}").id, value=value)
        )
    db.session.commit()
    return indicator


def test_a_departure_prints_with_the_median_and_its_reason(measured, round, person, open_phase):
    open_phase("compile")
    measured.override_target(20, "차가 다섯 대뿐임", person("지호", "planner"))
    db.session.commit()
    document = take(round)
    row = [plain(cell) for cell in table(document, "targets.indicators").cells[0]]
    assert row[7] == "20 [주민 중앙값 15]"
    assert "차가 다섯 대뿐임" in plain(table(document, "targets.measuring").cells[0][2])
    assert "차가 다섯 대뿐임" in plain(table(document, "targets.departures").cells[0][4])
    assert db.session.scalar(db.select(db.func.count()).select_from(TargetOverride)) == 1
    for made in FORMATS.values():
        assert made.export(document)


def test_an_indicator_without_a_baseline_is_named_and_not_printed(measured, vote, round):
    Indicator.add_to(vote[0], name="이용자", unit="명", direction="up", lowest=0.0, highest=9.0)
    db.session.commit()
    document = take(round)
    assert len(table(document, "targets.indicators").cells) == 1
    assert "이용자(기준값·기준 연도·출처 없음)" in words(document)


def test_weights_print_with_who_set_them_and_why(measured, round, person, clock):
    minji = person("민지")
    clock(round.phase("target").starts_at)
    PointSpread.give(minji, round, {measured.id: 10})
    db.session.commit()
    document = take(round)
    assert plain(table(document, "targets.indicators").cells[0][4]) == "100%"
    assert "주민 1명이 10점씩 나눈 점수의 평균" in words(document)
    WeightDecision.by_planner(round, person("지호", "planner"), {measured: 100.0}, "공모의 배점")
    db.session.commit()
    assert "담당자가 정함. 사유: 공모의 배점" in words(take(round))
