"""A panel is drawn fairly: everybody of a stratum has the same chance, and nobody has none."""

from fractions import Fraction
from itertools import permutations

import pytest

from civic.panel.draw import redraw
from civic.panel.draw.cells import age_groups, group_ages, group_of, population_cells
from civic.panel.draw.redraw import draw, known_at, people_in, replay, seats_of, seed_of, strata_of
from civic.panel.draw.seeds import NotAResult, is_possible, number_after, read_result
from civic.panel.rules import FEATURES, PopulationMissing
from civic.places.population.rows import ALL, BANDS

# Twelve districts as a small city has them: one large, several of a few thousand.
LIVING = (21400, 5300, 5300, 5300, 5300, 5300, 5300, 17000, 17000, 17000, 17000, 900)
AGES = (7, 9, 11, 12, 14, 17, 16, 9, 5)
DISTRICTS = [(n, f"99000100{n:02}", f"{n}동") for n in range(len(LIVING))]
PEOPLE = {
    (n, band): living * share // 100
    for n, living in enumerate(LIVING)
    for band, share in zip(BANDS, AGES, strict=True)
}


def chances(applicants, seats, reserve_each, monkeypatch):
    """number → its exact chance, over every order there can be, each as likely as another."""
    orders, counts = list(permutations(applicants)), dict.fromkeys(applicants, 0)
    for order in orders:
        monkeypatch.setattr(redraw, "in_order", lambda _a, _s, order=order: list(order))
        for number in draw(applicants, seats, reserve_each, "")[0]:
            counts[number] += 1
    return {number: Fraction(count, len(orders)) for number, count in counts.items()}


def test_everybody_of_a_stratum_has_exactly_the_same_chance(monkeypatch):
    applicants = {1: 1, 2: 1, 3: 1, 4: 1, 5: 2, 6: 2, 7: 2}
    found = chances(applicants, {1: 1, 2: 2}, 1, monkeypatch)
    assert {found[n] for n in (1, 2, 3, 4)} == {Fraction(1, 4)}
    assert {found[n] for n in (5, 6, 7)} == {Fraction(2, 3)}


def test_seats_without_applicants_go_by_one_lot_over_everybody_left(monkeypatch):
    applicants = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3}
    found = chances(applicants, {1: 1, 2: 1, 3: 3}, 0, monkeypatch)
    assert found[7] == 1, "all of a short stratum are chosen"
    assert len({found[n] for n in (1, 2, 3)}) == len({found[n] for n in (4, 5, 6)}) == 1
    assert found[1] > Fraction(1, 3) and sum(found.values()) == 5


def test_by_many_seeds_each_is_chosen_as_often_as_the_others():
    """Pearson's chi-squared over 4,000 seeds, 19 degrees of freedom: 43.8 at one in a thousand."""
    applicants = dict.fromkeys(range(1, 21), 1)
    counts, seeds = dict.fromkeys(applicants, 0), 4000
    for n in range(seeds):
        for number in draw(applicants, {1: 5}, 0, seed_of("ab", "lotto", n, "1"))[0]:
            counts[number] += 1
    expected = seeds * 5 / 20
    assert sum((seen - expected) ** 2 / expected for seen in counts.values()) < 43.8


@pytest.mark.parametrize("size", [5, 20, 30, 50, 120])
def test_strata_are_worth_a_seat_and_ages_get_theirs_within_one(size):
    cells = population_cells(PEOPLE, DISTRICTS, FEATURES, "thirds", "20")
    strata, total = strata_of(cells, size, FEATURES), people_in(cells)
    assert sum(seats for _cells, seats in strata) == size
    assert all(seats >= 1 and people_in(mine) * size >= total for mine, seats in strata)
    assert [cell for mine, _seats in strata for cell in mine] and len(cells) == sum(
        len(mine) for mine, _seats in strata
    )
    if size < 20:
        return  # ages are pooled
    for age in ("20", "40", "60"):
        given = sum(seats for mine, seats in strata if mine[0]["age"] == age)
        owed = Fraction(size * people_in([c for c in cells if c["age"] == age]), total)
        assert abs(given - owed) < 1


def test_seats_by_largest_remainder():
    assert seats_of([53, 24, 23], 10) == [5, 3, 2]
    assert seats_of([1, 1, 1], 4) == [2, 1, 1], "of equal remainders the earlier"


def test_a_seat_passes_to_the_same_stratum_then_to_anybody_in_reserve():
    applicants = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2}
    chosen, reserve = [1, 4], [2, 5, 6]
    members, left, calls = replay(applicants, chosen, reserve, [4, 1, 2, 5, 6])
    assert calls == [(4, 5), (1, 2), (2, 6), (5, None), (6, None)]
    assert (members, left) == ([], [])
    members, left, calls = replay(applicants, chosen, reserve, [5, 3, 4])
    assert (members, left, calls) == ([1, 6], [2], [(4, 6)]), "who drops out of reserve is passed"


def test_population_in_one_number_a_district_draws_without_ages_alone():
    whole = {(n, ALL): living for n, living in enumerate(LIVING)}
    cells = population_cells(whole, DISTRICTS, ("district",), "thirds", "20")
    assert [cell["people"] for cell in cells] == list(LIVING)
    with pytest.raises(PopulationMissing) as missing:
        population_cells(whole, DISTRICTS, FEATURES, "thirds", "20")
    assert missing.value.ages
    with pytest.raises(PopulationMissing) as missing:
        population_cells({(0, ALL): 5}, DISTRICTS[:2], ("district",), "thirds", "20")
    assert missing.value.districts == ["1동"] and not missing.value.ages


def test_age_groups_and_their_ages():
    groups = age_groups("thirds", "20")
    assert [group_ages(each, groups) for each in groups] == [(20, 39), (40, 59), (60, None)]
    assert group_of("50", groups) == "40" and group_of("80", groups) == "60"
    assert age_groups("decades", "10")[:2] == ["10", "20"]


def test_a_public_result_is_known_when_its_number_says():
    assert known_at("lotto", 1000).isoformat() == "2022-01-29T20:35:00+09:00"
    assert known_at("drand", 27946612).isoformat() == "2026-04-20T09:00:00+09:00"
    assert number_after("lotto", known_at("lotto", 992)) == 992
    assert not is_possible("lotto", 0) and not is_possible("lotto", 10**9)
    assert not is_possible("dice", 1)


def test_results_are_read_in_one_spelling():
    assert read_result("lotto", " 45 12, 20 26 33 44 + 24") == "12,20,26,33,44,45+24"
    # Round 1000 of drand's quicknet, as its servers give it.
    signature = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
    signature += "e342b73a8dd2bacbe47e4b6b63ed5e39"
    randomness = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
    assert read_result("drand", signature.upper()) == randomness
    for typed in ("", "1 2 3 4 5 6", "1 2 3 4 5 6 6", "1 2 3 4 5 46 7", "0 1 2 3 4 5 6"):
        with pytest.raises(NotAResult):
            read_result("lotto", typed)
    with pytest.raises(NotAResult):
        read_result("drand", randomness)
