"""Closing and counting: once, after the end, by the printed rule."""

import pytest

from civic.db import db
from civic.rounds.rules import PhaseClosed
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.rules import CountsDisagree, check_counts
from civic.votes.seal.tally import Tally, TallyRow

BILLION = 1_000_000_000


@pytest.fixture
def voted(person, round, ballot, open_phase):
    """Votes by number: 1 → 3, 2 → 2, 3 → 2, 4 → 1, 5 → none. One draft is never submitted."""
    open_phase("vote")
    wishes = {"민지": (1, 2), "하준": (1, 2), "서아": (1, 3), "지호": (3, 4)}
    for name, numbers in wishes.items():
        chosen = [ballot[number].id for number in numbers]
        Participation.submit(person(name, lives=True), round, chosen)
    Participation.save_draft(person("늦봄", lives=True), round, [ballot[5].id])
    person("도윤")
    db.session.commit()


@pytest.fixture
def closed(voted, round, clock):
    clock(round.phase("vote").ends_at)


def count(round, person):
    tally = Tally.count(round, person("서연", "planner"))
    db.session.commit()
    return tally


def outcome(tally):
    return [(row.solution.number, row.votes, row.selected) for row in tally.rows]


def test_the_result_ranks_by_votes_within_the_budget(closed, round, ballot, person):
    round.budget_won = int(2.4 * BILLION)
    tally = count(round, person)
    assert outcome(tally) == [
        (1, 3, True),
        (2, 2, True),
        (3, 2, False),
        (4, 1, False),
        (5, 0, False),
    ]
    assert (tally.voters, tally.choices, tally.eligible) == (4, 8, 5)
    assert tally.spent_won == int(2.35 * BILLION)
    assert ballot[1].status == "selected"
    assert ballot[3].status == "not_selected"
    assert [turn.reason for turn in tally.turns()] == ["", "", "too_dear", "too_dear", "no_votes"]
    assert [turn.tied for turn in tally.turns()] == [False, True, True, False, False]


def test_what_no_longer_fits_is_skipped(closed, round, person):
    round.budget_won = int(2.3 * BILLION)
    assert outcome(count(round, person))[1:3] == [(2, 2, False), (3, 2, True)]


def test_a_round_that_stops_at_the_first_misfit_says_so(closed, round, person):
    round.budget_won, round.rule = int(2.3 * BILLION), "greedy-stop"
    tally = count(round, person)
    assert [row.selected for row in tally.rows] == [True, False, False, False, False]
    assert [turn.reason for turn in tally.turns()] == [
        "",
        "too_dear",
        "stopped",
        "stopped",
        "no_votes",
    ]


def test_money_left_over_buys_nothing_nobody_voted_for(closed, round, person):
    assert outcome(count(round, person))[-1] == (5, 0, False)


def test_counting_again_changes_nothing(closed, round, person, ballot):
    first = count(round, person)
    again = Tally.count(round, None)
    db.session.commit()
    assert again.id == first.id
    assert db.session.query(TallyRow).count() == 5
    assert ballot[1].status == "selected"


def test_nothing_is_counted_before_the_end(voted, round, person):
    with pytest.raises(PhaseClosed):
        count(round, person)
    assert db.session.query(Tally).count() == 0


def test_drafts_are_forgotten_at_the_count_but_not_that_there_were_any(closed, round, person):
    count(round, person)
    late = db.session.scalars(db.select(Participation).filter_by(submitted_at=None)).one()
    assert late.draft == []
    assert late.draft_at is not None


def test_a_solution_hidden_since_voting_began_is_counted(closed, round, person, ballot):
    ballot[4].hidden_at = round.phase("vote").starts_at
    tally = count(round, person)
    assert (4, 1, True) in outcome(tally)
    assert (tally.voters, tally.choices) == (4, 8)


def test_a_solution_taken_off_or_hidden_before_the_vote(ballot, round, person, clock):
    ballot[4].status = "proposed"
    ballot[3].hidden_at = round.phase("propose").starts_at
    clock(round.phase("vote").ends_at)
    assert [row.solution.number for row in count(round, person).rows] == [1, 2, 3, 5]


def test_a_vote_without_ballots_selects_nothing(ballot, round, person, clock):
    clock(round.phase("vote").ends_at)
    tally = count(round, person)
    assert tally.selected == []
    assert (tally.voters, tally.choices) == (0, 0)


def test_counts_that_can_not_be_true_stop_the_count(closed, round, person):
    round.max_choices = 1
    with pytest.raises(CountsDisagree):
        count(round, person)
    check_counts(voters=4, choices=8, max_choices=2)
    for voters, choices in [(4, 3), (4, 9), (0, 1)]:
        with pytest.raises(CountsDisagree):
            check_counts(voters, choices, max_choices=2)


def test_counting_leaves_the_ballots_as_they_are(closed, round, person):
    before = db.session.scalars(db.select(Ballot.choices).order_by(Ballot.id)).all()
    count(round, person)
    assert db.session.scalars(db.select(Ballot.choices).order_by(Ballot.id)).all() == before
