"""A survey's number as baseline and as result of an indicator, in the API, and in the plan."""

import json
from datetime import timedelta

import pytest

from civic.db import db
from civic.plans.evidence.recount import differing
from civic.plans.models import Plan
from civic.plans.section.schema import SnapshotData
from civic.plans.section.tables.surveys import SURVEYS
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.surveys.answers import SurveyValue
from civic.surveys.figures import SurveyFigure, figures_of
from civic.targets.models import Indicator
from civic.targets.results.models import IndicatorResult
from tests.factory import add_indicator, add_issue, add_solution
from tests.plans.snapshots.test_schema import misfits
from tests.surveys.conftest import ONE, SCALE, SEVERAL

POINTS = [5] * 24 + [4] * 12 + [1] * 12  # the mean is 3.75, three of four gave 4 or 5
BETTER = {"unit": "점", "direction": "up", "lowest": 1.0, "highest": 5.0}


@pytest.fixture
def solution(round):
    solution = add_solution(round, status="selected", issues=[add_issue(round)])
    db.session.commit()
    return solution


@pytest.fixture
def survey(finished):
    return finished(POINTS)


def figure(round, measure):
    return next(each for each in figures_of(round) if each.measure == measure)


def test_a_baseline_is_taken_from_a_survey_and_counted_again(
    survey, solution, seoyeon, as_person, client, round
):
    typed = {
        **{"name": "버스 만족도", "unit": "점", "direction": "up", "lowest": "1", "highest": "5"},
        **{"figure": figure(round, "mean").key, "baseline": "1.23", "target_year": "2028"},
    }
    office = as_person(seoyeon)
    assert office.post(f"/gaon/1/targets/new/{solution.id}", data=typed).status_code == 303
    row = db.session.scalars(db.select(Indicator)).one()
    assert (row.baseline, row.baseline_year) == (3.75, 2026)
    assert "‘부르면 오는 버스, 어땠나요?’ 1번 평균 3.75점" in row.baseline_source
    assert row.baseline_figure.counted().value == 3.75
    page = client.get(f"/gaon/1/targets/{row.id}").text
    assert f"/gaon/1/surveys/{survey.id}" in page and "다시 세어 보니 같아요" in page
    form = office.get(f"/gaon/1/targets/{row.id}/edit").text
    assert f'selected value="{typed["figure"]}"' in form
    typed |= {"figure": "", "baseline": "2", "baseline_year": "2026", "baseline_source": "조사"}
    office.post(f"/gaon/1/targets/{row.id}/edit", data=typed)
    db.session.expire_all()
    assert (row.baseline, row.baseline_figure_id) == (2.0, None)


def test_a_number_of_another_unit_is_refused(survey, solution, seoyeon, as_person, round):
    typed = {
        **{"name": "버스 만족도", "unit": "분", "direction": "up", "lowest": "1", "highest": "5"},
        "figure": figure(round, "top").key,
    }
    page = as_person(seoyeon).post(f"/gaon/1/targets/new/{solution.id}", data=typed)
    assert page.status_code == 422 and "단위는 %예요" in page.text
    assert db.session.scalars(db.select(SurveyFigure)).all() == []


def test_a_result_is_taken_from_a_survey(
    solution, seoyeon, as_person, client, round, clock, ask, neighbours
):
    indicator = add_indicator(solution, name="만족도", unit="%", direction="up", highest=100.0)
    db.session.commit()
    clock(round.phase("target").ends_at + timedelta(days=1))
    later = ask(SCALE)
    for n, someone in enumerate(neighbours(20)):
        later.answer(someone, None, {later.questions[0].id: [5 if n % 2 else 2]})
    db.session.commit()
    clock(timedelta(days=15))
    chosen = next(f for f in figures_of(round) if f.survey.id == later.id and f.measure == "top")
    typed = {"figure": chosen.key, "request_key": "result-0001"}
    here = f"/gaon/1/targets/{indicator.id}/results/new"
    assert as_person(seoyeon).post(here, data=typed).status_code == 303
    row = db.session.scalars(db.select(IndicatorResult)).one()
    assert (row.value, row.measured_on) == (50.0, chosen.measured_on)
    page = client.get("/gaon/1/targets/results").text
    assert f"/gaon/1/surveys/{later.id}" in page and "다시 세어 보니 같아요" in page
    told = client.get("/api/v1/cities/gaon/rounds/1/targets").json["items"][0]
    assert told["results"][0]["survey"] == later.id


