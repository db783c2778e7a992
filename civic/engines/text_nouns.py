"""Nouns of Korean texts, by which texts are compared: Kiwi where it is installed, or plain Python.

Kiwi keeps 330 MB: it runs in a process of its own, which gives all of it back.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

CHILD = Path(__file__).with_name("text_nouns_child.py")
LONGEST_TEXT = 1_000
AT_ONCE = 4_000  # texts of one child, which takes a second to start
LONGEST_S = 900
# A lone surrogate, which no file may hold, and what a child's input may not hold.
UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class NounsFailed(Exception):
    """The child that reads nouns died or took too long."""


class TextNouns(Protocol):
    name: str

    def runs(
        self, texts: Sequence[str], step: Callable[[int], None] = lambda done: None
    ) -> list[list[str]]:
        """Nouns of each text in their order, repeated ones too. What is written in one piece
        stands together: "음식물+쓰레기".

        Args: texts: read to their first 1,000 characters. step: called with how many are done;
        may raise to stop.
        Raises: NounsFailed.
        """


def from_settings(settings) -> TextNouns:
    """`kiwi` (plain where it is not installed) or `plain`; one given as such is used as it is."""
    name = settings["TEXT_NOUNS"]
    if not isinstance(name, str):
        return name
    return KiwiNouns() if name == "kiwi" and find_spec("kiwipiepy") else PlainNouns()


class KiwiNouns:
    """Morphemes by Kiwi (Apache-2.0 from 0.24), of which the nouns are kept."""

    name = "kiwi"

    def runs(self, texts, step=lambda done: None):
        sendable = [_sendable(text) for text in texts]
        different, by_text = list(dict.fromkeys(sendable)), {}
        for start in range(0, len(different), AT_ONCE):
            part = different[start : start + AT_ONCE]
            by_text |= zip(part, _asked(part), strict=True)
            step(len(texts) * len(by_text) // len(different))
        return [by_text[text] for text in sendable]


def _asked(texts: list[str]) -> list[list[str]]:
    # -I: nothing but what is installed; the child imports no part of the program.
    command = [sys.executable, "-I", str(CHILD)]
    try:
        child = subprocess.run(
            command, input=json.dumps(texts).encode(), capture_output=True, timeout=LONGEST_S
        )
    except subprocess.TimeoutExpired as late:
        raise NounsFailed(f"longer than {LONGEST_S} s") from late
    if child.returncode != 0:
        reason = child.stderr.decode(errors="replace")[-2000:]
        raise NounsFailed(f"status {child.returncode}: {reason}")
    return json.loads(child.stdout)


WORD = re.compile(r"[0-9]*[가-힣]+|[A-Za-z][A-Za-z0-9]+|[0-9]+[A-Za-z]+")
# Particles at the end of a word, the longest first.
PARTICLES = re.compile(
    "(?:에서부터|으로부터|에서도|에서는|까지도|으로는|으로도|이라는|에게서|에서의|으로의|들에게|"
    "에서|으로|에게|까지|부터|처럼|보다|마다|이나|이란|라는|과의|와의|에는|에도|들이|들을|들은|들의|"
    "은|는|이|가|을|를|의|에|로|와|과|도|만|들)$"
)
# Ends of what is no noun: verbs, adjectives, adverbs.
NO_NOUN = re.compile(
    "(?:니다|니까|세요|해요|어요|아요|에요|예요|네요|군요|지요|시다|하다|되다|있다|없다|한다|된다|"
    "하는|되는|있는|없는|하고|되고|있고|없고|하여|되어|해서|돼서|하면|되면|있으면|없으면|하게|되게|"
    "하지|되지|않고|않은|않는|하기|되기|했던|하던|으며|하며|되며|지만|는데|은데|어서|아서|라고|다고|"
    "하지만|그리고|그러나|그래서|또한|너무|매우|정말|많이|같은|같이|위한|위해|대한|대해|통해|경우|때문)$"
)


class PlainNouns:
    """What is left of words without their particles. Poorer, but needs nothing."""

    name = "plain"

    def runs(self, texts, step=lambda done: None):
        runs = [
            [noun for word in WORD.findall(_sendable(text)) if (noun := _stem(word))]
            for text in texts
        ]
        step(len(runs))
        return runs


def _stem(word: str) -> str:
    """The word without its particle; empty for what is hardly a noun."""
    if NO_NOUN.search(word):
        return ""
    bare = PARTICLES.sub("", word)
    return (bare if len(bare) > 1 else word if len(word) == 2 else "").lower()


def _sendable(text: str) -> str:
    return UNSENDABLE.sub(" ", text[:LONGEST_TEXT])
