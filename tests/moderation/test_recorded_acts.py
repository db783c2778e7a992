"""What the office does is in its log, whatever page or command it is done by."""

from datetime import timedelta
from functools import partial

import click
import pytest
from sqlalchemy import select

from civic.db import db, now
from civic.issues.models import Issue
from civic.moderation.labels import ACTS
from civic.moderation.log import log_page
from civic.moderation.office_acts import ABOUT, ABOUT_NUMBER, ACT_OF, BY_ROWS, COMMANDS, NO_ACTS
from civic.moderation.recorded import RecordedAct
from civic.outbox.kept.models import KeptForm
from civic.plans.models import Plan
from civic.privacy.notice.models import OWN_WORDS
from civic.roles import WORKSHOP
from civic.targets.models import Indicator
from civic.targets.override import TargetOverride
from civic.triage.departments.models import Department
from civic.web.access import TABLE
from tests.factory import add_indicator, add_round_elsewhere, add_solution, report_issue
from tests.rounds.calls.test_calls import NOTICE

# Commands that leave nothing for the log: they only read, make files beside the database, or do by
# hand what the worker does by itself; and those whose rows tell of them.
OTHER_COMMANDS = {
    *("db", "demo", "secrets", "drift", "work", "backup", "restore", "housekeeping run"),
    *("housekeeping status", "people list", "people verify-log", "people purge"),
    *("people grant", "people revoke", "places list", "photos check", "photos sweep"),
    *("rounds open", "issues import", "issues recount", "issues themes", "issues duplicates"),
    *("votes chain", "votes check", "votes tally", "plans export", "plans verify"),
    *("plans sweep", "plans read-form", "plans fill-form", "notices deliver", "notices make-keys"),
    *("open-data keys list", "open-data webhooks list", "open-data webhooks secret"),
    "open-data embeds list",
}