def test_the_plan_tells_of_surveys_in_figures_that_a_stranger_counts_again(
    survey, solution, seoyeon, round
):
    found, solution.status = figure(round, "mean"), "on_ballot"
    add_indicator(
        *(solution,),
        **BETTER | {"name": "버스 만족도", "baseline": 3.75, "baseline_figure_id": found.kept().id},
    )
    db.session.commit()
    snapshot = freeze(Plan.start(round), seoyeon)
    data = snapshot.read()
    assert misfits(data, SnapshotData) == []
    assert data["indicators"][0]["baseline_from"] == {"row": 1, "measure": "mean"}
    facts = {fact.id: fact.value for fact in document_of(snapshot).facts()}
    assert (facts["surveys.held"], facts["surveys.answers"]) == (1, 48)
    assert (facts["survey.1.people"], facts["survey.1.mean"]) == (48, 3.75)
    assert facts["survey.1.top"] == 75.0
    [baseline] = [id for id in facts if id.endswith(".baseline")]
    figures = [{"id": id, "value": value} for id, value in facts.items()]
    assert differing(data, figures) == []
    forged = json.loads(json.dumps(data))
    forged["rows"]["survey_counts"]["rows"][0][3] += 5  # more points in the rows
    wrong = {line.split(":")[0] for line in differing(forged, figures)}
    assert wrong == {"survey.1.mean", baseline}


def test_the_plan_keeps_no_answer_of_few(ask, neighbours, round, clock, seoyeon):
    """Not in its rows either, by which a stranger counts again."""
    survey = ask(SCALE, ONE, SEVERAL)
    scale, one, several = survey.questions
    for n, someone in enumerate(neighbours(40)):
        given = {scale.id: [1 if n < 3 else 2 + n % 4], one.id: [1 if n < 4 else 2 + n % 2]}
        survey.answer(someone, None, given | {several.id: [1] if n < 38 else [2]})
    db.session.commit()
    clock(timedelta(days=15))
    snapshot = freeze(Plan.start(round), seoyeon)
    data = snapshot.read()
    columns = data["rows"]["survey_counts"]["columns"]
    rows = [dict(zip(columns, row, strict=True)) for row in data["rows"]["survey_counts"]["rows"]]
    assert [(row["row"], row["number"], row["people"]) for row in rows] == [(1, 0, 40), (2, 3, 18)]
    [_scale, one, several] = data["surveys"]["rows"]
    assert (one["most"], one["most_percent"]) == ("밤", 45.0)
    assert (several["most"], several["most_percent"]) == ("", None)
    figures = [{"id": fact.id, "value": fact.value} for fact in document_of(snapshot).facts()]
    assert differing(data, figures) == []


def test_a_round_without_surveys_says_nothing_of_them(round, seoyeon):
    document = document_of(freeze(Plan.start(round), seoyeon))
    assert not {fact.id for fact in document.facts() if fact.id.startswith("survey")}


def test_the_api_and_the_bundle_have_the_same_numbers(survey, client, app):
    rows = client.get("/api/v1/cities/gaon/rounds/1/surveys").json["items"]
    whole = rows[0]
    assert (whole["people"], whole["mean"], whole["top_percent"]) == (48, 3.75, 75.0)
    assert [row["people"] for row in rows[1:6]] == [None] * 5
    assert client.get("/api/v1/cities/gaon/rounds/1/surveys?format=csv").status_code == 200


def test_an_open_survey_is_in_no_file(ask, neighbours, client):
    survey = ask({"kind": "scale", "words": "만족하나요?"})
    for someone in neighbours(12):
        survey.answer(someone, None, {survey.questions[0].id: [5]})
    db.session.commit()
    assert client.get("/api/v1/cities/gaon/rounds/1/surveys").json["items"] == []
    assert figures_of(survey.round) == []
    assert db.session.scalars(db.select(SurveyValue)).first() is not None


def test_a_plan_filed_before_says_of_small_answers_what_it_said():
    note = SURVEYS["targets.surveys"].note
    assert note({"format": 6}).endswith("10명이 안 되는 집단은 싣지 않음")
    assert note({"format": 7}).endswith("10명이 안 되는 답은 싣지 않음")
