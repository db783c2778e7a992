"""What of a round's settings and calendar is fixed from the moment its vote begins."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.korean_time import SEOUL
from civic.rounds.models import RoundChange
from civic.rounds.rules import VoteBegan
from tests.rounds.conftest import FORM


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
