"""A published round as a Pabulib file: valid, and read back, by us and by others, the same."""

import random
import re
import time
from datetime import date
from fractions import Fraction

import pytest
from pabutools.election import Additive_Cardinal_Sat
from pabutools.election.pabulib import parse_pabulib_from_string
from pabutools.rules import greedy_utilitarian_welfare
from pabutools.tiebreaking import TieBreakingRule

from civic.votes.counting.completions import COMPLETIONS, natural_step
from civic.votes.counting.count import RULE_FORMS, count
from civic.votes.counting.greedy import Project
from civic.votes.ledger.ledger import Entry, Terms
from civic.votes.pabulib import read as pabulib
from civic.votes.pabulib.write import OUT_OF_REACH, Described, NotPublished, to_pabulib
from tests.votes.oracle import complaints, winners_of_text
from tests.votes.sealed import ENTRIES, PROJECTS, TERMS

TITLES = {1: '"밝은" 가로등; 12개', 2: "정류장\n두 줄", 3: "쉼터", 4: "자전거길"}
WAYS = [
    (form, rule, completion)
    for rule, forms in RULE_FORMS.items()
    for form in forms
    if form != "points"
    for completion in (COMPLETIONS if rule == "equal-shares" else [None])
]


def terms(form, rule, completion=None, budget=100, most=3, least=1, voters=5):
    step = natural_step(budget, voters) if completion else None
    return Terms("gaon/2", "ballot", rule, form, most, budget, completion, step, least)


def exported(terms, entries=ENTRIES, projects=PROJECTS):
    placed = count(
        terms.rule, projects, [entry.choices for entry in entries], terms.budget,
        form=terms.ballot_form, completion=terms.completion or "none",
        max_choices=terms.max_choices, least_votes=terms.least_votes, step=terms.step or 1,
    )  # fmt: skip
    titles = TITLES | {project.id: f"안 {project.id}" for project in projects if project.id > 4}
    days = date(2026, 9, 1), date(2026, 9, 14)
    described = Described("가온시", "함께 정하는 스마트도시", titles, *days)
    return placed, to_pabulib(terms, entries, placed, described)