def forms_of_the_office(app) -> set[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    return {rule.endpoint for rule in rules if TABLE[rule.endpoint] <= WORKSHOP}


def test_every_form_of_the_office_is_an_act_of_the_log(app):
    for address in forms_of_the_office(app):
        if address not in NO_ACTS:
            tells = (address in ACT_OF, address.startswith(BY_ROWS))
            assert tells.count(True) == 1, f"{address}: how does the log come to know of it?"


def test_no_table_names_what_is_not_there(app):
    forms = forms_of_the_office(app)
    assert ACT_OF.keys() | NO_ACTS.keys() <= forms
    assert all(any(form.startswith(room) for form in forms) for room in BY_ROWS)
    acts = {*ACT_OF.values(), *COMMANDS.values()}
    assert acts <= ACTS.keys() and ABOUT_NUMBER.keys() <= acts
    parts = {name for rule in app.url_map.iter_rules() for name in rule.arguments}
    assert ABOUT.keys() <= parts
    for table, column in (*ABOUT.values(), *ABOUT_NUMBER.values()):
        assert column in db.metadata.tables[table].c


def commands_of(group, before=""):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield f"{before}{name}"
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")


def test_every_command_is_an_act_of_the_log_or_known_not_to_be(app):
    there = set(commands_of(app.cli))
    ends = {name for name in there if not any(other.startswith(f"{name} ") for other in there)}
    of_a_group = {name for name in ends if name.partition(" ")[0] in OTHER_COMMANDS}
    assert COMMANDS.keys() <= ends and not COMMANDS.keys() & OTHER_COMMANDS
    assert there >= OTHER_COMMANDS
    assert ends - of_a_group - COMMANDS.keys() - OTHER_COMMANDS == set()


def entries(app, municipality):
    with app.test_request_context("/"):
        return log_page(municipality).rows


def recorded() -> list[RecordedAct]:
    db.session.rollback()
    return list(db.session.scalars(select(RecordedAct).order_by(RecordedAct.id)))


@pytest.fixture
def things(round, minji, seoyeon):
    """One of what forms are about."""
    solution = add_solution(round, status="proposed", title="달내동 순환버스")
    indicator = add_indicator(solution, name="통근 시간")
    overridden = {"value": 20.0, "reason": "예산에 맞춤", "planner_id": seoyeon.id}
    overridden["decided_at"] = now() - timedelta(days=1)
    db.session.add(TargetOverride(indicator_id=indicator.id, **overridden))
    Plan.start(round).confirm_template(seoyeon)
    report_issue(round, minji)
    db.session.add(Department(municipality_id=round.municipality_id, name="교통과"))
    db.session.commit()


SURVEY = {"title": "버스는 어땠나요?", "audience": "open", "request_key": "survey-0001"}
QUESTION = {"kind": "scale", "words": "만족하나요?", "request_key": "question-0001"}
UNTIL = {"closes_at": "2026-12-01T18:00"}
DESK = "/gaon/1/office"


@pytest.mark.parametrize(
    ("address", "data", "act", "about"),
    [
        (f"{DESK}/surveys/new", SURVEY, "survey_write", "버스는 어땠나요?"),
        (f"{DESK}/voices/departments", {"name": "공원과"}, "department_add", "공원과"),
        (
            f"{DESK}/voices/departments/1/rename",
            {"d1-name": "버스과"},
            "department_rename",
            "교통과",
        ),
        (f"{DESK}/voices/departments/1/end", {}, "department_end", "교통과"),
        (f"{DESK}/voices/issues/1/notes", {"body": "전화함"}, "note", ""),
        (f"{DESK}/voices/answers", {"name": "접수", "body": "볼게요."}, "answer_words", "접수"),
        ("/gaon/office/calls/new?from=call", NOTICE, "call", NOTICE["programme"]),
        ("/gaon/1/plan/template/doubt", {}, "plan_template", ""),
        ("/gaon/1/targets/1/departure/withdraw", {}, "follow_residents", "통근 시간"),
        ("/gaon/1/plan/printing/issues", {"issue": "1", "printed": "no"}, "printing", ""),
    ],
)
def test_a_form_is_written_down_with_what_it_is_about(
    address, data, act, about, things, app, seoyeon, as_person, gaon
):
    answer = as_person(seoyeon).post(address, data=data)
    assert answer.status_code == 303
    [row] = recorded()
    assert (row.act, row.about, row.person_id) == (act, about, seoyeon.id)
    assert row.municipality_id == gaon.id
    assert entries(app, gaon)[0].act == act


SCREENED = {"verdict": "unfit", "grounds": "unlawful", "note": "법에 어긋나요.", "edition": "0"}
INVITED = {"label": "하은 박사", "last_on": "2026-11-30", "request_key": "invite-0001"}
NOTICED = dict.fromkeys(OWN_WORDS, "담당 부서에서 알려요.") | {"in_force_on": "2027-01-01"}
SORTED = {"kind": "category", "category-category": "energy", "issue": "1", "seen": "0"}


@pytest.mark.parametrize(
    ("address", "data", "act"),
    [
        (f"{DESK}/issues/1/status", {"status": "rejected", "reason": "공사 중"}, "status"),
        (f"{DESK}/issues/1/hide", {"reason": "이름이 있어요"}, "hide"),
        (f"{DESK}/voices/acts", SORTED, "many_category"),
        (f"{DESK}/themes/", {"name": "버스"}, "theme"),
        ("/gaon/1/solutions/1/screening", SCREENED, "screening"),
        ("/gaon/1/plan/links/invitations", INVITED, "invite"),
        ("/gaon/office/privacy/", NOTICED, "notice"),
    ],
)
def test_what_has_rows_of_its_own_stands_there_once(
    address, data, act, things, app, seoyeon, as_person, gaon
):
    assert as_person(seoyeon).post(address, data=data).status_code == 303
    acts = [each.act for each in entries(app, gaon)]
    assert acts[0] == act and acts.count(act) == 1 and recorded() == []


def test_what_is_opened_closed_and_thrown_away_says_by_whom(things, seoyeon, person, as_person):
    desk, survey = as_person(seoyeon), f"{DESK}/surveys/1"
    desk.post(f"{DESK}/surveys/new", data=SURVEY)
    assert desk.post(f"{survey}/questions/new", data=QUESTION).status_code == 303
    assert (
        as_person(person("지호", "planner")).post(f"{survey}/open", data=UNTIL).status_code == 303
    )
    assert desk.post(f"{survey}/close").status_code == 303
    shown = desk.get(f"{DESK}/log").text
    assert "설문을 엶" in shown and "설문을 닫음" in shown
    assert [row.person.name for row in recorded()] == ["서연", "서연", "지호", "서연"]


def test_a_residents_words_are_shown_and_not_copied(things, seoyeon, as_person):
    desk = as_person(seoyeon)
    assert desk.post(f"{DESK}/voices/issues/1/notes", data={"body": "전화함"}).status_code == 303
    [row] = recorded()
    assert (row.subject, row.about) == ("issue 1", "")
    assert db.session.get_one(Issue, 1).title in desk.get(f"{DESK}/log").text


def test_an_act_that_is_taken_back_stays_with_its_reason(
    things, seoyeon, minji, as_person, open_phase
):
    open_phase("target")
    indicator = db.session.get_one(Indicator, 1)
    indicator.solution.status = "selected"
    indicator.set_preference(minji, 15)
    db.session.commit()
    open_phase("compile")
    desk, target = as_person(seoyeon), "/gaon/1/targets/1"
    sent = {"value": "20분", "reason": "차가 다섯 대뿐이에요"}
    assert desk.post(f"{target}/departure", data=sent).status_code == 303
    assert desk.post(f"{target}/departure/withdraw").status_code == 303
    first, second = recorded()
    assert (first.act, first.reason) == ("override", "차가 다섯 대뿐이에요")
    assert second.act == "follow_residents"
    assert "차가 다섯 대뿐이에요" in desk.get(f"{DESK}/log").text


def test_hostile_words_are_words(things, seoyeon, as_person):
    desk, title = as_person(seoyeon), '"><img src=x onerror=a>'
    desk.post(f"{DESK}/surveys/new", data=SURVEY | {"title": title})
    assert recorded()[-1].about == title
    assert "<img src=x" not in desk.get(f"{DESK}/log").text


def test_what_is_gone_is_still_named(things, seoyeon, as_person):
    desk = as_person(seoyeon)
    desk.post(f"{DESK}/surveys/new", data=SURVEY)
    assert desk.post(f"{DESK}/surveys/1/discard").status_code == 303
    assert (recorded()[-1].act, recorded()[-1].about) == ("survey_discard", "버스는 어땠나요?")


def test_what_was_refused_is_no_act(things, seoyeon, minji, as_person, clock):
    desk = as_person(seoyeon)
    assert desk.post(f"{DESK}/surveys/new", data=SURVEY | {"title": ""}).status_code == 422
    assert desk.post(f"{DESK}/voices/departments/9/end").status_code == 404
    assert as_person(minji).post(f"{DESK}/voices/departments/1/end").status_code == 403
    assert recorded() == []


def test_what_was_refused_and_is_kept_for_its_person_is_no_act(things, seoyeon, as_person):
    address = "/gaon/office/calls/call"  # it came with the program: an operator's to correct
    sent_from = {"Referer": f"http://localhost{address}"}
    answer = as_person(seoyeon).post(address, data=NOTICE, headers=sent_from)
    assert answer.status_code == 403
    assert db.session.scalars(select(KeptForm)).one().owner == ""
    assert recorded() == []


def test_another_city_sees_none_and_what_is_everybodys_all(
    things, app, call, seoyeon, as_person, gaon
):
    as_person(seoyeon).post(f"{DESK}/voices/departments/1/end")
    elsewhere = add_round_elsewhere(call).municipality
    assert app.test_cli_runner().invoke(args=["rounds", "load-calls"]).exit_code == 0
    assert [each.act for each in entries(app, elsewhere)] == ["call"]
    assert [each.act for each in entries(app, gaon)][:2] == ["call", "department_end"]


@pytest.mark.parametrize("program", ["flask", "python -m flask"])
def test_a_command_is_written_down_as_such(app, gaon, seoyeon, round, as_person, program):
    run = partial(app.test_cli_runner().invoke, prog_name=program)
    said = ["open-data", "keys", "grant", "도로 앱", "--municipality", "gaon"]
    assert run(args=said).exit_code == 0
    assert run(args=["open-data", "keys", "revoke", "1", "--dry-run"]).exit_code == 0
    assert run(args=["open-data", "keys", "revoke", "1"]).exit_code == 0
    assert [(row.act, row.about, row.person_id) for row in recorded()] == [
        ("key", "도로 앱", None),
        ("key_end", "도로 앱", None),
    ]
    assert [row.municipality_id for row in recorded()] == [gaon.id, gaon.id]
    assert "프로그램 운영자, 서버에서" in as_person(seoyeon).get(f"{DESK}/log").text
