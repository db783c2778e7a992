"""A planner opens a round for a call, and changes its settings until voting begins."""

from datetime import date, timedelta

import pytest

from civic.db import SEOUL, db
from civic.rounds.calls.models import Call
from civic.rounds.models import Round, RoundChange
from civic.rounds.rules import RULES, AlreadyOpen, VoteBegan, WrongRule, check_counting
from tests.conftest import NOW
from tests.factory import add_city

FORM = {
    "title": "2027 함께 정하기",
    "intro": "버스와 골목을 함께 고쳐요.",
    "budget_won": "40억",
    "national_percent": "50",
    "counting": "approval greedy-skip",
    "completion": "add1u-greedy",
    "max_choices": "5",
    "vote_levels": ["invite", "desk"],
}
SETTINGS = {
    "title": "참여",
    "budget_won": 10,
    "ballot_form": "approval",
    "rule": "greedy-skip",
    "completion": "none",
}


@pytest.fixture
def planner(as_person, seoyeon, call):
    return as_person(seoyeon)


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
    assert as_person(person("민지")).get("/gaon/").status_code == 302


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


def test_settings_change_until_voting_begins_and_the_log_says_from_what_to_what(
    planner, round, open_phase
):
    open_phase("propose")
    answer = planner.post("/gaon/1/office/settings", data=FORM | {"budget_won": "20억"})

    assert answer.status_code == 303
    db.session.expire_all()
    assert round.budget_won == 2_000_000_000
    log = planner.get("/gaon/1/office/log").text
    assert "예산: 40억 원 → 20억 원" in log
    assert "서연" in log


def test_saving_the_page_as_it_is_changes_and_logs_nothing(planner, round):
    as_it_is = FORM | {"title": round.title, "intro": "", "vote_levels": ["desk", "invite"]}
    assert planner.post("/gaon/1/office/settings", data=as_it_is).status_code == 303
    assert db.session.scalars(db.select(RoundChange)).all() == []


def test_once_voting_begins_only_words_change(planner, round, open_phase):
    open_phase("vote")
    page = planner.get("/gaon/1/office/settings").text
    assert "투표가 시작되어 바꿀 수 없는 것" in page
    assert 'name="budget_won"' not in page

    answer = planner.post("/gaon/1/office/settings", data={"title": "새 이름", "intro": ""})
    assert answer.status_code == 303
    db.session.expire_all()
    assert (round.title, round.budget_won) == ("새 이름", 4_000_000_000)


def test_a_form_opened_before_the_vote_changes_nothing_after_it_began(planner, round, open_phase):
    open_phase("vote")
    answer = planner.post("/gaon/1/office/settings", data=FORM | {"max_choices": "9"})

    assert answer.status_code == 409
    assert "그 사이에 투표가 시작되어" in answer.text
    assert "고를 수 있는 가짓수" in answer.text
    db.session.expire_all()
    assert (round.title, round.max_choices) == ("2027 참여", 5)


def test_the_vote_s_first_moment_already_fixes(round, clock):
    clock(round.phase("vote").starts_at)
    with pytest.raises(VoteBegan) as fixed:
        round.change(None, rule="greedy-stop", title="새 이름")
    assert fixed.value.names == {"rule"}
    db.session.rollback()


def test_before_the_vote_a_form_without_its_settings_is_not_told_that_voting_began(planner, round):
    round.phases = []
    db.session.commit()
    answer = planner.post("/gaon/1/office/settings", data={"title": ""})
    assert answer.status_code == 422
    assert "투표가 시작되어 바꿀 수 없는 것" not in answer.text
    assert 'name="counting"' in answer.text


def test_a_vote_that_began_neither_begins_again_nor_ends_in_the_past(round, open_phase, clock):
    open_phase("vote")
    start, end = round.phase("vote").starts_at, round.phase("vote").ends_at
    at = start + timedelta(hours=1)
    for period in [None, (at + timedelta(days=1), end), (start, at - timedelta(minutes=1))]:
        with pytest.raises(VoteBegan):
            round.set_phases({"vote": period} if period else {})
        db.session.rollback()
    round.set_phases({"vote": (start, end + timedelta(days=1))}, reason="정전으로 하루 더 열어요")
    db.session.commit()
    clock(end + timedelta(days=2))
    with pytest.raises(VoteBegan):
        round.set_phases({"vote": (start, end + timedelta(days=9))})
    db.session.rollback()


def test_the_phases_page_says_that_the_vote_is_fixed(planner, round, open_phase):
    open_phase("vote")
    answer = planner.post(
        "/gaon/1/office/phases/",
        data={"vote_starts": "2027-01-01T09:00", "vote_ends": "2027-01-11T00:00"},
    )
    assert answer.status_code == 422
    assert "시작된 투표의 시작" in answer.text


def test_the_phases_page_shows_a_vote_that_began_as_fixed_but_lets_it_last_longer(
    planner, round, open_phase
):
    open_phase("vote")
    assert "투표가 시작되어 바꿀 수 없어요." in planner.get("/gaon/1/office/phases/").text
    vote = round.phase("vote")
    data = {
        "vote_starts": f"{vote.starts_at.astimezone(SEOUL):%Y-%m-%dT%H:%M}",
        "vote_ends": f"{vote.ends_at.astimezone(SEOUL) + timedelta(days=2):%Y-%m-%dT%H:%M}",
    }
    end = vote.ends_at
    data["reason"] = "정전으로 이틀 더 열어요."
    assert planner.post("/gaon/1/office/phases/", data=data).status_code == 303
    db.session.expire_all()
    assert round.phase("vote").ends_at == end + timedelta(days=2)
    assert "일정을 바꿈" in planner.get("/gaon/1/office/log").text


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
