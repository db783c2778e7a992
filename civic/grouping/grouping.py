"""Groups of texts about one topic, with a name, examples, and how sure each text is. Pure."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from civic.grouping.confidence import LIKELY, SURE, confidences
from civic.grouping.features import SEED, Features, fit
from civic.grouping.naming import names_of, telling
from civic.grouping.representatives import representatives_of
from civic.grouping.texts import Runs, Text
from civic.grouping.tree import cut_tree

# Of fewer texts the groups are poor: too little to tell which words go together.
TOO_FEW = 300
PIECES_PER_ROOT = 1.5
LEAST_TEXTS, LEAST_SHARE, LEAST_AUTHORS = 5, 0.005, 3
# A branch that no word tells from the rest is what was left over, not a topic.
LEAST_TELLING = 0.3
# Nor is one of which hardly a text is sure.
LEAST_SURE = 0.5


@dataclass(frozen=True)
class Group:
    """words: its name, the most telling first. rows: numbers of its texts; sure: of those that
    surely belong; representative: of a few to show, the most typical first."""

    words: tuple[str, ...]
    rows: tuple[int, ...]
    sure: tuple[int, ...]
    representative: tuple[int, ...]


@dataclass(frozen=True)
class Grouping:
    """groups: the largest first. none: numbers of texts that fit none. few: whether there were
    too few texts to group well."""

    groups: tuple[Group, ...]
    none: tuple[int, ...]
    few: bool


def group(
    texts: Sequence[Text],
    nouns: Sequence[tuple[Runs, Runs]],
    vectors: Sequence[bytes | None] | None = None,
    *,
    seed: int = SEED,
    step: Callable[[float], None] = lambda share: None,
) -> Grouping:
    """A proposal. Same arguments, same groups.

    Args: nouns, vectors: of each text, from read_nouns and read_vectors; without vectors the
    groups are poorer. step: called with the share done, 0 to 1; may raise to stop.
    """
    step(0.0)
    features = fit(texts, nouns, vectors, seed=seed)
    step(0.2)
    pieces = _pieces(features, lambda share: step(0.2 + 0.6 * share))
    groups, sure = _fitting(features, pieces)
    step(0.9)
    order = sorted(range(len(groups)), key=lambda n: (-len(groups[n]), groups[n][0]))
    groups, sure = [groups[n] for n in order], [sure[n] for n in order]
    names = names_of(features, groups)
    shown = representatives_of(features, texts, groups, sure)
    numbers = np.array(features.numbers, dtype=int)
    grouped = {int(place) for each in groups for place in each}
    none = tuple(n for place, n in enumerate(features.numbers) if place not in grouped)
    step(1.0)
    described = zip(names, groups, sure, shown, strict=True)
    return Grouping(
        tuple(
            Group(name, *(_numbers(numbers, one) for one in places)) for name, *places in described
        ),
        none,
        len(texts) < TOO_FEW,
    )


def _pieces(features: Features, step) -> list[np.ndarray]:
    """Places of the texts of each branch of the tree that is large enough for a topic."""
    there = np.flatnonzero(features.points.any(axis=1))
    if not len(there):
        return []
    wanted = max(1, round(PIECES_PER_ROOT * math.sqrt(len(there))))
    branch = cut_tree(features.points[there], wanted, step)
    pieces = [there[branch == number] for number in range(branch.max() + 1)]
    large = [piece for piece in pieces if _is_large(features, piece)]
    marks = telling(features, large)
    return [piece for piece, mark in zip(large, marks, strict=True) if mark >= LEAST_TELLING]


def _is_large(features: Features, places) -> bool:
    least = max(LEAST_TEXTS, LEAST_SHARE * len(features.numbers))
    authors = {features.authors[place] for place in places}
    return len(places) >= least and len(authors) >= LEAST_AUTHORS


def _fitting(features: Features, pieces) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The pieces without the texts that hardly fit; and those of each that surely do."""
    there = np.flatnonzero(features.points.any(axis=1))
    sureness = confidences(features.points, there, pieces, there)
    place = np.full(len(features.points), -1)
    place[there] = np.arange(len(there))
    groups, sure = [], []
    for number, piece in enumerate(pieces):
        mine = sureness[place[piece], number]
        fitting, surely = piece[mine >= LIKELY], piece[mine >= SURE]
        if len(fitting) >= LEAST_TEXTS and len(surely) >= LEAST_SURE * len(fitting):
            groups.append(fitting)
            sure.append(surely)
    return _joined(features, groups, there), sure


def _joined(features: Features, groups, there) -> list[np.ndarray]:
    """The groups, with what the tree left outside and yet fits one surely; none is sure of it."""
    left = np.setdiff1d(there, np.concatenate([*groups, np.zeros(0, dtype=int)]))
    if not groups or not len(left):
        return groups
    sureness = confidences(features.points, left, groups, there)
    best = np.where(sureness.max(axis=1) >= SURE, sureness.argmax(axis=1), -1)
    return [np.sort(np.append(group, left[best == n])) for n, group in enumerate(groups)]


def _numbers(numbers: np.ndarray, places) -> tuple[int, ...]:
    return tuple(int(number) for number in numbers[np.asarray(places, dtype=int)])
