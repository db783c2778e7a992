"""Typed lines of paper ballots: how they are read, and how two typings are compared."""

from civic.votes.paper.sheet import BallotTerms, Difference, differences, read_ballots

COSTS = {1: 1400, 2: 950, 3: 850, 4: 600, 5: 400}


def test_numbers_are_read_however_they_are_parted():
    terms = BallotTerms("ranked", 3, COSTS)
    for line in (
        "3 1 4",
        "3,1,4",
        "3, 1, 4",
        "3;1;4",
        "3\t1\t4",
        "3>1>4",
        '"3","1","4"',
        "３　１ ４",
    ):
        assert read_ballots(line, terms) == ([[3, 1, 4]], []), line
    assert read_ballots("4 1\n", BallotTerms("approval", 3, COSTS)) == ([[1, 4]], [])
    assert read_ballots("1\r\n-\r\n2\r\n\r\n", terms) == ([[1], [], [2]], [])
    assert read_ballots("", terms) == ([], [])


def test_what_no_ballot_can_be_is_a_fault_and_never_a_crash():
    terms = BallotTerms("knapsack", 3, COSTS, 2000)
    for line, reason in {
        "1.5": "unreadable", "+1": "unreadable", "①②": None, "1" * 5000: "unreadable",
        "0": "unknown", "1 2 3 4": "too_many", "1 3": "over_budget", "<b>": "unreadable",
    }.items():  # fmt: skip
        ballots, faults = read_ballots(line, terms)
        assert bool(ballots) != bool(faults)
        assert reason is None or faults[0].reason == reason, line
        assert all(len(fault.text) <= 40 for fault in faults)
    assert read_ballots("1\n" * 1001, terms)[1][0].reason == "too_long"


def test_two_typings_are_compared_line_by_line():
    assert differences([[1], [2]], [[1], [2]]) == []
    assert differences([[1], [], [3]], [[1], [2]]) == [
        Difference(2, [], [2]),
        Difference(3, [3], None),
    ]
