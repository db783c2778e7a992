"""A planner opens a round for a call, and changes its settings until voting begins."""

from datetime import date

import pytest

from civic.db import db
from civic.rounds.calls.models import Call
from civic.rounds.models import Round, RoundChange
from civic.rounds.rules import RULES, AlreadyOpen, WrongRule, check_counting
from tests.conftest import NOW
from tests.factory import add_city
from tests.rounds.conftest import FORM

SETTINGS = {
    "title": "참여",
    "budget_won": 10,
    "ballot_form": "approval",
    "rule": "greedy-skip",
    "completion": "none",
}


def open_round(client, **changes):
    return client.post("/gaon/office/rounds/new?call=call", data=FORM | {"number": "1"} | changes)


def rounds():
    return db.session.scalars(db.select(Round).order_by(Round.number)).unique().all()


def test_a_city_without_rounds_teaches_the_planner_and_only_them(client, planner, gaon, call):
    page = planner.get("/gaon/").text
    assert "첫 참여 기간을 열어 볼까요?" in page
    assert 'href="/gaon/office/rounds/new"' in page
    assert "첫 참여 기간" not in client.get("/gaon/").text


def test_a_planner_of_one_round_still_finds_the_way_to_the_next(planner, as_person, person, round):
    assert 'href="/gaon/office/rounds/new"' in planner.get("/gaon/").text
    assert "/gaon/office/rounds/new" not in as_person(person("민지")).get("/gaon/").text


def test_a_call_is_shown_with_its_facts_and_with_what_no_source_states(planner, call):
    call.national_won = call.local_won = 2_000_000_000
    db.session.commit()
    page = planner.get("/gaon/office/rounds/new").text
    assert "국비 20억 원 + 지방비 20억 원" in page
    assert "출처에 없음" in page
    form = planner.get("/gaon/office/rounds/new?call=call").text
    assert 'value="40억"' in form
    assert 'value="50"' in form


def test_a_planner_opens_a_round_and_goes_on_to_its_dates(planner, seoyeon):
    answer = open_round(planner)

    assert (answer.status_code, answer.location) == (303, "/gaon/1/office/phases/")
    [round] = rounds()
    assert (round.number, round.title, round.budget_won) == (1, "2027 함께 정하기", 4_000_000_000)
    assert (round.ballot_form, round.rule, round.max_choices) == ("approval", "greedy-skip", 5)
    assert round.vote_levels == ["invite", "desk"]
    [change] = db.session.scalars(db.select(RoundChange)).all()
    assert (change.act, change.actor_id) == ("open", seoyeon.id)
    assert "버스와 골목을 함께 고쳐요." in planner.get("/gaon/1/").text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "1~120글자"),
        ({"intro": "가" * 2001}, "2,000글자까지"),
        ({"budget_won": "많이"}, "금액으로 읽을 수 없어요"),
        ({"budget_won": "0"}, "1원보다 큰"),
        ({"national_percent": "101"}, "0~100"),
        ({"national_percent": "nan"}, "0~100"),
        ({"counting": "ranked greedy-skip"}, "투표하고 세는 방법"),
        ({"counting": "approval equal-shares"}, "동의하거나 다른 방법"),
        ({"completion": "magic"}, "남는 예산은"),
        ({"max_choices": "0"}, "1~20"),
        ({"vote_levels": []}, "하나 이상"),
        ({"vote_levels": ["king"]}, "누가 투표할 수"),
    ],
)
def test_a_wrong_field_opens_nothing_and_comes_back_with_the_input(planner, call, changes, told):
    answer = open_round(planner, **({"title": "적어 둔 이름"} | changes))

    assert answer.status_code == 422
    assert "고칠 곳이 1개" in answer.text
    assert told in answer.text
    assert "title" in changes or "적어 둔 이름" in answer.text
    assert rounds() == []


def test_a_rule_that_publishes_ballots_is_opened_with_consent(planner, call):
    assert open_round(planner, counting="approval equal-shares", publishes="y").status_code == 303
    assert rounds()[0].publishes_ballots


