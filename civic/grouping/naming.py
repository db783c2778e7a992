"""Names of groups: the words by which each differs from all the others. Pure."""

import math
from collections import Counter
from collections.abc import Sequence

from civic.grouping.features import Features

MOST_WORDS, LEAST_WORDS = 4, 2
# A further word of a name has this part of the first one's weight, and this part of the people.
PART_OF_FIRST, PART_OF_PEOPLE = 0.3, 0.12
# A longer word takes the place of its part when so many of those who write the part write it.
LONGER_BY = 0.4
CANDIDATES = 40


def names_of(features: Features, groups: Sequence) -> list[tuple[str, ...]]:
    """Two to four words a group. Counted by authors, so that nobody names a group alone; a word
    that is everywhere (the city's name, 제안, 시민) tells nothing and falls away by itself."""
    everywhere = _people_by_word(features, range(len(features.numbers)))
    people = len(set(features.authors))
    return [_name(features, group, everywhere, people) for group in groups]


def _name(features, group, everywhere: Counter, people: int) -> tuple[str, ...]:
    here = _people_by_word(features, group)
    size = len({features.authors[place] for place in group})
    weight = {
        word: count / size * math.log((count / size) / (everywhere[word] / people))
        for word, count in here.items()
        if count > 1
    }
    ranked = sorted(weight, key=lambda word: (-weight[word], word))[:CANDIDATES]
    chosen = []
    for word in ranked:
        word = _longest(word, ranked, here)
        if any(word in one or one in word for one in chosen):
            continue
        strong = weight[word] >= PART_OF_FIRST * weight[ranked[0]]
        if len(chosen) < LEAST_WORDS or (strong and here[word] >= PART_OF_PEOPLE * size):
            chosen.append(word)
        if len(chosen) == MOST_WORDS:
            break
    return tuple(chosen)


def _longest(word: str, ranked: list[str], here: Counter) -> str:
    """미세먼지 in place of 먼지, when that is what people write."""
    longer = [one for one in ranked if word in one and here[one] >= LONGER_BY * here[word]]
    return max(longer, key=lambda one: (len(one), one))


def _people_by_word(features: Features, places) -> Counter:
    pairs = {(features.authors[place], word) for place in places for word in features.words[place]}
    return Counter(word for _, word in pairs)


def shared_words(mine: dict[str, float], theirs: dict[str, float], most: int) -> tuple[str, ...]:
    """The words that bring two texts or groups together, the weightiest first."""
    both = {word: weight * theirs[word] for word, weight in mine.items() if word in theirs}
    chosen = []
    for word in sorted(both, key=lambda word: (-both[word], word)):
        if not any(word in one or one in word for one in chosen):
            chosen.append(word)
        if len(chosen) == most:
            break
    return tuple(chosen)
