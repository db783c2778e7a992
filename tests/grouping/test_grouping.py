"""Groups of texts are topics, named by their words, the same at every run."""

import json
import os
import subprocess
import sys

import pytest

from civic.grouping import TOO_FEW, Text, duplicates, group
from tests.grouping.invented import TOPICS, nouns_of, texts_on, vectors_of
from tests.paths import ROOT


def grouped(texts, with_vectors=True, **more):
    return group(texts, nouns_of(texts), vectors_of(texts) if with_vectors else None, **more)


def topics_in(texts, rows) -> set[str]:
    by_number = {text.number: text for text in texts}
    return {topic for row in rows for topic in TOPICS if topic in by_number[row].title}


@pytest.mark.parametrize("with_vectors", [True, False], ids=["vectors", "words alone"])
def test_texts_of_a_topic_come_together(with_vectors):
    texts = texts_on()
    found = grouped(texts, with_vectors)
    assert found.groups
    for one in found.groups:
        assert len(topics_in(texts, one.rows)) == 1
    assert topics_in(texts, [row for one in found.groups for row in one.rows]) == set(TOPICS)


def test_every_text_is_in_one_group_or_in_none():
    texts = texts_on()
    found = grouped(texts)
    rows = [row for one in found.groups for row in one.rows]
    assert sorted([*rows, *found.none]) == [text.number for text in texts]
    for one in found.groups:
        assert set(one.sure) <= set(one.rows)
        assert set(one.representative) <= set(one.rows)


def test_a_group_is_named_by_two_to_four_words_of_its_own():
    texts = texts_on()
    for one in grouped(texts).groups:
        words = " ".join(text.title + text.body for text in texts if text.number in one.rows)
        assert 2 <= len(one.words) <= 4
        assert all(word in words.replace(" ", "") for word in one.words)


def test_representatives_are_of_different_authors_and_titles():
    texts = texts_on(each=20)
    texts = [Text(t.number, t.title, t.body, f"주민{t.number % 3}") for t in texts]
    for one in grouped(texts).groups:
        authors = [texts[row - 1].author for row in one.representative]
        titles = [texts[row - 1].title for row in one.representative]
        assert len(set(authors)) == len(authors) and len(set(titles)) == len(titles)


def test_empty_texts_belong_to_none():
    texts = texts_on()
    blank = [Text(100 + n, "", " \n" if n % 2 else "...", f"빈{n}") for n in range(10)]
    found = grouped([*texts, *blank])
    assert {text.number for text in blank} <= set(found.none)


def test_what_one_author_repeats_is_no_topic():
    slogan = "환경사랑 실천본부 녹색도시 캠페인 서명운동"
    texts = texts_on()
    texts += [Text(200 + n, f"{slogan} {n}", f"{slogan} 안내{n}", "환경사랑") for n in range(20)]
    found = grouped(texts, with_vectors=False)
    assert not {text.number for text in texts if text.author == "환경사랑"} & {
        row for one in found.groups for row in one.rows
    }


@pytest.mark.parametrize("texts", [[], texts_on(each=1)[:1], texts_on(each=1)], ids=len)
def test_a_handful_of_texts_makes_no_group(texts):
    found = grouped(texts)
    assert found.groups == () and len(found.none) == len(texts)


def test_too_few_texts_are_said_to_be_grouped_poorly():
    assert grouped(texts_on()).few
    many = texts_on(each=TOO_FEW // len(TOPICS))
    assert not grouped(many, with_vectors=False).few


def test_texts_without_any_title_are_grouped_too():
    texts = [Text(t.number, "", t.body, t.author) for t in texts_on()]
    assert group(texts, nouns_of(texts)).groups


def test_a_text_without_a_vector_is_not_taken_for_another_topics():
    texts = texts_on()
    vectors = vectors_of(texts)
    vectors[0], vectors[1] = None, b"broken"
    for one in group(texts, nouns_of(texts), vectors).groups:
        assert len(topics_in(texts, one.rows)) == 1


class Cancelled(Exception):
    pass


def test_it_tells_how_far_it_is_and_can_be_stopped():
    shares = []
    grouped(texts_on(each=100), step=shares.append)
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1 and len(shares) > 3

    def stop(share):
        if share > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        grouped(texts_on(), step=stop)


def found_here() -> str:
    """Groups and duplicates of a hundred texts, as text."""
    texts = texts_on(each=25)
    given = texts, nouns_of(texts), vectors_of(texts)
    groups = [[g.words, g.rows, g.sure, g.representative] for g in group(*given).groups]
    return json.dumps([groups, duplicates(*given).same_ask])


def test_the_same_texts_give_the_same_groups_in_every_process():
    """In this one, and in one whose sets have another order and whose sums are of other parts."""
    seed = "0" if os.environ.get("PYTHONHASHSEED") == "7" else "7"
    threads = "1" if (os.cpu_count() or 1) > 1 else "4"
    own = {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
    there = f"from {__name__} import found_here; print(found_here())"
    child = subprocess.run(
        [sys.executable, "-c", there],
        cwd=ROOT,
        env=os.environ | own,
        capture_output=True,
        check=True,
    )
    here = found_here()
    assert child.stdout.decode().strip() == here
    assert json.loads(here)[0]