def test_a_call_that_is_over_opens_nothing(planner, call):
    call.apply_to_on = date(2026, 11, 21)
    db.session.commit()
    page = planner.get("/gaon/office/rounds/new").text
    assert "접수가 끝난 공모 1개" in page
    assert "이 공모로 열기" not in page
    assert "이어서 새 공모 등록" in page
    assert "접수가 끝난 공모라" in open_round(planner).text
    assert rounds() == []


def test_a_call_without_a_last_day_is_over_with_its_year(planner, call):
    call.year, call.apply_to_on = 2025, None
    db.session.commit()
    assert "접수가 끝난 공모라" in open_round(planner).text
    call.year = 2026
    db.session.commit()
    assert open_round(planner).status_code == 303


def test_an_unknown_call_is_not_found(planner, call):
    assert planner.get("/gaon/office/rounds/new?call=x").status_code == 404
    assert planner.post("/gaon/office/rounds/new", data=FORM).status_code == 404


def test_sending_the_form_again_opens_one_round(planner, call):
    first, second = (open_round(planner, request_key="same-key") for _ in range(2))
    assert first.location == second.location
    assert len(rounds()) == 1


def test_of_two_planners_pressing_at_once_one_opens_and_the_other_is_shown_it(
    planner, as_person, person, call
):
    open_round(planner)
    jiho = as_person(person("지호", "planner"))
    answer = open_round(jiho)

    assert answer.location == "/gaon/1/office"
    assert "다른 담당자가 방금 1번째" in jiho.get("/gaon/1/office").text
    assert open_round(planner, number="2").location == "/gaon/2/office/phases/"
    assert [round.number for round in rounds()] == [1, 2]


@pytest.mark.parametrize("number", ["-5", "-99999999999999999999", "0", "99999999999999999999"])
def test_a_number_no_round_can_have_opens_the_next(number, planner):
    assert open_round(planner, number=number).location == "/gaon/1/office/phases/"
    assert [round.number for round in rounds()] == [1]


def test_a_number_from_the_future_becomes_the_next(gaon, call):
    assert Round.open(gaon, call, None, number=900, **SETTINGS).number == 1
    with pytest.raises(AlreadyOpen):
        Round.open(gaon, call, None, number=1, **SETTINGS)


def test_each_ballot_form_has_its_rules_and_no_others():
    for form in RULES:
        for rule in {rule for rules in RULES.values() for rule in rules}:
            if rule in RULES[form]:
                check_counting(form, rule, "none")
            else:
                with pytest.raises(WrongRule):
                    check_counting(form, rule, "none")


def test_dates_are_proposed_backwards_from_the_deadline_and_not_saved(planner, call):
    call.apply_to_on = date(2027, 3, 1)
    db.session.commit()
    open_round(planner)
    page = planner.get("/gaon/1/office/phases/").text
    assert "아직 저장하지 않은 일정" in page
    assert 'id="submit_ends"' in page and 'value="2027-03-02T00:00"' in page
    assert rounds()[0].phases == []


def test_the_command_opens_by_the_same_verb(app, gaon, call):
    run = app.test_cli_runner().invoke
    wanted = ["rounds", "open", "--municipality", "gaon", "--call", "call", "--title", "참여"]
    assert "give --budget-won" in run(args=wanted).output
    wrong = run(args=[*wanted, "--budget-won", "9", "--ballot-form", "ranked"])
    assert "nothing was opened: greedy-skip" in wrong.output
    right = run(args=[*wanted, "--budget-won", "9", "--ballot-form", "ranked", "--rule", "borda"])
    assert right.output == "/gaon/1/\n"
    assert (rounds()[0].rule, rounds()[0].budget_won) == ("borda", 9)


def test_rounds_are_counted_by_city(gaon, call):
    other = add_city("nuri")
    assert Round.open(gaon, call, None, **SETTINGS).number == 1
    assert Round.open(other, call, None, **SETTINGS).number == 1
    assert db.session.scalar(db.select(Call)).is_closed is False
    assert rounds()[0].created_at == NOW
