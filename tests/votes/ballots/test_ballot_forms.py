"""Ballots that stay within the budget, and ballots that rank."""

import re
from datetime import timedelta

import pytest

from civic.db import db
from civic.rounds.labels import COUNTING_NAMES
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.order import moved
from civic.votes.ballots.voter_roll import Participation
from civic.votes.rules import NotOnBallot, OutOfDate, OverBudget, TooManyChoices
from tests.pages import tight

VOTE, DAY = "/gaon/1/vote", timedelta(days=1)


@pytest.fixture
def minji(person, open_phase, ballot):
    open_phase("vote")
    return person("민지", lives=True)


@pytest.fixture
def knapsack(round, minji):
    """Budget 20억 of costs 14, 9.5, 8.5, 6, 4; three choices."""
    round.ballot_form, round.budget_won, round.max_choices = "knapsack", 2_000_000_000, 3
    db.session.commit()
    return round


@pytest.fixture
def ranked(round, minji):
    round.ballot_form, round.rule, round.max_choices = "ranked", "borda", 3
    db.session.commit()
    return round


def ids(ballot, *numbers):
    return [ballot[number].id for number in numbers]


def held():
    return [ballot.solution_ids for ballot in db.session.scalars(db.select(Ballot))]


def test_a_knapsack_holds_what_the_budget_buys(knapsack, minji, ballot):
    Participation.submit(minji, knapsack, ids(ballot, 1, 4))
    db.session.commit()
    assert held() == [ids(ballot, 1, 4)]


def test_a_won_too_much_is_refused_and_the_earlier_ballot_stands(knapsack, minji, ballot):
    ballot[5].cost_won = ballot[4].cost_won + 1
    Participation.submit(minji, knapsack, ids(ballot, 1, 4))
    db.session.commit()
    for act in (Participation.submit, Participation.save_draft):
        with pytest.raises(OverBudget) as refused:
            act(minji, knapsack, ids(ballot, 1, 5), 9)
        assert (refused.value.over_won, refused.value.sent) == (1, ids(ballot, 1, 5))
        db.session.rollback()
    assert held() == [ids(ballot, 1, 4)]
    assert Participation.of(minji, knapsack).client_seq == -1


def test_a_knapsack_keeps_the_number_of_choices_too(knapsack, minji, ballot):
    knapsack.budget_won *= 10
    with pytest.raises(TooManyChoices):
        Participation.submit(minji, knapsack, ids(ballot, 1, 2, 3, 4))


def test_the_page_says_what_does_not_fit_and_keeps_the_ticks(knapsack, minji, as_person, ballot):
    phone = as_person(minji)
    answer = phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1, 2)})
    assert answer.status_code == 422
    assert "예산 20억 원보다 3.5억 원 넘게 담았어요. 하나를 빼면 제출할 수 있어요." in answer.text
    assert len(re.findall(r'type="checkbox"[^>]* checked', answer.text)) == 2
    assert held() == []


def test_the_page_tells_what_is_left_and_what_no_longer_fits(knapsack, minji, as_person, ballot):
    phone = as_person(minji)
    phone.post(f"{VOTE}/draft", data={"solutions": ids(ballot, 1)})
    page = tight(phone.get(VOTE).text)
    assert "20억 원 안에서 담아 주세요" in page
    assert "<strong data-left>6억 원</strong>" in page
    marked = re.findall(r'value="(\d+)" data-cost[^>]*>(?:(?!<input).)*data-too-dear>', page, re.S)
    assert sorted(map(int, marked)) == ids(ballot, 2, 3)


def test_a_ranking_keeps_its_order(ranked, minji, ballot):
    for wish in ((3, 1, 5), (1, 3, 5)):
        Participation.submit(minji, ranked, ids(ballot, *wish))
        db.session.commit()
        assert held() == [ids(ballot, *wish)]


def test_another_order_under_the_same_number_is_another_request(ranked, minji, ballot):
    Participation.submit(minji, ranked, ids(ballot, 3, 1), 4)
    db.session.commit()
    Participation.submit(minji, ranked, ids(ballot, 3, 1), 4)
    assert Participation.of(minji, ranked).client_seq == 4
    with pytest.raises(OutOfDate):
        Participation.submit(minji, ranked, ids(ballot, 1, 3), 4)


def test_buttons_rank_without_a_script(ranked, minji, as_person, ballot):
    phone = as_person(minji)
    first, second = ids(ballot, 2, 4)

    def press(move, *standing):
        data = {"solutions": list(standing), "move": f"{move[0]}-{move[1]}"}
        phone.post(f"{VOTE}/draft", data=data)
        return Participation.of(minji, ranked).latest_ids()

    assert press(("add", first)) == [first]
    assert press(("add", second), first) == [first, second]
    assert press(("up", second), first, second) == [second, first]
    page = phone.get(VOTE).text
    assert re.findall(r'data-title="([^"]+)"', page)[:2] == ["골목 가로등", "정류장 쉼터"]
    assert re.findall(r"data-rank>(\w+)<", page) == ["1순위", "2순위"]
    assert press(("drop", second), second, first) == [first]
    phone.post(f"{VOTE}/submit", data={"solutions": [first]})
    assert held() == [[first]]


def test_one_rank_too_many_is_refused_with_a_sentence(ranked, minji, as_person, ballot):
    data = {"solutions": ids(ballot, 1, 2, 3), "move": f"add-{ballot[4].id}"}
    answer = as_person(minji).post(f"{VOTE}/draft", data=data)
    assert answer.status_code == 422
    assert "3가지까지 고를 수 있어요" in answer.text


@pytest.mark.parametrize("move", ["sideways-1", "up-", "add-나무", "add-99999999999"])
def test_odd_moves_are_refused(ranked, minji, as_person, ballot, move):
    data = {"solutions": ids(ballot, 1), "move": move}
    assert as_person(minji).post(f"{VOTE}/draft", data=data).status_code == 422


def test_a_stranger_can_not_be_ranked(ranked, minji):
    with pytest.raises(NotOnBallot):
        Participation.save_draft(minji, ranked, [999_999])


def test_moves_that_can_not_be_made_change_nothing():
    assert moved([1, 2, 3], "up", 1) == [1, 2, 3]
    assert moved([1, 2, 3], "down", 3) == [1, 2, 3]
    assert moved([1, 2, 3], "down", 1) == [2, 1, 3]
    assert moved([1, 2], "drop", 3) == [1, 2]
    assert moved([1, 2], "up", 3) == [1, 2]
    assert moved([1, 2], "add", 2) == [1, 2]


@pytest.mark.parametrize(
    ("form", "rule", "said"),
    [
        ("approval", "greedy-skip", False),
        ("approval", "equal-shares", True),
        ("knapsack", "greedy-skip", True),
        ("ranked", "borda", True),
    ],
)
def test_a_round_that_publishes_whole_ballots_says_so_before_and_above_the_choices(
    round, minji, as_person, client, clock, form, rule, said
):
    round.ballot_form, round.rule = form, rule
    db.session.commit()
    opens = round.phase("vote").starts_at
    for when, reader in ((opens, as_person(minji)), (opens, client), (opens - DAY, client)):
        clock(when)
        page = reader.get(VOTE).text
        assert ("이 투표는 표를 묶음째 공개해요" in page.partition("가온콜")[0]) is said
        assert str(COUNTING_NAMES[rule][0]) in page
