"""A published round as a Pabulib file: read back, by us and by pabutools, it gives the result."""

from datetime import date

import pytest
from pabutools.election.pabulib import parse_pabulib_from_string

from civic.votes import pabulib
from civic.votes.counting import count
from civic.votes.ledger import Terms
from civic.votes.pabulib_export import NotPublished, to_pabulib
from tests.votes.sealed import ENTRIES, PROJECTS, TERMS

TITLES = {1: '"밝은" 가로등; 12개', 2: "정류장\n두 줄", 3: "쉼터", 4: "자전거길"}
WHOLE = {"leaf": "ballot", "round": "gaon/2", "max_choices": 3, "budget": 100}
FORMS = {
    "approval": Terms(
        rule="equal-shares", ballot_form="approval", completion="add1u-greedy", step=1, **WHOLE
    ),
    "knapsack": Terms(rule="greedy-skip", ballot_form="knapsack", **WHOLE),
    "ranked": Terms(rule="borda", ballot_form="ranked", **WHOLE),
}


def exported(terms, entries=ENTRIES):
    placed = counted(terms, PROJECTS, [entry.choices for entry in entries])
    file = to_pabulib(
        terms,
        entries,
        placed,
        place="가온시",
        title="함께 정하는 스마트도시",
        titles=TITLES,
        begins_on=date(2026, 9, 1),
        ends_on=date(2026, 9, 14),
    )
    return placed, file


def counted(terms, projects, ballots):
    return count(
        terms.rule,
        projects,
        ballots,
        terms.budget,
        form=terms.ballot_form,
        completion=terms.completion or "none",
        max_choices=terms.max_choices,
        least_votes=terms.least_votes,
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_file_read_back_gives_the_same_result(form):
    placed, file = exported(FORMS[form])
    election = pabulib.read(file)
    assert election.meta["unit"] == "가온시"
    assert election.meta["currency"] == "KRW"
    assert election.least_votes == 1
    assert [listed.name for listed in election.projects][:2] == [TITLES[1], "정류장 두 줄"]
    again = counted(FORMS[form], election.totals(), election.ballots)
    assert [(str(row.project.id), row.project.votes, row.selected) for row in placed] == [
        (row.project.id, row.project.votes, row.selected) for row in again
    ]


@pytest.mark.parametrize("form", FORMS)
def test_pabutools_reads_it_too(form):
    instance, profile = parse_pabulib_from_string(exported(FORMS[form])[1].decode())
    assert (len(instance), profile.num_ballots(), instance.budget_limit) == (4, 5, 100)
    assert len(profile[-1]) in (1, 2, 3)


def test_voters_are_numbered_in_an_order_that_tells_nothing():
    terms = FORMS["approval"]
    shuffled = [ENTRIES[n] for n in (3, 1, 4, 0, 2)]
    assert exported(terms)[1] == exported(terms, shuffled)[1]


def test_paper_ballots_are_marked():
    rows = exported(FORMS["approval"])[1].decode().split("VOTES\n")[1].splitlines()
    assert rows[0] == "voter_id;vote;voting_method"
    assert rows[-1] == "5;1,2;paper"


def test_a_round_that_publishes_single_choices_gives_no_file():
    with pytest.raises(NotPublished):
        exported(TERMS)
