"""On real suggestions that a reader labelled (beside the project on some machines), groups keep
the quality docs/THEMES.md tells of nouns alone. Only the labelled texts are grouped here, a harder
task than all of them; bench/themes.py measures all, and with vectors, which take minutes."""

import pytest

from civic.engines.text_nouns import KiwiNouns
from civic.grouping import Text, assign, duplicates, fit, group, read_nouns
from tests.extras import needs_kiwi
from tests.grouping.gold import b_cubed, pair_f1, rows_of
from tests.paths import SHARED

FOLDER = SHARED / "reports_ko"
pytestmark = [
    needs_kiwi,
    pytest.mark.skipif(not FOLDER.exists(), reason="no real suggestions beside the project"),
]


@pytest.fixture(scope="module")
def items():
    return rows_of(FOLDER / "gold" / "items_tune.csv")


@pytest.fixture(scope="module")
def pairs():
    return rows_of(FOLDER / "gold" / "pairs_tune.csv")


@pytest.fixture(scope="module")
def texts(items, pairs):
    wanted = {one["id"] for one in items}
    wanted |= {pair[end] for pair in pairs for end in ("id1", "id2") if pair["label"] != "related"}
    return [
        Text(int(row["id"]), row["title"], row["body"])
        for row in rows_of(FOLDER / "seoul_proposals.csv")
        if f"P{row['id']}" in wanted
    ]


@pytest.fixture(scope="module")
def nouns(texts):
    return read_nouns(texts, KiwiNouns().runs)


@pytest.fixture(scope="module")
def grouping(texts, nouns):
    return group(texts, nouns)


def test_groups_agree_with_the_labels(grouping, items, pairs):
    group_of = {f"P{row}": n for n, one in enumerate(grouping.groups) for row in one.rows}
    assert pair_f1(pairs, group_of) >= 0.7
    assert b_cubed(items, group_of) >= 0.58


def test_most_texts_are_in_a_group_and_many_surely(grouping, texts):
    assert sum(len(one.rows) for one in grouping.groups) >= 0.6 * len(texts)
    assert sum(len(one.sure) for one in grouping.groups) >= 0.45 * len(texts)


def test_a_text_taken_out_is_brought_back(grouping, texts, nouns):
    home = {row: n for n, one in enumerate(grouping.groups) for row in one.rows}
    hidden = sorted(home)[::10]
    left = [[row for row in one.rows if row not in hidden] for one in grouping.groups]
    back = assign(fit(texts, nouns), left, hidden)
    first = sum(one.nearest[:1] == (home[one.number],) for one in back)
    assert first >= 0.88 * len(hidden)


def test_texts_for_and_against_are_in_no_pile_together(texts, nouns):
    titles = {text.number: text.title for text in texts}
    for pile in duplicates(texts, nouns).same_ask:
        ends = {end for row in pile for end in ("찬성", "반대") if end in titles[row]}
        assert len(ends) < 2