def elections(seed, of_form):
    """Random votes as rounds have them: costs of ten thousand won and more, some beyond the
    budget, ties, no ballots at all, one solution, paper among them."""
    draw = random.Random(seed)
    budget = draw.choice([50_000, 1_000_000, 987_654_321, 4_000_000_000])
    costs = [1_000_000, 10_000, 333_333_333, 999_999_999, budget, budget // 3, 2 * budget]
    projects = [
        Project(n, max(10_000, draw.choice(costs)), 0, n)
        for n in range(1, draw.choice([1, 2, 4, 9]) + 1)
    ]
    most = draw.choice([1, 2, 5, 20])
    entries = []
    for voter in range(draw.choice([0, 1, 3, 30])):
        ids = draw.sample([p.id for p in projects], draw.randint(1, min(most, len(projects))))
        cost = sum(projects[id - 1].cost for id in ids)
        if of_form == "knapsack" and cost > budget:
            continue
        nonces = [f"{voter:016x}{id:016x}" for id in ids]
        entries.append(Entry(ids, nonces, draw.choice(["online", "paper"])))
    return projects, entries, budget, most


@pytest.mark.parametrize("least", [0, 1, 2])
@pytest.mark.parametrize(("form", "rule", "completion"), WAYS)
def test_every_file_of_ours_is_valid_and_read_back_the_same(form, rule, completion, least):
    for seed in range(40):
        projects, entries, budget, most = elections(seed, form)
        how = terms(form, rule, completion, budget, most, least, len(entries))
        placed, file = exported(how, entries, projects)
        assert complaints(file) == {}, (seed, file.decode())
        assert read_back(file, how) == chosen(placed), (seed, file.decode())


def chosen(placed):
    return {str(row.project.id) for row in placed if row.selected}


def read_back(file, how):
    election = pabulib.read(file)
    rule = "greedy-skip" if how.rule == "borda" else how.rule
    return chosen(election.count(rule, how.completion or "none", step_of(file)))


def step_of(file):
    """The step that the file's comment states; 1 in nearly every file."""
    stated = re.search(r", step ([0-9.]+);", file.decode())
    return Fraction(stated[1]) if stated else 1


@pytest.mark.parametrize(("form", "rule", "completion"), WAYS)
def test_votes_and_points_are_those_of_the_result(form, rule, completion):
    placed, file = exported(terms(form, rule, completion))
    election = pabulib.read(file)
    assert (election.meta["unit"], election.least_votes) == ("가온시", 1)
    assert [listed.name for listed in election.projects][:2] == [TITLES[1], "정류장 두 줄"]
    counted = {str(row.project.id): row.project.votes for row in placed}
    if rule != "equal-shares" or form != "ranked":
        assert {project.id: project.votes for project in election.totals()} == counted


def header(file, section):
    return file.decode().partition(f"{section}\n")[2].partition("\n")[0].split(";")


def test_only_rankings_have_points():
    _, file = exported(terms("knapsack", "greedy-skip"))
    assert header(file, "PROJECTS") == ["project_id", "cost", "votes", "name", "selected"]
    assert header(file, "VOTES") == ["voter_id", "vote", "voting_method"]
    _, file = exported(terms("ranked", "borda"))
    assert header(file, "PROJECTS")[3] == "score"
    assert "\n2;1,2,3;3,2,1;internet\n" in file.decode()  # a short ballot weighs no less:
    assert "\n3;1;3;internet\n" in file.decode()


@pytest.mark.parametrize(
    ("rule", "least", "name"),
    [
        ("greedy-skip", 0, "greedy"),
        ("greedy-skip", 1, "greedy-threshold"),
        ("greedy-stop", 1, "greedy-no-skip"),
    ],
)
def test_a_rule_has_the_name_it_has_there(rule, least, name):
    _, file = exported(terms("approval", rule, least=least))
    meta = pabulib.read(file).meta
    assert (meta["rule"], meta["currency"]) == (name, "KRW")
    assert ("min_project_score_threshold" in meta) is bool(least)


def test_what_costs_more_than_the_budget_says_so():
    budget, costs = 4_000_000_000, [999_999_999, 1_234_567_890, 800_000_000, 7_000_000_000]
    projects = [Project(n, cost, 0, n) for n, cost in enumerate(costs, 1)]
    placed, file = exported(terms("approval", "greedy-skip", budget=budget), projects=projects)
    election = pabulib.read(file)
    assert election.projects[3].cost == OUT_OF_REACH
    assert "money is in units of 10 won (KRW)" in election.meta["comment"]
    assert "4 costs 7000000000 won" in election.meta["comment"]
    assert "currency" not in election.meta
    assert (election.budget, election.projects[1].cost) == (400_000_000, 123_456_789)
    assert complaints(file) == {}
    assert chosen(placed) == chosen(election.count("greedy-skip")) == {"1", "2", "3"}


@pytest.mark.parametrize("completion", COMPLETIONS)
def test_others_finish_equal_shares_in_seconds_with_our_winners(completion):
    draw = random.Random(2026)
    budget, voters = 4_000_000_000, 400
    costs = [draw.randrange(40, 900) * 1_000_000 for _ in range(15)]
    costs += [123_456_789, 87_654_321]  # what no round unit divides
    projects = [Project(n, cost, 0, n) for n, cost in enumerate(costs, 1)]
    entries = []
    for voter in range(voters):
        ids = draw.sample(range(1, 18), draw.randint(1, 5))
        entries.append(Entry(ids, [f"{voter:016x}{id:016x}" for id in ids]))
    how = terms("approval", "equal-shares", completion, budget, 5, voters=voters)
    placed, file = exported(how, entries, projects)
    began = time.monotonic()
    assert winners_of_text(file.decode(), completion, step=1) == chosen(placed)
    assert time.monotonic() - began < 30
    assert complaints(file) == {}


@pytest.mark.parametrize("completion", COMPLETIONS)
def test_pabutools_chooses_the_same_with_ties_and_costs_beyond_the_budget(completion):
    for seed in range(40):
        projects, entries, budget, most = elections(seed, "approval")
        if not entries:
            continue
        how = terms("approval", "equal-shares", completion, budget, most, voters=len(entries))
        placed, file = exported(how, entries, projects)
        theirs = winners_of_text(file.decode(), completion, step_of(file))
        # It knows no threshold: with the rest it buys what nobody chose, too.
        named = {str(id) for entry in entries for id in entry.choices}
        assert theirs & named == chosen(placed), (seed, file.decode())


def test_pabutools_counts_the_points_of_a_ranking_as_we_do():
    placed, file = exported(terms("ranked", "borda"))
    instance, profile = parse_pabulib_from_string(file.decode())
    points = {p.name: sum(ballot.get(p, 0) for ballot in profile) for p in instance}
    assert points == {str(row.project.id): row.project.votes for row in placed}
    order = TieBreakingRule(lambda instance, profile, p: int(p.name))
    bought = greedy_utilitarian_welfare(
        instance, profile, sat_class=Additive_Cardinal_Sat, tie_breaking=order
    )
    assert {project.name for project in bought} >= chosen(placed)


@pytest.mark.parametrize("form", ["approval", "knapsack", "ranked"])
def test_pabutools_reads_it_too(form):
    _, file = exported(terms(form, "greedy-skip"))
    instance, profile = parse_pabulib_from_string(file.decode())
    assert (len(instance), profile.num_ballots(), instance.budget_limit) == (4, 5, 100)
    assert len(profile[-1]) in (1, 2, 3)


def test_voters_are_numbered_in_an_order_that_tells_nothing():
    how = terms("approval", "equal-shares", "add1u-greedy")
    shuffled = [ENTRIES[n] for n in (3, 1, 4, 0, 2)]
    assert exported(how)[1] == exported(how, shuffled)[1]


def test_paper_ballots_are_marked():
    file = exported(terms("approval", "equal-shares", "none"))[1].decode()
    assert file.splitlines()[-1] == "5;1,2;paper"


def test_a_round_that_publishes_single_choices_gives_no_file():
    with pytest.raises(NotPublished):
        exported(TERMS)
