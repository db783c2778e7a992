"""A survey among the resident panel: its members alone answer, and the plan tells it as theirs."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.meetings.models import Meeting
from civic.notices.collect import gather
from civic.notices.models import Notice
from civic.panel.draw.redraw import known_at
from civic.panel.models import Panel
from civic.plans.models import Plan
from civic.plans.snapshots.gather import gather as freeze
from civic.surveys.answers import SurveyAnswer
from civic.surveys.counting import results_of
from civic.surveys.models import Survey
from civic.surveys.rules import NotOfPanel
from tests.panel.conftest import RESULT, apply, many, population, terms  # noqa: F401
from tests.surveys.conftest import SCALE

FORM = {"title": "참여단, 어땠나요?", "audience": "panel"}


@pytest.fixture
def panel(round, population, terms, seoyeon):  # noqa: F811
    """Twelve seats, one part: enough members to be told of."""
    panel = Panel.prepare(round, **terms(size=12, features=["district"]))
    panel.announce(seoyeon)
    db.session.commit()
    return panel


@pytest.fixture
def members(panel, many, clock, doha):  # noqa: F811
    """Twelve who were drawn and accepted."""
    clock(panel.applies_until)
    panel.close()
    clock(known_at(panel.source, panel.source_round) + timedelta(hours=1))
    panel.draw_by(RESULT, doha)
    asked = [each.person for each in panel.applicants() if each.state == "asked"]
    for person in asked:
        panel.accept(person)
    db.session.commit()
    return asked


@pytest.fixture
def outsider(panel, many, members):  # noqa: F811
    """Somebody who applied and was not drawn."""
    return next(person for person in many if person not in members)


def test_only_members_answer_and_are_counted_as_the_panel(ask, members, outsider):
    survey = ask(SCALE, audience="panel")
    [question] = survey.questions
    for n, member in enumerate(members):
        survey.answer(member, None, {question.id: [4 + n % 2]})
    for stranger in (outsider, None):
        with pytest.raises(NotOfPanel):
            survey.answer(stranger, "mark", {question.id: [1]})
    db.session.commit()
    assert {row.audience for row in db.session.scalars(db.select(SurveyAnswer))} == {"panel"}
    [result] = results_of(survey)
    assert (result.audience, result.people, result.questions[0].mean) == ("panel", 12, 4.5)


def test_who_left_the_panel_answers_no_more(ask, panel, members):
    survey = ask(SCALE, audience="panel")
    panel.withdraw(members[0])
    db.session.commit()
    with pytest.raises(NotOfPanel):
        survey.answer(members[0], None, {survey.questions[0].id: [5]})


def test_pages_tell_an_outsider_and_show_a_member_the_form(ask, members, outsider, as_person):
    survey = ask(SCALE, audience="panel")
    address, field = f"/gaon/1/surveys/{survey.id}", f"q_{survey.questions[0].id}"
    inside, outside = as_person(members[0]), as_person(outsider)
    assert "참여하는 사람만" in outside.get(address).text
    assert field not in outside.get(address).text and field in inside.get(address).text
    assert outside.post(f"{address}/answer", data={field: "5"}).status_code == 403
    assert inside.post(f"{address}/answer", data={field: "5"}).status_code == 303
    assert survey.title in inside.get("/gaon/1/").text
    assert survey.title not in outside.get("/gaon/1/").text
    assert survey.title in outside.get("/gaon/1/panel/").text


def test_only_members_hear_that_it_opened(ask, members, outsider):
    ask(SCALE, audience="panel")
    gather()
    told = db.select(Notice.person_id).filter_by(kind="survey")
    assert set(db.session.scalars(told)) == {person.id for person in members}


def test_the_office_may_ask_the_panel_once_it_is_drawn(round, seoyeon, as_person):
    office = as_person(seoyeon)
    assert 'value="panel"' not in office.get("/gaon/1/office/surveys/new").text
    refused = office.post("/gaon/1/office/surveys/new", data=FORM)
    assert refused.status_code == 422 and "추첨한 뒤에" in refused.text
    assert db.session.scalars(db.select(Survey)).all() == []


def test_the_office_writes_one_among_the_members(members, seoyeon, as_person):
    office = as_person(seoyeon)
    assert 'value="panel"' in office.get("/gaon/1/office/surveys/new").text
    assert office.post("/gaon/1/office/surveys/new", data=FORM).status_code == 303
    assert db.session.scalars(db.select(Survey.audience)).one() == "panel"


def test_the_plan_tells_the_panels_meetings_and_what_its_members_answered(
    round, ask, members, seoyeon, clock
):
    begins = now() + timedelta(days=1)
    values = {"kind": "panel", "title": "첫 모임", "starts_at": begins, "place": "시청"}
    Meeting.plan(round, seoyeon, "meeting-0001", **values)
    survey = ask(SCALE, audience="panel")
    for n, member in enumerate(members):
        survey.answer(member, None, {survey.questions[0].id: [4 + n % 2]})
    db.session.commit()
    clock(timedelta(days=15))
    data = freeze(Plan.start(round))
    [row] = data["surveys"]["rows"]
    assert (row["audience"], row["people"], row["mean"]) == ("시민참여단", 12, 4.5)
    assert [meeting["kind"] for meeting in data["meetings"]["rows"]] == ["시민참여단 모임"]
    assert data["panel"]["members"] == 12
