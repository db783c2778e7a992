"""In pages and scripts, too, a variable is a noun of what it holds; Python: tests/house.py."""

import pytest

from tests.paths import ROOT
from tests.words.variables import IN_SCRIPT, IN_TEMPLATE, VERBS, names_given


def test_pages_keep_nothing_as_a_verb():
    for path in (ROOT / "templates").rglob("*.html"):
        assert not IN_TEMPLATE.findall(path.read_text()), path


@pytest.mark.parametrize("tree", ["deploy", "bench"])
def test_programs_beside_it_keep_nothing_as_a_verb(tree):
    for path in (ROOT / tree).rglob("*.py"):
        assert not names_given(path.read_text()) & VERBS, path


def test_scripts_keep_nothing_as_a_verb():
    for path in (ROOT / "static/js").rglob("*.js"):
        assert not IN_SCRIPT.findall(path.read_text()), path


@pytest.mark.parametrize(
    "planted",
    [
        "def sums(told): pass",
        "def made(): pass",
        "for said, n in rows: pass",
        "names, found = one, other",
        "rows.made = 1",
        "class Row:\n    found: int",
        "sums = [told for told in rows]",
        "if said := words(): pass",
    ],
)
def test_a_planted_verb_is_seen(planted):
    assert names_given(planted) & VERBS


def test_a_column_keeps_its_name_and_a_keyword_of_others_theirs():
    assert not names_given("class Job:\n    made: Mapped[bytes]\nsay(found=1)") & VERBS


@pytest.mark.parametrize(
    "planted",
    [
        "{% set told = 1 %}",
        "{%- set one, said = 1, 2 -%}",
        "{% for found in rows %}",
        "{% for key, made in rows %}",
        "{% macro said(each) %}",
        "{% with told = 2 %}",
    ],
)
def test_a_planted_verb_of_a_page_is_seen(planted):
    assert IN_TEMPLATE.search(planted)


def test_a_planted_verb_of_a_script_is_seen():
    assert IN_SCRIPT.search("  const found = new Map();")
