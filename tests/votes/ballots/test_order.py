"""Everybody sees the solutions in an order of their own."""

from civic.votes.ballots.order import shuffled

IDS = list(range(1, 13))


def test_an_order_is_stable_for_one_and_different_between_viewers():
    minji = shuffled(IDS, "secret", "person 1")
    assert minji == shuffled(reversed(IDS), "secret", "person 1")
    assert sorted(minji) == IDS
    assert minji != shuffled(IDS, "secret", "person 2")
    assert minji != shuffled(IDS, "other secret", "person 1")


def test_a_solution_taken_off_leaves_the_order_of_the_rest():
    order = shuffled(IDS, "secret", "person 1")
    without = shuffled([id for id in IDS if id != 5], "secret", "person 1")
    assert without == [id for id in order if id != 5]


def test_first_places_are_spread_over_the_solutions():
    first = [shuffled(IDS, "secret", f"person {n}")[0] for n in range(1200)]
    assert all(60 <= first.count(id) <= 140 for id in IDS)
