"""A vote or a wish that a visitor begins is not lost: a wish goes out with the code, a vote is
shown to be looked at, to who may vote, in this browser alone."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.outbox.kept.models import KeptForm
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.targets.models import Preference
from civic.votes.ballots.ballot import Ballot
from tests.factory import add_indicator, add_person, add_solution
from tests.outbox.kept.test_going_out import begin, count, join

VOTE = "/gaon/1/vote"


@pytest.fixture
def solutions(round, open_phase):
    both = [add_solution(round, n, status="on_ballot", title=f"방안 {n}") for n in (1, 2)]
    db.session.commit()
    open_phase("vote")
    return [solution.id for solution in both]


def ticked(page, solution):
    box = page.split(f'name="solutions" value="{solution}"', 1)[1].split(">", 1)[0]
    return "checked" in box


def begin_vote(client, solution):
    return begin(client, f"{VOTE}/submit", VOTE, solutions=str(solution), client_seq="0")


def test_who_may_vote_looks_at_the_vote_and_sends_it(client, solutions, ask_code, gaon):
    next = begin_vote(client, solutions[1])
    add_person("준호", city=gaon, email="junho@example.com", lives=True)
    db.session.commit()
    address = join(client, ask_code, next).location
    assert count(Ballot) == 0
    page = client.get(address).text
    assert "적던 내용을 그대로 가져왔어요" in page
    assert ticked(page, solutions[1]) and not ticked(page, solutions[0])
    kept = db.session.scalar(db.select(KeptForm.key))
    sent = {"solutions": solutions[1], "client_seq": 0, "kept_form": kept}
    assert client.post(f"{VOTE}/submit", data=sent).status_code == 303
    (ballot,) = db.session.scalars(db.select(Ballot)).all()
    assert ballot.solution_ids == [solutions[1]]
    assert count(KeptForm) == 0


def test_who_still_lacks_the_right_is_told_what_is_kept_and_offered_it_later(
    client, solutions, ask_code, gaon, clock
):
    next = begin_vote(client, solutions[0])
    address = join(client, ask_code, next).location
    page = client.get(address)
    assert page.status_code == 200
    assert "고른 것을 이 브라우저에 보관했어요" in page.text
    assert "방안 1" in page.text
    assert "거주 확인하기" in page.text
    assert count(Ballot) == 0
    clock(timedelta(hours=3))  # a letter takes its time
    junho = db.session.scalar(db.select(Person).filter_by(name="준호"))
    junho.residencies.append(Residency(municipality_id=gaon.id, level="invite"))
    db.session.commit()
    page = client.get(VOTE).text
    assert "고른 것 살펴보기" in page
    assert not ticked(page, solutions[0])
    key = db.session.scalar(db.select(KeptForm.key))
    assert ticked(client.get(f"{VOTE}?kept={key}").text, solutions[0])


def test_what_is_too_large_for_a_vote_is_kept_for_an_hour_only(client, solutions, clock):
    noise = "".join(chr(0xAC00 + n * 7919 % 11172) for n in range(9_000))
    begin(client, f"{VOTE}/submit", VOTE, solutions=str(solutions[0]), client_seq="0", x=noise)
    begin_vote(client, solutions[0])
    for later, left in ((timedelta(hours=2), 1), (timedelta(days=7), 0)):
        clock(later)
        assert KeptForm.forget_old() == 1
        db.session.commit()
        assert count(KeptForm) == left


def test_another_browser_sees_nothing_of_it(client, solutions, as_person, minji):
    begin_vote(client, solutions[0])
    other = as_person(minji)
    assert "보관했어요" not in other.get(VOTE).text


def test_signing_out_forgets_it(client, solutions, ask_code):
    next = begin_vote(client, solutions[0])
    join(client, ask_code, next)
    client.post("/sign-out")
    assert count(KeptForm) == 0


def test_a_wish_for_a_target_goes_out_with_the_code(client, round, open_phase, ask_code):
    indicator = add_indicator(add_solution(round, status="selected"))
    db.session.commit()
    address = f"/gaon/1/targets/{indicator.id}"
    open_phase("target")
    next = begin(client, f"{address}/preference", address, value="20")
    assert join(client, ask_code, next).location == address
    (wish,) = db.session.scalars(db.select(Preference)).all()
    assert (wish.value, db.session.get(Person, wish.person_id).name) == (20, "준호")
