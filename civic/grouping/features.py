"""Each text as a point: its nouns and its meaning, half and half, so that texts about one topic
lie near each other. Pure."""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from civic.grouping.packing import unpack
from civic.grouping.sparse import Sparse, singular_vectors
from civic.grouping.texts import Runs, Text

SEED = 20261129
TITLE_WEIGHT = 2
# Fewer authors make a word somebody's own; more, one that tells nothing apart.
LEAST_AUTHORS, MOST_SHARE = 3, 0.25
# What a text is about also stands in titles. A word that hardly ever does (현황, 실정, 생각) is
# style: it would make a topic of all that one hand, or one form, has written.
LEAST_TOPICAL, DOUBT = 1 / 3, 4
NOUN_DIMENSIONS, MEANING_DIMENSIONS = 60, 60


@dataclass(frozen=True)
class Features:
    """numbers: of the texts in order. points: a row each, of length 1; 0 for a text without words.

    words: of each text, with their weights. topical: of each word, 0 to 1: 1 when it stands in
    titles as often as words usually do. meanings: centred sentence vectors of length 1, or None.
    """

    numbers: tuple[int, ...]
    points: np.ndarray
    words: tuple[dict[str, float], ...]
    topical: dict[str, float]
    authors: tuple[str, ...]
    meanings: np.ndarray | None


def fit(
    texts: Sequence[Text],
    nouns: Sequence[tuple[Runs, Runs]],
    vectors: Sequence[bytes | None] | None = None,
    *,
    seed: int = SEED,
) -> Features:
    """Args: nouns, vectors: of each text, from read_nouns and read_vectors; vectors may be left
    out."""
    authors = tuple(text.author or f"\0{place}" for place, text in enumerate(texts))
    counts = [word_counts(*runs) for runs in nouns]
    titles = [word_counts(title, []) for title, _ in nouns]
    topical = topicality(counts, titles, authors)
    words = tuple(weighted(counts, topical, authors))
    by_nouns = noun_points(words, seed)
    empty = np.array([not _has_words(text) for text in texts], dtype=bool)
    meanings, points = None, by_nouns
    if vectors is not None:
        meanings = centred(unpack(vectors), empty)
        points = np.hstack([by_nouns, principal(meanings)]) * math.sqrt(0.5)
    points[empty] = 0
    numbers = tuple(text.number for text in texts)
    return Features(numbers, units(points), words, topical, authors, meanings)


def word_counts(title: Runs, body: Runs) -> Counter:
    """How often each noun stands in a text, those of the title twice; those in one piece
    count together too: 음식물, 쓰레기 and 음식물쓰레기."""
    counts: Counter[str] = Counter()
    for runs, weight in ((title, TITLE_WEIGHT), (body, 1)):
        for run in runs:
            pieces = run.split("+")
            joined = {*map("".join, pairwise(pieces)), "".join(pieces)}
            for piece in (*pieces, *sorted(joined.difference(pieces))):
                counts[sys.intern(piece)] += weight  # once in memory, in however many texts
    return counts


def topicality(
    counts: list[Counter], titles: list[Counter], authors: tuple[str, ...]
) -> dict[str, float]:
    """How often each word stands in titles, in proportion to all words, at most 1."""
    users, in_titles = people_by_word(counts, authors), people_by_word(titles, authors)
    usual = in_titles.total() / max(1, users.total())
    if not usual:
        return dict.fromkeys(users, 1.0)
    return {
        word: min(1.0, (in_titles[word] / usual + DOUBT) / (by + DOUBT))
        for word, by in users.items()
    }


def weighted(
    counts: list[Counter], topical: dict[str, float], authors: tuple[str, ...]
) -> list[dict[str, float]]:
    """TF-IDF of each text, of length 1, over authors instead of texts: what one author repeats
    in every text is no topic of the city."""
    people = len(set(authors))
    most = max(MOST_SHARE * people, LEAST_AUTHORS)
    rarity = {
        word: math.log((1 + people) / (1 + by)) + 1
        for word, by in people_by_word(counts, authors).items()
        if LEAST_AUTHORS <= by <= most and topical[word] >= LEAST_TOPICAL
    }
    return [_of_length_1(count, rarity) for count in counts]


def people_by_word(counts: Sequence[dict], authors: Sequence[str]) -> Counter:
    """How many authors use each word."""
    users = defaultdict(set)
    for author, count in zip(authors, counts, strict=True):
        for word in count:
            users[word].add(author)
    return Counter({word: len(by) for word, by in users.items()})


def _of_length_1(count: Counter, rarity: dict[str, float]) -> dict[str, float]:
    heavy = {
        word: (1 + math.log(times)) * rarity[word]
        for word, times in sorted(count.items())
        if word in rarity
    }
    length = math.sqrt(sum(weight * weight for weight in heavy.values()))
    return {word: weight / length for word, weight in heavy.items()}


def noun_points(words: Sequence[dict[str, float]], seed: int) -> np.ndarray:
    """The texts on the main axes of their words, a row each of length 1."""
    places = {word: n for n, word in enumerate(sorted({w for each in words for w in each}))}
    if not places:
        return np.zeros((len(words), 0))
    lengths = [len(each) for each in words]
    rows = np.repeat(np.arange(len(words)), lengths)
    columns = np.fromiter((places[word] for each in words for word in each), int, sum(lengths))
    values = np.fromiter((one for each in words for one in each.values()), float, sum(lengths))
    matrix = Sparse(rows, columns, values, (len(words), len(places)))
    _, axes = singular_vectors(matrix, NOUN_DIMENSIONS, seed)
    return units(matrix.times(axes))


def centred(vectors: np.ndarray, empty: np.ndarray) -> np.ndarray:
    """Vectors less their mean: what all texts share (their language, their politeness) goes."""
    there = ~empty & vectors.any(axis=1)
    if there.any():
        vectors = np.where(there[:, None], vectors - vectors[there].mean(axis=0), 0.0)
    return units(vectors)


def principal(vectors: np.ndarray) -> np.ndarray:
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    return units(vectors @ axes[:, ::-1][:, :MEANING_DIMENSIONS])


def units(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(lengths > 1e-9, rows / np.maximum(lengths, 1e-9), 0.0)


def _has_words(text: Text) -> bool:
    return any(letter.isalnum() for letter in text.title + text.body)
