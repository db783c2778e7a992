"""A table or picture in which no number is known would be deleted by hand: it is left out."""

import json
from copy import deepcopy

import pytest

from civic.documents.model import Picture, Table
from civic.plans.section.compile import compile_document
from civic.plans.section.facts import FIGURES
from civic.plans.section.upgrade import upgrade
from tests.plans.snapshots.test_schema import KEPT

BY_DISTRICT = {"people.districts", "problems.districts", "problems.map"}


@pytest.fixture
def data():
    whole = upgrade(json.loads(KEPT[-1].read_bytes()))
    whole["voices"]["total"] = 40
    return whole


def without_numbers(data: dict) -> dict:
    """Few took part, nobody knows where reports are, and no population was brought in."""
    few = deepcopy(data)
    for row in few["voices"]["districts"]:
        row |= {"population": None, "people": None, "voters": None, "per_thousand": None}
    for row in few["voices"]["bands"]:
        row |= {"people": None, "share_percent": None, "population_percent": None}
    for row in few["districts"]:
        row |= {"reports": 0, "supports": 0}
    return few


def keys(data: dict) -> set[str]:
    blocks = compile_document(data, 1, "2026-11-30T00:00:00+00:00", "0" * 64).blocks
    return {block.key for block in blocks if isinstance(block, Table | Picture)}


def test_a_table_of_hidden_numbers_only_is_left_out(data):
    assert not {*BY_DISTRICT, "people.ages"} & keys(without_numbers(data))


def test_one_known_number_keeps_its_table(data):
    few = without_numbers(data)
    few["voices"]["districts"][0]["population"] = 21_400
    few["voices"]["bands"][3]["people"] = 12
    few["districts"][0]["reports"] = 1
    assert {*BY_DISTRICT, "people.ages"} <= keys(few)


def test_all_districts_are_not_named_one_by_one(data):
    few = without_numbers(data)
    few["voices"]["hidden"] = [row["name"] for row in few["voices"]["districts"]]
    assert FIGURES["people.hidden"].show("people.hidden", few) == "모든 읍면동"
    few["voices"]["hidden"].pop()
    assert FIGURES["people.hidden"].show("people.hidden", few) != "모든 읍면동"
    assert FIGURES["people.hidden"].show("people.hidden", few | {"format": 1}) is not None


def test_an_older_plan_stays_as_it_was_filed(data):
    old = without_numbers(data) | {"format": 1}
    assert {*BY_DISTRICT, "people.ages"} <= keys(old)
