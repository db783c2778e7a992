"""Names of groups: the words by which each differs from all the others. Pure."""

import math
from collections import Counter
from collections.abc import Sequence

from civic.grouping.features import Features, people_by_word

MOST_WORDS, LEAST_WORDS = 4, 2
# A further word of a name has this part of the first one's weight, and this part of the people.
PART_OF_FIRST, PART_OF_PEOPLE = 0.3, 0.12
# A longer word takes the place of its part when so many of those who write the part write it.
LONGER_BY = 0.4
CANDIDATES = 40


def names_of(features: Features, groups: Sequence) -> list[tuple[str, ...]]:
    """Two to four words a group. Counted by authors, so that nobody names a group alone; a word
    that is everywhere (the city's name, 시민) tells nothing and falls away by itself, as does one
    that no title has."""
    everywhere = people_by_word(features.words, features.authors)
    people = len(set(features.authors))
    return [_name(features, group, everywhere, people) for group in groups]


def telling(features: Features, groups: Sequence) -> list[float]:
    """How well one word tells each group from all others, 0 to 1: the best balance of how many
    of the group write it and how many of those who write it are in the group."""
    everywhere = people_by_word(features.words, features.authors)
    highest = []
    for group in groups:
        here, size = _here(features, group)
        marks = (
            2 * count / (size + everywhere[word]) * features.topical[word]
            for word, count in here.items()
            if count > 1
        )
        highest.append(max(marks, default=0.0))
    return highest


def _here(features: Features, group) -> tuple[Counter, int]:
    """(how many authors of the group use each word, how many there are)"""
    authors = [features.authors[place] for place in group]
    words = [features.words[place] for place in group]
    return people_by_word(words, authors), len(set(authors))


def _name(features, group, everywhere: Counter, people: int) -> tuple[str, ...]:
    here, size = _here(features, group)
    weight = {
        word: count
        / size
        * math.log(count / size * people / everywhere[word])
        * features.topical[word]
        for word, count in here.items()
        if count > 1
    }
    ranked = sorted(weight, key=lambda word: (-weight[word], word))[:CANDIDATES]
    chosen: list[str] = []
    for word in ranked:
        longest = _longest(word, ranked, here)
        strong = weight[word] >= PART_OF_FIRST * weight[ranked[0]]
        wanted = len(chosen) < LEAST_WORDS or (strong and here[word] >= PART_OF_PEOPLE * size)
        if wanted and not any(_overlap(longest, one) for one in chosen):
            chosen.append(longest)
        if len(chosen) == MOST_WORDS:
            break
    return tuple(chosen)


def _overlap(a: str, b: str) -> bool:
    """Two words share two letters in a row: 자원순환 and 순환센터 say nothing new."""
    return any(a[at : at + 2] in b for at in range(len(a) - 1))


def _longest(word: str, ranked: list[str], here: Counter) -> str:
    """미세먼지 in place of 먼지, when that is what people write."""
    longer = [one for one in ranked if word in one and here[one] >= LONGER_BY * here[word]]
    return max(longer, key=lambda one: (len(one), one))


def shared_words(mine: dict[str, float], theirs: dict[str, float], most: int) -> tuple[str, ...]:
    """The words that bring two texts or groups together, the weightiest first."""
    both = {word: weight * theirs[word] for word, weight in mine.items() if word in theirs}
    chosen: list[str] = []
    for word in sorted(both, key=lambda word: (-both[word], word)):
        if not any(_overlap(word, one) for one in chosen):
            chosen.append(word)
        if len(chosen) == most:
            break
    return tuple(chosen)
