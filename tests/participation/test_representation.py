"""Participation against population: small numbers are hidden before anything leaves."""

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from civic.disclosure_control import hide_small_counts, suppress
from civic.participation.representation import (
    OTHERWISE,
    UNKNOWN,
    VOTED,
    Participant,
    representation,
)
from civic.participation.rows import FEW, csv_rows
from civic.places.population.rows import ALL

CITY = [("1", "달내동"), ("2", "느티동"), ("3", "솔빛읍")]
LIVING = {(code, band): 1000 for code, _ in CITY for band in ("20", "30", "60")}


def people(*groups):
    """How many of each Participant, from (how many, district, band, voted)."""
    counted = Counter()
    for many, *who in groups:
        counted[Participant(*who)] += many
    return +counted


def row(told, code):
    return next(row for row in told["districts"] if row["code"] == code)


def test_a_district_stands_beside_its_population():
    told = representation(
        people((60, "1", "30", True), (60, "2", "30", True), (90, "3", "60", True)), CITY, LIVING
    )
    assert (told["total"], told["voters"], told["population"]) == (210, 210, 9000)
    assert row(told, "3")["people"] == 90 and row(told, "3")["per_thousand"] == 30.0


def test_a_silent_area_is_named():
    told = representation(
        people((80, "1", "30", True), (70, "2", "60", True), (12, "3", "20", True)), CITY, LIVING
    )
    assert told["silent"] == ["솔빛읍"] and row(told, "3")["silent"]


def test_a_hidden_area_is_not_called_silent_with_the_one_that_protects_it():
    told = representation(
        people((80, "1", "30", True), (70, "2", "60", True), (3, "3", "20", True)), CITY, LIVING
    )
    assert told["hidden"] == ["느티동", "솔빛읍"] and told["silent"] == []
    assert row(told, "3")["people"] is None and row(told, "3")["per_thousand"] is None
    assert told["total"] == 153


def test_whoever_tells_no_age_counts_as_unknown():
    told = representation(
        people((40, "1", UNKNOWN, False), (40, UNKNOWN, "30", True)), CITY, LIVING
    )
    names = {row["name"]: row["people"] for row in told["bands"]}
    assert "미상" in names and row(told, UNKNOWN)["name"] == "미상"


def test_a_city_without_ages_still_has_its_districts():
    living = {(code, ALL): 5000 for code, _ in CITY}
    told = representation(
        people((50, "1", "30", True), (50, "2", "30", True), (50, "3", "60", True)), CITY, living
    )
    assert row(told, "1")["per_thousand"] == 10.0
    assert all(band["population"] is None for band in told["bands"])


def test_under_ten_people_nothing_is_told():
    told = representation(people((9, "1", "30", True)), CITY, LIVING)
    assert told["total"] is None and told["silent"] == []
    shown = [r["people"] for r in told["districts"]] + [c["people"] for c in told["cells"]]
    assert set(shown) == {None}


GROUPS = st.tuples(
    st.integers(0, 40),
    st.sampled_from(["1", "2", "3", UNKNOWN]),
    st.sampled_from(["20", "30", "60", UNKNOWN]),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(GROUPS, max_size=14))
def test_no_number_under_ten_leaves_and_no_sum_leaves_one_unknown_alone(groups):
    took_part = people(*groups)
    told = representation(took_part, CITY, LIVING)
    voters = sum(many for many, _district, _band, voted in groups if voted)
    sums = [told["total"], *(r["people"] for r in told["districts"])]
    sums += [b["people"] for b in told["bands"]] + [c["people"] for c in told["cells"]]
    assert not [n for n in sums if n is not None and n < 10 and n != 0]
    assert told["voters"] in (None, voters)
    assert sum(r["people"] is None for r in told["districts"]) != 1 or told["total"] is None
    if any(cell["people"] is not None for cell in told["cells"]):
        for code in [r["code"] for r in told["districts"]]:
            cells = [c["people"] for c in told["cells"] if c["district"] == code]
            known = row(told, code)["people"] is not None
            assert not (known and cells.count(None) == 1)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 60), min_size=4, max_size=4),
    st.lists(st.integers(0, 60), min_size=4, max_size=4),
)
def test_the_known_sum_of_voters_gives_no_district_away(voted, otherwise):
    """With the sum of voters known, each hidden number still has several values."""
    act = {(f"{n}", VOTED): v for n, v in enumerate(voted)}
    act |= {(f"{n}", OTHERWISE): o for n, o in enumerate(otherwise)}
    shown = suppress({"act": act}, public={("act", VOTED)})
    if shown.total is None:
        return
    assert shown.columns["act", VOTED] == sum(voted)
    hidden = [n for n in range(4) if shown.cells["act", f"{n}", VOTED] is None]
    assert len(hidden) != 1


def test_levels_hide_few_voters_but_not_that_there_are_none():
    assert hide_small_counts({"desk": 3, "invite": 200, "phone": 40, "declared": 0}) == {
        "desk": None,
        "invite": 200,
        "phone": None,
        "declared": 0,
    }
    assert hide_small_counts({"desk": 12, "invite": 200}) == {"desk": 12, "invite": 200}
    assert hide_small_counts({"invite": 200, "desk": 0}) == {"invite": 200, "desk": 0}
    assert hide_small_counts({}) == {}


def test_the_file_says_hidden_where_the_page_does():
    told = representation(
        people((80, "1", "30", True), (70, "2", "60", True), (3, "3", "20", True)), CITY, LIVING
    )
    rows = csv_rows(told | {"levels": []})
    assert ("읍면동", "3", "솔빛읍", "전체", 3000, FEW, FEW, None) in rows
    assert json.loads(json.dumps(told)) == told
