"""Sentences that may stand for a theme, cut out of its texts as they are written. Pure.

They are candidates: a planner chooses. Of differing people and places, and of both stances where a
text seems to want the opposite.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

SHORTEST, LONGEST = 15, 140
MOST = 6
MARKS = " \t\r\u3000\xa0>*•·※▶▷-"  # of a list or an answer, before a sentence; ○○동 keeps its own
SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…]+|$|(?=\n))")
# Words of those who would rather have it stay, or against what others ask for.
AGAINST = re.compile(
    r"반대|하지\s*말|말아\s*(?:주|달)|필요\s*없|불필요|그대로\s*(?:두|둬|놔)|유지(?:해|하)|철회|과도"
)


# Letters that stand in every such text, to find it among many.
AGAINST_LETTERS = ("반대", "하지", "말아", "필요", "그대로", "유지", "철회", "과도")


@dataclass(frozen=True)
class QuotableText:
    """author, place: empty when not known; then it counts as another's."""

    issue_id: int
    title: str
    body: str
    author: str = ""
    place: str = ""
    central: bool = False  # near the middle of its theme


@dataclass(frozen=True)
class Candidate:
    """words == the text's field[start:end]. against: it seems to want the opposite of most."""

    issue_id: int
    field: str
    start: int
    end: int
    words: str
    against: bool


def is_against(words: str) -> bool:
    """A sentence seems to want that something is not done, or stays as it is."""
    return AGAINST.search(words) is not None


def candidates(texts: Sequence[QuotableText], words: Collection[str], most: int = MOST):
    """At most so many candidates, one a text and the likeliest first, authors and places as
    different as they come. words: what the theme is about."""
    best = [(text, _best(text, words)) for text in texts]
    rated = [(text, *sentence) for text, sentence in best if sentence is not None]
    rated.sort(key=lambda row: (-row[2], row[0].issue_id))
    chosen: list[Candidate] = []
    for wants_against in (True, False):
        room = 2 if wants_against else most - len(chosen)
        some = [(t, c) for t, c, _ in rated if c.against == wants_against]
        chosen += _differing(some, room)
    return sorted(chosen, key=lambda one: one.against)


def _differing(rated, most: int) -> list[Candidate]:
    """Those whose author and place came up least so far, in the given order."""
    seen: Counter = Counter()
    chosen: list[Candidate] = []
    left = list(rated)
    while left and len(chosen) < most:
        at = min(range(len(left)), key=lambda n: (_repeats(seen, left[n][0]), n))
        text, candidate = left.pop(at)
        chosen.append(candidate)
        known = {"by": text.author, "at": text.place}
        seen.update((kind, value) for kind, value in known.items() if value)
    return chosen


def _repeats(seen: Counter, text: QuotableText) -> int:
    return 2 * seen["by", text.author] + seen["at", text.place]


def _best(text: QuotableText, words) -> tuple[Candidate, float] | None:
    pairs = [
        (
            Candidate(text.issue_id, field, start, end, sentence, is_against(sentence)),
            rate,
        )
        for field in ("title", "body")
        for start, end, sentence in sentences(getattr(text, field))
        for rate in [_rate(sentence, field, words, text.central)]
    ]
    return max(pairs, key=lambda pair: pair[1], default=None)


def sentences(text: str) -> list[tuple[int, int, str]]:
    """(start, end, words) of the sentences neither too short to say something nor too long."""
    spans = []
    for match in SENTENCE.finditer(text):
        sentence = match.group()
        start = match.start() + len(sentence) - len(sentence.lstrip(MARKS))
        end = match.start() + len(sentence.rstrip())
        if SHORTEST <= end - start <= LONGEST:
            spans.append((start, end, text[start:end]))
    return spans


def _rate(sentence: str, field: str, words, central: bool) -> float:
    shared = sum(word in sentence for word in words)
    fits = 1 - abs(len(sentence) - 60) / LONGEST
    return shared + fits + (field == "body") / 2 + central / 2
