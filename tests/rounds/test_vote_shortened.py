"""What people were told of a vote two planners take back: begun later, ended earlier, off."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.korean_time import SEOUL
from civic.people.models import Person
from civic.people.rules import SamePerson
from civic.rounds.models import RoundChange
from civic.rounds.phases.two_persons import CalendarChange
from civic.rounds.rules import VoteNeedsAnother
from tests.rounds.test_vote_end import PHASES, sent

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
REASON = "공모 접수가 당겨졌어요"


@pytest.fixture
def vote(round):
    """The vote of the calendar, which has not begun."""
    return round.phase("vote")


@pytest.fixture
def jiho(person):
    return person("지호", "planner")


def typed(at):
    return f"{at.astimezone(SEOUL):%Y-%m-%dT%H:%M}"


def moved(round, starts=timedelta(), ends=timedelta()):
    """The page's form with the vote moved by so much at each end."""
    vote = round.phase("vote")
    times = {"vote_starts": typed(vote.starts_at + starts), "vote_ends": typed(vote.ends_at + ends)}
    return sent(round, reason=REASON, **times)


def without(round):
    data = sent(round, reason=REASON)
    return {name: value for name, value in data.items() if not name.startswith("vote_")}


def swapped(round):
    """The vote in the place of the phase after it, and that one in the vote's."""
    data = sent(round, reason=REASON)
    for end in ("starts", "ends"):
        vote, target = f"vote_{end}", f"target_{end}"
        data[vote], data[target] = data[target], data[vote]
    return data


ATTEMPTS = {
    "a day is left": lambda round: moved(round, ends=DAY - length(round)),
    "a minute earlier": lambda round: moved(round, ends=-timedelta(minutes=1)),
    "begun later": lambda round: moved(round, starts=DAY),
    "put off": lambda round: moved(round, starts=DAY, ends=DAY),
    "earlier at both ends": lambda round: moved(round, starts=-DAY, ends=-DAY),
    "not held": without,
    "with another phase": swapped,
}


def length(round):
    vote = round.phase("vote")
    return vote.ends_at - vote.starts_at


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_one_planner_alone_takes_no_hour_of_an_announced_vote(
    attempt, vote, round, seoyeon, as_person
):
    told, browser = (vote.starts_at, vote.ends_at), as_person(seoyeon)
    data = ATTEMPTS[attempt](round)
    for _ in range(2):  # a second time it waits already
        browser.post(PHASES, data=data)
    change = db.session.scalars(db.select(CalendarChange)).one()
    assert change.state == "waiting"
    for again in (browser, as_person(seoyeon)):
        assert again.post(f"{PHASES}{change.id}/confirm").status_code == 409
    db.session.expire_all()
    vote = round.phase("vote")
    assert (vote.starts_at, vote.ends_at) == told
    assert db.session.query(RoundChange).count() == 0 and change.confirmed_at is None


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_two_planners_do_in_public(attempt, vote, round, seoyeon, jiho, as_person, client):
    data = ATTEMPTS[attempt](round)
    proposed = as_person(seoyeon).post(PHASES, data=data, follow_redirects=True).text
    assert "다른 담당자가 확인하기 전에는" in proposed and REASON in proposed
    other = as_person(jiho)
    assert "투표 기간" in other.get("/gaon/1/office").text
    page = other.get(PHASES).text
    change = CalendarChange.waiting(round)
    assert REASON in page and f"{change.id}/confirm" in page
    assert other.post(f"{PHASES}{change.id}/confirm").status_code == 303
    db.session.expire_all()
    vote = round.phase("vote")
    assert (vote and typed(vote.starts_at)) == data.get("vote_starts")
    assert (vote and typed(vote.ends_at)) == data.get("vote_ends")
    assert [move.reason for move in round.vote_moves()] == [REASON]
    assert REASON in client.get("/gaon/1/vote").text
    log = other.get("/gaon/1/office/log").text
    assert "줄이거나 미루자고 제안함" in log and "일정을 바꿈" in log


def test_open_longer_needs_one_and_then_no_less_without_another(vote, round, seoyeon, as_person):
    browser = as_person(seoyeon)
    assert browser.post(PHASES, data=moved(round, starts=-DAY, ends=DAY)).status_code == 303
    db.session.expire_all()
    assert round.vote_moves() and db.session.scalar(db.select(CalendarChange)) is None
    browser.post(PHASES, data=moved(round, ends=-DAY))
    assert CalendarChange.waiting(round) is not None


def test_in_small_steps_it_is_no_less(vote, round, seoyeon):
    """Each step is held against what people were told last."""
    start, end = vote.starts_at, vote.ends_at
    round.set_phases({"vote": (start - DAY, end)}, seoyeon, reason=REASON)
    for period in ((start - DAY, end - HOUR), (start, end)):
        with pytest.raises(VoteNeedsAnother):
            round.set_phases({"vote": period}, seoyeon, reason=REASON)


def test_once_it_began_what_waits_no_longer_holds(vote, round, seoyeon, jiho, as_person, clock):
    as_person(seoyeon).post(PHASES, data=moved(round, ends=-DAY))
    change, ends_at = CalendarChange.waiting(round), vote.ends_at
    clock(vote.starts_at)
    for at in (timedelta(), -2 * DAY):  # also where the clock steps back, once people voted
        clock(at)
        round.vote_opened_at = round.vote_opened_at or vote.starts_at
        db.session.commit()
        answer = as_person(jiho).post(f"{PHASES}{change.id}/confirm")
        assert answer.status_code == 409 and "제안을 취소해 주세요" in answer.text
    db.session.expire_all()
    assert round.phase("vote").ends_at == ends_at and change.confirmed_at is None


def test_of_a_calendar_that_changed_meanwhile_nothing_is_confirmed(
    vote, round, seoyeon, jiho, as_person
):
    planner, other = as_person(seoyeon), as_person(jiho)
    planner.post(PHASES, data=moved(round, ends=-DAY))
    change = CalendarChange.waiting(round)
    assert planner.post(PHASES, data=moved(round, ends=DAY)).status_code == 303
    assert other.post(f"{PHASES}{change.id}/confirm").status_code == 409
    assert planner.post(f"{PHASES}{change.id}/drop").status_code == 303
    assert other.post(f"{PHASES}{change.id}/confirm").status_code == 409
    assert other.post(f"{PHASES}9999/confirm").status_code == 404


def test_an_operator_with_accounts_of_their_own_is_one_person(vote, round, gaon, person, as_person):
    operator = as_person(person("다온", "operator"))
    granted = {"address": "daon2@example.com", "name": "다온2", "role": "planner"}
    operator.post("/rights/", data=granted | {"place_id": gaon.id, "reason": "발령"})
    operator.post(PHASES, data=moved(round, ends=-DAY))
    change = CalendarChange.waiting(round)
    second = as_person(Person.at("daon2@example.com"))
    assert second.post(f"{PHASES}{change.id}/confirm").status_code == 409
    db.session.expire_all()
    assert change.state == "waiting"


def test_who_proposed_it_is_no_second_person(vote, round, seoyeon):
    with pytest.raises(VoteNeedsAnother):
        round.set_phases({}, seoyeon, reason=REASON)
    with pytest.raises(SamePerson):
        CalendarChange.propose(round, seoyeon, {}, REASON).confirm(seoyeon)
