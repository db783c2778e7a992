"""Texts as they are compared: cleaned, cut, and without what many of them have from a template.
Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from civic.text import normal

LONGEST_TITLE, LONGEST_BODY, LONGEST_START = 200, 800, 150
# Of so many texts the beginnings tell as much, in half the time.
MANY, LONGEST_BODY_OF_MANY = 4_000, 400
# A line that so many different texts have is a greeting, a heading or somebody's template.
SHARED_BY = 3
LINES = re.compile(r"\n+|(?<=[.!?])\s+")
NO_LETTERS = re.compile(r"[\W_]+")
# 1,000 is 1000; but 3-12 is not 31-2, nor 312.
IN_A_NUMBER = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
NOT_BESIDE_NUMBERS = re.compile(r"(?<!\d) | (?!\d)")

Runs = list[str]
Step = Callable[[float], None]


@dataclass(frozen=True)
class Text:
    """number: its row, or its id. author: empty where it isn't known; then nobody else's."""

    number: int
    title: str
    body: str
    author: str = ""


def squeezed(text: str) -> str:
    """Its letters and digits alone, and what parts two numbers: what two pasted texts share
    whatever their layout."""
    spaced = NO_LETTERS.sub(" ", IN_A_NUMBER.sub("", text)).strip()
    return NOT_BESIDE_NUMBERS.sub("", spaced).casefold()


def readable(texts: Sequence[Text]) -> list[tuple[str, str]]:
    """(title, body) of each, cleaned and cut, without lines that several different texts share.

    A text that was sent by many is one text here: its lines stay.
    """
    cleaned = [(_clean(text.title), _clean(text.body)) for text in texts]
    shared = _shared_lines(cleaned)
    longest = LONGEST_BODY if len(texts) < MANY else LONGEST_BODY_OF_MANY
    return [
        (" ".join(title.split())[:LONGEST_TITLE], _own(body, shared)[:longest])
        for title, body in cleaned
    ]


def read_nouns(
    texts: Sequence[Text], runs: Callable[[list[str]], list[Runs]]
) -> list[tuple[Runs, Runs]]:
    """Nouns of each title and body. Args: runs: as of civic/engines/text_nouns.py."""
    pairs = readable(texts)
    nouns = runs([title for title, _ in pairs] + [body for _, body in pairs])
    return list(zip(nouns[: len(pairs)], nouns[len(pairs) :], strict=True))


def read_vectors(
    texts: Sequence[Text], vectors: Callable[[list[tuple[str, str]]], list[bytes]]
) -> list[bytes]:
    """The packed vector of each. Args: vectors: as of civic/engines/sentence_vectors.py."""
    return vectors([(title, body[:LONGEST_START]) for title, body in readable(texts)])


def _clean(text: str) -> str:
    return normal(text[: 4 * LONGEST_BODY]).replace("\0", " ")


def _shared_lines(cleaned: list[tuple[str, str]]) -> set[str]:
    texts_of = defaultdict(set)
    for _, body in cleaned:
        whole = hash_of(squeezed(body))
        for line in LINES.split(body):
            if bare := squeezed(line):
                texts_of[bare].add(whole)
    return {line for line, texts in texts_of.items() if len(texts) >= SHARED_BY}


def hash_of(text: str) -> str:
    """A stand-in for a long text, the same in every process."""
    return f"{len(text)}:{text[:200]}:{text[-200:]}"


def _own(body: str, shared: set[str]) -> str:
    return "\n".join(line for line in LINES.split(body) if squeezed(line) not in shared)
